import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ParsedEvent } from '../src/contract/event.ts'
import { evtx } from '../src/formats/evtx/evtx.ts'
import { sharedFolder } from '../test/shared-material.ts'
import {
  type Aim,
  type BenchTable,
  type Round,
  renderTable,
  roundsOf,
  showSeconds,
  showTiming,
  type Timing,
  timingNote,
  timingOf,
} from './bench-table.ts'
import { writeEvtxLog } from './evtx-log.ts'
import { inFolder, rounds } from './material.ts'
import { measuredProcess } from './measured-process.ts'

interface Measurement extends Round {
  readonly records: number
}

/** Ends the name of a side that is measured without a warm-up. */
const cold = ', cold'
const whole = 'whippet, System and data'
const tsEvtx = '@ts-evtx/core, events'
const script = fileURLToPath(import.meta.url)
/** How many times over the chunks of the samples are written into the measured log: about 64 MB. */
const copies = Number(process.env['BENCH_COPIES'] ?? 12)

/** What each side does with a log; every value that it decodes is looked at. Returns the number of records. */
const sides: Readonly<Record<string, (log: string) => number | Promise<number>>> = {
  [whole]: (log) => parse(log, (event) => systemLength(event) + dataLength(event)),
  'whippet, System only': (log) => parse(log, systemLength),
  'whippet, channel and event id': (log) => parse(log, channelLength),
  'whippet, XML': (log) => parse(log, (event) => event.raw().length),
  [tsEvtx]: async (log) => {
    const peer = await import('@ts-evtx/core')
    let records = 0
    await peer.evtx(log).forEach((event: { eventId?: number }) => {
      if (event.eventId !== undefined) records++
    })
    return records
  },
  '@ts-evtx/core, XML': async (log) => {
    const peer = await import('@ts-evtx/core')
    let records = 0
    for (const record of peer.EvtxFile.openSync(log).records()) {
      if (record.renderXml().length > 0) records++
    }
    return records
  },
}

function parse(log: string, look: (event: ParsedEvent) => number): number {
  let records = 0
  let looked = 0
  const parser = evtx.open({
    event(event) {
      records++
      looked += look(event)
    },
    problem(problem) {
      throw new Error(`${problem.offset}: ${problem.message}`)
    },
  })
  const file = openSync(log, 'r')
  for (;;) {
    const piece = Buffer.allocUnsafeSlow(1 << 20)
    const count = readSync(file, piece)
    if (count === 0) break
    parser.push(piece.subarray(0, count))
  }
  closeSync(file)
  parser.end()
  if (looked === 0) throw new Error('nothing decoded')
  return records
}

function systemLength(event: ParsedEvent): number {
  if (event.kind !== 'windows') return 0
  const { system } = event
  return (
    (event.time ?? 0) +
    length(system.provider, system.guid, system.eventSourceName, system.eventId) +
    length(system.qualifiers, system.version, system.level, system.task) +
    length(system.opcode, system.keywords, system.systemTime, system.recordId) +
    length(system.activityId, system.relatedActivityId, system.processId, system.threadId) +
    length(system.channel, system.computer, system.userId, null)
  )
}

function length(a: string | null, b: string | null, c: string | null, d: string | null): number {
  return (a?.length ?? 0) + (b?.length ?? 0) + (c?.length ?? 0) + (d?.length ?? 0)
}

function channelLength(event: ParsedEvent): number {
  if (event.kind !== 'windows') return 0
  return length(event.system.channel, event.system.eventId, null, null)
}

function dataLength(event: ParsedEvent): number {
  if (event.kind !== 'windows') return 0
  let length = 0
  for (const { name, value } of event.data()) length += name.length + value.length
  return length
}

/** Runs one side in a process of its own, so that its memory and its compiled code are its own too. */
function measure(side: string, log: string, warmUp: string): Measurement {
  const output = execFileSync(
    process.execPath,
    [
      ...process.execArgv,
      script,
      '--side',
      side.replace(cold, ''),
      log,
      side.endsWith(cold) ? '' : warmUp,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 },
  )
  return JSON.parse(output.trim().split('\n').at(-1) as string) as Measurement
}

const columns = ['side', 'processor time', 'clock', 'MB/s', 'records/s', 'peak MB'] as const

function rowOf(name: string, size: number, records: number, timing: Timing): string[] {
  const { seconds, clock, peakMb } = timing
  return [
    name,
    showTiming(timing),
    showSeconds(clock),
    (size / 1e6 / seconds).toFixed(0),
    (records / seconds).toFixed(0),
    peakMb?.toFixed(0) ?? '',
  ]
}

const evtxDump = 'evtx_dump -t 1 -o jsonl'

/** Parses the same log with each side in turn, each time in a new process, several times over. `EVTX_DUMP` may name the Rust program to compare with. */
export async function run(): Promise<BenchTable> {
  const folder = sharedFolder('data/evtx-attack-samples')
  const title = 'EVTX to events, one thread'
  if (folder === undefined) return { title, columns, rows: [], notes: ['skipped, no samples'] }
  return inFolder(async (place) => {
    const log = join(place, 'samples.evtx')
    const size = writeEvtxLog(folder, log, copies)
    const warmUp = join(place, 'warm-up.evtx')
    writeEvtxLog(folder, warmUp, 3)
    const program = process.env['EVTX_DUMP']
    const names = [
      ...Object.keys(sides),
      `${whole}${cold}`,
      `${tsEvtx}${cold}`,
      ...(program ? [evtxDump] : []),
    ]
    const results = new Map<string, Round[]>(names.map((name) => [name, []]))
    let records = 0
    for (let round = 0; round < rounds; round++) {
      for (const [name, list] of results) {
        if (name === evtxDump && program) {
          list.push(await measuredProcess([program, '-t', '1', '-o', 'jsonl', log]))
          continue
        }
        const measured = measure(name, log, warmUp)
        if (name === whole) records = measured.records
        list.push(measured)
      }
    }
    const timings = [...results.values()].map(timingOf)
    const timingBy = new Map(names.map((name, index) => [name, timings[index] as Timing]))
    return {
      title: `${title}, ${(size / 1e6).toFixed(0)} MB`,
      columns,
      rows: names.map((name) => rowOf(name, size, records, timingBy.get(name) as Timing)),
      notes: [timingNote],
      rounds: roundsOf(names, timings),
      aims: aimsOf(timingBy),
    }
  })
}

function aimsOf(timings: ReadonlyMap<string, Timing>): readonly Aim[] {
  const speed = (name: string, other: string): number | undefined => {
    const [ours, theirs] = [timings.get(name), timings.get(other)]
    return ours && theirs && theirs.seconds / ours.seconds
  }
  const rust = speed(whole, evtxDump)
  const script = speed(whole, tsEvtx) ?? 0
  const scriptCold = speed(`${whole}${cold}`, `${tsEvtx}${cold}`) ?? 0
  return [
    {
      work: `EVTX to events, one thread, against \`${evtxDump}\``,
      aim: 'at least 0.4 of its speed',
      reached: rust === undefined ? 'not given' : rust.toFixed(2),
      met: rust === undefined ? undefined : rust >= 0.4,
    },
    {
      work: 'EVTX to events, one thread, against `@ts-evtx/core`',
      aim: '30 times its speed',
      reached: `${script.toFixed(1)} times, ${scriptCold.toFixed(1)} cold`,
      met: script >= 30,
    },
  ]
}

/** With a log to warm up on, what is measured is the speed that a large log is read at, after V8 has compiled the code. */
async function runSide(name: string, log: string, warmUp: string | undefined): Promise<void> {
  const side = sides[name]
  if (side === undefined) throw new Error(`no side ${name}`)
  if (warmUp) await side(warmUp)
  const start = performance.now()
  const before = process.cpuUsage()
  const records = await side(log)
  const { user, system } = process.cpuUsage(before)
  const measured: Measurement = {
    processor: (user + system) / 1e6,
    clock: (performance.now() - start) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    records,
  }
  process.stdout.write(`\n${JSON.stringify(measured)}\n`)
}

if (process.argv[1] === script) {
  const [option, side, log, warmUp] = process.argv.slice(2)
  if (option === '--side') await runSide(side as string, log as string, warmUp)
  else {
    const table = await run()
    if (option === '--json') process.stdout.write(`${JSON.stringify(table)}\n`)
    else process.stdout.write(renderTable(table))
  }
}

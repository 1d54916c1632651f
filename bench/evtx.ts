import { execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ParsedEvent } from '../src/contract/event.ts'
import { crc32 } from '../src/formats/evtx/crc32.ts'
import { evtx } from '../src/formats/evtx/evtx.ts'
import { sharedFolder } from '../test/shared-material.ts'
import { type BenchTable, renderTable, showTiming, timingNote, timingOf } from './bench-table.ts'

interface Measurement {
  readonly seconds: number
  readonly records: number
  readonly peakRssMb: number | null
}

/** Ends the name of a side that is measured without a warm-up. */
const cold = ', cold'
const script = fileURLToPath(import.meta.url)
const chunkSize = 65536
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
/** How many times over the chunks of the samples are written into the measured log: about 64 MB. */
const copies = Number(process.env['BENCH_COPIES'] ?? 12)

/** What each side does with a log; every value that it decodes is looked at. Returns the number of records. */
const sides: Readonly<Record<string, (log: string) => number | Promise<number>>> = {
  'whippet, System and data': (log) =>
    parse(log, (event) => systemLength(event) + dataLength(event)),
  'whippet, System only': (log) => parse(log, systemLength),
  'whippet, channel and event id': (log) => parse(log, channelLength),
  'whippet, XML': (log) => parse(log, (event) => event.raw().length),
  '@ts-evtx/core, events': async (log) => {
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

/** One log with the well-filled chunks of all samples; chunks stand on their own, so they can be put side by side. */
function writeLog(folder: string, log: string, copies: number): number {
  const chunks = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .sort()
    .flatMap((name) => chunksOf(readFileSync(join(folder, name))))
  const file = openSync(log, 'w')
  let size = writeSync(file, fileHeader(chunks.length * copies))
  for (let copy = 0; copy < copies; copy++) {
    for (const chunk of chunks) size += writeSync(file, chunk)
  }
  closeSync(file)
  return size
}

function chunksOf(sample: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 4096; at + chunkSize <= sample.length; at += chunkSize) {
    const chunk = sample.subarray(at, at + chunkSize)
    if (chunk.readUInt32LE(48) > 0.9 * chunkSize) chunks.push(chunk)
  }
  return chunks
}

function fileHeader(chunks: number): Buffer {
  const header = Buffer.alloc(4096)
  header.write('ElfFile\0', 'latin1')
  header.writeUInt32LE(chunks - 1, 16)
  header.writeUInt32LE(1, 24)
  header.writeUInt32LE(128, 32)
  header.writeUInt16LE(1, 36)
  header.writeUInt16LE(3, 38)
  header.writeUInt16LE(4096, 40)
  header.writeUInt16LE(chunks, 42)
  header.writeUInt32LE(crc32(header.subarray(0, 120), 0), 124)
  return header
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

function measureEvtxDump(program: string, log: string, records: number): Measurement {
  const timed = `TIMEFORMAT='%U %S'; time "$0" -t 1 -o jsonl "$1" > /dev/null`
  const times = execFileSync('bash', ['-c', `{ ${timed}; } 2>&1`, program, log], {
    encoding: 'utf8',
  })
  const [user, system] = (times.trim().split('\n').at(-1) as string).split(' ').map(Number)
  return { seconds: (user as number) + (system as number), records, peakRssMb: null }
}

function rowOf(name: string, size: number, measurements: readonly Measurement[]): string[] {
  const timing = timingOf(measurements.map((one) => one.seconds))
  const { seconds } = timing
  const memory = measurements.flatMap(({ peakRssMb }) => peakRssMb ?? [])
  return [
    name,
    showTiming(timing),
    (size / 1e6 / seconds).toFixed(0),
    ((measurements[0] as Measurement).records / seconds).toFixed(0),
    memory.length === 0 ? '' : Math.max(...memory).toFixed(0),
  ]
}

/** Parses the same log with each side in turn, each time in a new process, several times over. `EVTX_DUMP` may name the Rust program to compare with. */
export async function run(): Promise<BenchTable> {
  const folder = sharedFolder('data/evtx-attack-samples')
  if (folder === undefined)
    return { title: 'EVTX: skipped, no samples', columns, rows: [], notes: [] }
  const place = mkdtempSync(join(tmpdir(), 'whippet-bench-'))
  try {
    const log = join(place, 'samples.evtx')
    const size = writeLog(folder, log, copies)
    const warmUp = join(place, 'warm-up.evtx')
    writeLog(folder, warmUp, 3)
    const program = process.env['EVTX_DUMP']
    const names = [
      ...Object.keys(sides),
      `whippet, System and data${cold}`,
      `@ts-evtx/core, events${cold}`,
      ...(program ? ['evtx_dump -t 1 -o jsonl'] : []),
    ]
    const results = new Map<string, Measurement[]>(names.map((name) => [name, []]))
    let records = 0
    for (let round = 0; round < rounds; round++) {
      for (const [name, list] of results) {
        list.push(
          !name.startsWith('evtx_dump')
            ? measure(name, log, warmUp)
            : measureEvtxDump(program as string, log, records),
        )
        records = (list[0] as Measurement).records
      }
    }
    return {
      title: `EVTX, ${(size / 1e6).toFixed(0)} MB`,
      columns,
      rows: [...results].map(([name, list]) => rowOf(name, size, list)),
      notes: [timingNote, ...ratiosOf(results)],
    }
  } finally {
    rmSync(place, { recursive: true })
  }
}

const columns = ['side', 'seconds', 'MB/s', 'records/s', 'peak MB'] as const

function ratiosOf(results: ReadonlyMap<string, readonly Measurement[]>): string[] {
  const ratios: string[] = []
  const secondsOf = (name: string): number | undefined => {
    const list = results.get(name)
    return list && timingOf(list.map(({ seconds }) => seconds)).seconds
  }
  const compare = (ours: string, theirs: string): void => {
    const [us, them] = [secondsOf(ours), secondsOf(theirs)]
    if (us !== undefined && them !== undefined) {
      ratios.push(`- ${ours}: ${(them / us).toFixed(2)} times as fast as ${theirs}`)
    }
  }
  compare('whippet, System and data', '@ts-evtx/core, events')
  compare(`whippet, System and data${cold}`, `@ts-evtx/core, events${cold}`)
  compare('whippet, System only', '@ts-evtx/core, events')
  compare('whippet, XML', '@ts-evtx/core, XML')
  compare('whippet, System and data', 'evtx_dump -t 1 -o jsonl')
  compare('whippet, XML', 'evtx_dump -t 1 -o jsonl')
  return ratios
}

/** With a log to warm up on, what is measured is the speed that a large log is read at, after V8 has compiled the code. */
async function runSide(name: string, log: string, warmUp: string | undefined): Promise<void> {
  const side = sides[name]
  if (side === undefined) throw new Error(`no side ${name}`)
  if (warmUp) await side(warmUp)
  const before = process.cpuUsage()
  const records = await side(log)
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  const peakRssMb = process.resourceUsage().maxRSS / 1024
  process.stdout.write(`\n${JSON.stringify({ seconds, records, peakRssMb })}\n`)
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

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  type Aim,
  type BenchTable,
  measureInTurn,
  type Round,
  roundsOf,
  showSeconds,
  sideColumns,
  sideRow,
  type Timing,
  timingNote,
} from './bench-table.ts'
import { filesIn, huntCommand, inFolder, rounds, sharedMaterial, sizeOf } from './material.ts'
import { type MeasuredOptions, measuredProcess } from './measured-process.ts'

/** A program that hunts the same logs, and how much it found. */
interface Hunter {
  readonly name: string
  run(): Promise<Round>
  /** In words. */
  found(): string
}

/** Whole hunts of the EVTX samples by Whippet with all published detections, and by programs for Sigma rules, where these are given. */
export async function run(): Promise<BenchTable> {
  const material = sharedMaterial()
  const title = 'Whole hunts of the EVTX samples, against hunters with Sigma rules'
  const columns = [...sideColumns, 'found'] as const
  if (!material) return { title, columns, rows: [], notes: ['skipped, no material'] }
  const { content, logs } = material
  return inFolder(async (folder) => {
    const output = join(folder, 'whippet.json')
    const ours = (name: string, more: readonly string[]): Hunter => ({
      name,
      run: () => measuredProcess(huntCommand({ content, folder }, logs, output, more)),
      found: () => `${findingsIn(output)} detections`,
    })
    const peers = [chainsaw(logs, folder), hayabusa(logs, folder), zircolite(logs, folder)]
    const hunters = [
      ours('whippet', []),
      ours('whippet --jobs 2', ['--jobs', '2']),
      ...peers.flatMap(({ hunter }) => hunter ?? []),
    ]
    const timings = await measureInTurn(
      hunters.map((hunter) => hunter.run),
      rounds,
    )
    const [first] = timings as [Timing]
    const names = hunters.map(({ name }) => name)
    const absent = peers.filter(({ hunter }) => !hunter).map(({ name }) => name)
    return {
      title: `${title}, ${(sizeOf(await filesIn(logs)) / 2 ** 20).toFixed(0)} MB`,
      columns,
      rows: [
        ...hunters.map((hunter, index) => [
          ...sideRow(hunter.name, timings[index] as Timing, first),
          hunter.found(),
        ]),
        ...absent.map((name) => [name, 'not given', '', '', '', '']),
      ],
      notes: [timingNote, 'Ratios are to the first side. Other rules find other things.'],
      rounds: roundsOf(names, timings),
      aims: peers.flatMap(({ name, most }) =>
        most === undefined ? [] : [aimOf(name, most, timings, names)],
      ),
    }
  })
}

/** @param most of the peer's time, by the clock */
function aimOf(
  peer: string,
  most: number,
  timings: readonly Timing[],
  names: readonly string[],
): Aim {
  const theirs = timings[names.findIndex((name) => name.startsWith(peer))]
  const ours = timings.slice(0, 2).map(({ clock }) => clock)
  const best = Math.min(...ours)
  return {
    work: `whole hunt of the EVTX samples against ${peer}`,
    aim: `at most ${most} of its time`,
    reached: theirs
      ? `${(best / theirs.clock).toFixed(2)} (${showSeconds(best)} against ${showSeconds(theirs.clock)})`
      : 'not given',
    met: theirs && best <= theirs.clock * most,
  }
}

function findingsIn(output: string): number {
  const report = JSON.parse(readFileSync(output, 'utf8')) as { findings: readonly unknown[] }
  return report.findings.length
}

interface Peer {
  readonly name: string
  readonly most?: number
  readonly hunter: Hunter | undefined
}

const given = (name: string): string | undefined => process.env[name] || undefined

/** @param titleOf the rule of a match */
function rulesIn(path: string, titleOf: (match: Readonly<Record<string, unknown>>) => unknown) {
  if (!existsSync(path)) return 'nothing'
  const text = readFileSync(path, 'utf8')
  const matches = text.startsWith('[')
    ? (JSON.parse(text) as Record<string, unknown>[])
    : text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
  return `${new Set(matches.map(titleOf)).size} rules`
}

function chainsaw(logs: string, folder: string): Peer {
  const program = given('CHAINSAW')
  const sigma = given('CHAINSAW_SIGMA')
  const mapping = given('CHAINSAW_MAPPING')
  const peer = { name: 'chainsaw', most: 1 }
  if (!program || !sigma || !mapping) return { ...peer, hunter: undefined }
  const output = join(folder, 'chainsaw.jsonl')
  const command = [
    ...[program, 'hunt', logs, '-s', sigma, '--mapping', mapping, '--skip-errors', '-q'],
    '--jsonl',
  ]
  return {
    ...peer,
    hunter: {
      name: 'chainsaw, all Sigma rules',
      run: () => measuredProcess(command, { output }),
      found: () => rulesIn(output, (match) => match['name']),
    },
  }
}

function hayabusa(logs: string, folder: string): Peer {
  const program = given('HAYABUSA')
  const rules = given('HAYABUSA_RULES')
  if (!program || !rules) return { name: 'hayabusa', hunter: undefined }
  const output = join(folder, 'hayabusa.jsonl')
  const command = [
    ...[program, 'dfir-timeline', '-d', logs, '-r', rules, '-c', join(rules, 'config')],
    ...['-t', 'jsonl', '-o', output, '-w', '-q', '-N', '-C'],
  ]
  return {
    name: 'hayabusa',
    hunter: {
      name: 'hayabusa, its rules',
      run: () => measuredProcess(command, { cwd: dirname(resolve(program)) }),
      found: () => rulesIn(output, (match) => match['RuleTitle']),
    },
  }
}

function zircolite(logs: string, folder: string): Peer {
  const script = given('ZIRCOLITE')
  const rules = given('ZIRCOLITE_RULES')
  const peer = { name: 'Zircolite', most: 0.1 }
  if (!script || !rules) return { ...peer, hunter: undefined }
  const output = join(folder, 'zircolite.json')
  const python = given('ZIRCOLITE_PYTHON') ?? 'python3'
  const command = [
    ...[python, script, '--evtx', logs, '--ruleset', rules, '-o', output],
    ...['-l', join(folder, 'zircolite.log'), '-q'],
  ]
  const options: MeasuredOptions = { cwd: dirname(resolve(script)) }
  return {
    ...peer,
    hunter: {
      name: 'Zircolite, Sigma rules for Windows',
      run: () => measuredProcess(command, options),
      found: () => rulesIn(output, (match) => match['title']),
    },
  }
}

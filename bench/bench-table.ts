import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a bench reports. */
export interface BenchTable {
  readonly title: string
  readonly columns: readonly string[]
  /** Each as long as `columns`; the first cell is a name, the others stand to the right. */
  readonly rows: readonly (readonly string[])[]
  readonly notes: readonly string[]
  /** Every round of every side, by the side's name; for those who read the tables as JSON. */
  readonly rounds?: Readonly<Record<string, readonly Round[]>>
  readonly aims?: readonly Aim[]
}

/** What the project wants to reach, and what it has. */
export interface Aim {
  readonly work: string
  readonly aim: string
  readonly reached: string
  /** `undefined` where a side was not given. */
  readonly met: boolean | undefined
}

export interface Round {
  /** Processor time of all threads, in seconds: unlike the clock's it hardly depends on what else the machine does. */
  readonly processor: number
  /** Seconds by the clock. */
  readonly clock: number
  /** Most memory at once, in MB; left out where it cannot be told from that of other sides. */
  readonly peakMb?: number
}

/** Medians of the rounds. */
export interface Timing {
  readonly seconds: number
  readonly clock: number
  /** Slowest round over fastest, by processor time. */
  readonly spread: number
  /** Of the round that needed most. */
  readonly peakMb: number | undefined
  readonly rounds: readonly Round[]
}

export function timingOf(rounds: readonly Round[]): Timing {
  const seconds = ascending(rounds.map(({ processor }) => processor))
  const peaks = rounds.flatMap(({ peakMb }) => peakMb ?? [])
  return {
    seconds: median(seconds),
    clock: median(ascending(rounds.map(({ clock }) => clock))),
    spread: (seconds.at(-1) as number) / (seconds[0] as number),
    peakMb: peaks.length > 0 ? Math.max(...peaks) : undefined,
    rounds,
  }
}

const ascending = (values: readonly number[]): readonly number[] =>
  [...values].sort((left, right) => left - right)

const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] as number

/** Runs the sides in turn, `rounds` times over, after one round that only warms them up; one's garbage is not charged to the next. */
export async function timeInTurn(
  sides: readonly (() => unknown)[],
  rounds: number,
): Promise<readonly Timing[]> {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const measured = sides.map((side) => async (): Promise<Round> => {
    collectGarbage()
    const start = performance.now()
    const before = process.cpuUsage()
    await side()
    const { user, system } = process.cpuUsage(before)
    return { processor: (user + system) / 1e6, clock: (performance.now() - start) / 1000 }
  })
  await measureInTurn(measured, 1)
  return measureInTurn(measured, rounds)
}

/** Runs sides in turn that measure themselves, `rounds` times over. */
export async function measureInTurn(
  sides: readonly (() => Promise<Round>)[],
  rounds: number,
): Promise<readonly Timing[]> {
  const found = sides.map((): Round[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) (found[index] as Round[]).push(await side())
  }
  return found.map(timingOf)
}

/** The seconds and, in brackets, by how much the slowest round took longer than the fastest. */
export const showTiming = ({ seconds, spread }: Timing): string =>
  `${showSeconds(seconds)} (+${((spread - 1) * 100).toFixed(0)} %)`

export const showSeconds = (seconds: number): string => `${seconds.toFixed(seconds < 1 ? 3 : 2)} s`

export const timingNote =
  'Processor time, median of the rounds; in brackets by how much the slowest round took longer than the fastest.'

export const sideColumns = ['side', 'processor time', 'clock', 'peak MB', 'ratio'] as const

/** The cells of `sideColumns`. @param first the side that ratios of processor time are to */
export const sideRow = (name: string, timing: Timing, first: Timing): readonly string[] => [
  name,
  showTiming(timing),
  showSeconds(timing.clock),
  timing.peakMb?.toFixed(0) ?? '',
  (timing.seconds / first.seconds).toFixed(2),
]

export const roundsOf = (
  names: readonly string[],
  timings: readonly Timing[],
): Readonly<Record<string, readonly Round[]>> =>
  Object.fromEntries(names.map((name, index) => [name, (timings[index] as Timing).rounds]))

/** As a table that is one in Markdown too. */
export function renderTable({ title, columns, rows, notes }: BenchTable): string {
  const widths = columns.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] as string).length)),
  )
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, column) =>
      column === 0
        ? cell.padEnd(widths[column] as number)
        : cell.padStart(widths[column] as number),
    )
    return `| ${padded.join(' | ')} |`
  }
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [`## ${title}`, '', line(columns), line(rule), ...rows.map(line), '', ...notes, ''].join(
    '\n',
  )
}

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a bench reports. */
export interface BenchTable {
  readonly title: string
  readonly columns: readonly string[]
  /** Each as long as `columns`; the first cell is a name, the others stand to the right. */
  readonly rows: readonly (readonly string[])[]
  readonly notes: readonly string[]
}

export interface Timing {
  /** Processor time, median of the rounds: unlike the clock's it does not depend on what else the machine does. */
  readonly seconds: number
  /** Slowest round over fastest. */
  readonly spread: number
}

export function timingOf(rounds: readonly number[]): Timing {
  const sorted = [...rounds].sort((left, right) => left - right)
  return {
    seconds: sorted[sorted.length >> 1] as number,
    spread: (sorted.at(-1) as number) / (sorted[0] as number),
  }
}

/** Runs the sides in turn, `rounds` times over, after one round that only warms them up; one's garbage is not charged to the next. */
export async function timeInTurn(
  sides: readonly (() => unknown)[],
  rounds: number,
): Promise<readonly Timing[]> {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const times = sides.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [index, side] of sides.entries()) {
      collectGarbage()
      const before = process.cpuUsage()
      await side()
      const { user, system } = process.cpuUsage(before)
      if (round > 0) (times[index] as number[]).push((user + system) / 1e6)
    }
  }
  return times.map(timingOf)
}

/** The seconds and, in brackets, by how much the slowest round took longer than the fastest. */
export const showTiming = ({ seconds, spread }: Timing): string =>
  `${seconds.toFixed(seconds < 1 ? 3 : 2)} s (+${((spread - 1) * 100).toFixed(0)} %)`

export const timingNote =
  'Processor time, median of the rounds; in brackets by how much the slowest round took longer than the fastest.'

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

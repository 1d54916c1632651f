import { expectedBytes } from '../ingest/expected-bytes.ts'
import type { InputFile } from '../ingest/input-sink.ts'

/** What one thread reads at a time. */
export interface ReadingUnit {
  readonly file: InputFile
  /** Bytes of logs that it is likely to hold. */
  readonly expected: number
}

/** In the order of the files. */
export async function readingUnits(files: readonly InputFile[]): Promise<readonly ReadingUnit[]> {
  const units: ReadingUnit[] = []
  for (const file of files) units.push({ file, expected: await expectedBytes(file) })
  return units
}

export const expectedOf = (units: readonly ReadingUnit[]): number =>
  units.reduce((sum, { expected }) => sum + expected, 0)

/**
 * Hands out units, each once: those that would keep one thread busy long after the others come first, then all in their order.
 */
export interface UnitQueue {
  take(): number | undefined
  /** The first in order, if it is before this one. */
  takeBefore(unit: number): number | undefined
}

export function unitQueue(units: readonly ReadingUnit[], threads: number): UnitQueue {
  const large = expectedOf(units) / (2 * threads)
  const sizeOf = (unit: number): number => units[unit]!.expected
  const first = [...units.keys()]
    .filter((unit) => sizeOf(unit) > large)
    .sort((left, right) => sizeOf(right) - sizeOf(left))
  const waiting = new Set(units.keys())
  const taken = (unit: number | undefined): number | undefined => {
    if (unit !== undefined) waiting.delete(unit)
    return unit
  }
  // A set gives what was added first.
  const firstWaiting = (): number | undefined => waiting.values().next().value
  return {
    take: () => taken(first.find((unit) => waiting.has(unit)) ?? firstWaiting()),
    takeBefore(unit) {
      const next = firstWaiting()
      return next !== undefined && next < unit ? taken(next) : undefined
    },
  }
}

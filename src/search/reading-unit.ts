import { archiveParts } from '../ingest/archive-parts.ts'
import { expectedBytes } from '../ingest/expected-bytes.ts'
import { partStarts } from '../ingest/file-parts.ts'
import type { InputFile } from '../ingest/input-sink.ts'
import { formatOptionsOf, type Recognition, recognize } from './recognize.ts'
import type { Scanned } from './scan-file.ts'

/** What one thread reads at a time. */
export interface ReadingUnit extends Scanned {
  /** Bytes on disk; 0 for a pipe. */
  readonly size: number
  /** Bytes of logs that it is likely to hold. */
  readonly expected: number
}

/** In the order of the files. */
export async function readingUnits(files: readonly InputFile[]): Promise<readonly ReadingUnit[]> {
  const units: ReadingUnit[] = []
  for (const file of files)
    units.push({ file, size: file.size, expected: await expectedBytes(file) })
  return units
}

/**
 * So large that what each part begins with costs nothing, and so small that threads end at about the same time and hold little of what is
 * found while a part before theirs is read.
 */
const usualPart = 16 << 20

/** The same units, large logs among them in parts. */
export async function unitsInParts(
  units: readonly ReadingUnit[],
  recognition: Recognition,
  partBytes = usualPart,
): Promise<readonly ReadingUnit[]> {
  const parts: ReadingUnit[] = []
  for (const unit of units) parts.push(...(await partsOf(unit, recognition, partBytes)))
  return parts
}

async function partsOf(
  unit: ReadingUnit,
  recognition: Recognition,
  partBytes: number,
): Promise<readonly ReadingUnit[]> {
  const { file, expected } = unit
  if (expected < 2 * partBytes) return [unit]
  const parts = await archiveParts(file, partBytes)
  if (parts.length > 0) return archiveUnits(file, parts)
  const starts = await partStarts(file, {
    chooseFormat: (sample) => recognize(sample, file.path, recognition).format,
    format: formatOptionsOf(file, recognition),
    partBytes,
  })
  if (starts.length === 1) return [unit]
  return starts.map((start, index) => {
    const size = (starts[index + 1] ?? file.size) - start
    return {
      file,
      part: { kind: 'bytes', start, seams: starts.slice(index + 1) },
      size,
      expected: size,
    }
  })
}

function archiveUnits(
  file: InputFile,
  parts: Awaited<ReturnType<typeof archiveParts>>,
): readonly ReadingUnit[] {
  const packed = parts.reduce((sum, each) => sum + each.packed, 0)
  return parts.map(({ part, ...each }, index) => ({
    file,
    part,
    // The last one brings what holds the entries together.
    size: index === parts.length - 1 ? file.size - packed + each.packed : each.packed,
    expected: each.expanded,
  }))
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
  /** Nobody needs to read it any more. */
  drop(unit: number): void
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
    drop: (unit) => void waiting.delete(unit),
    take: () => taken(first.find((unit) => waiting.has(unit)) ?? firstWaiting()),
    takeBefore(unit) {
      const next = firstWaiting()
      return next !== undefined && next < unit ? taken(next) : undefined
    },
  }
}

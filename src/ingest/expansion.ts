import type { InputLimits } from './input-sink.ts'

/** A file that expands to more than it may. */
export class ExpansionError extends Error {}

/** Counts what a file's compressed content expands to. */
export interface Expansion {
  /** @throws ExpansionError when that is too much */
  add(bytes: number): void
}

/** @param size bytes of the file on disk; 0 when not known, then only the absolute limit counts */
export function expansionOf(
  size: number,
  { maxExpandedBytes, maxRatio, ratioFloor }: InputLimits,
): Expansion {
  const mostByRatio = size === 0 ? Number.POSITIVE_INFINITY : Math.max(size * maxRatio, ratioFloor)
  let total = 0
  return {
    add(bytes) {
      total += bytes
      if (total > mostByRatio)
        throw new ExpansionError(
          `expands to more than ${maxRatio} times its size; the rest is not read`,
        )
      if (total > maxExpandedBytes)
        throw new ExpansionError(
          `expands to more than ${maxExpandedBytes} bytes; the rest is not read`,
        )
    },
  }
}

import type { InputLimits } from './input-sink.ts'

/** A file that expands to more than it may. */
export class ExpansionError extends Error {}

/** Counts what a file's compressed content expands to. */
export interface Expansion {
  /** @throws ExpansionError when that is too much */
  add(bytes: number): void
  readonly total: number
}

/** @param size bytes of the file on disk; 0 when not known, then only the absolute limit counts */
export const mostExpanded = (
  size: number,
  { maxExpandedBytes, maxRatio, ratioFloor }: InputLimits,
): number =>
  size === 0 ? maxExpandedBytes : Math.min(maxExpandedBytes, Math.max(size * maxRatio, ratioFloor))

/** @param before what was expanded elsewhere */
export function expansionOf(size: number, limits: InputLimits, before = 0): Expansion {
  const { maxExpandedBytes, maxRatio } = limits
  const most = mostExpanded(size, limits)
  let total = before
  return {
    get total() {
      return total
    },
    add(bytes) {
      total += bytes
      if (total > most && most < maxExpandedBytes)
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

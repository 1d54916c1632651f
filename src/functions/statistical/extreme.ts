import { numberOf, textOfScalar } from '../../values/convert.ts'
import type { Scalar } from '../../values/value.ts'

/**
 * Order of `max` and `min`: any string is greater than any number, numbers in strings are numbers.
 * Source: Splunk Search Reference, "Statistical eval functions", max() and min().
 */
function isAbove(one: Scalar, other: Scalar): boolean {
  const left = numberOf(one)
  const right = numberOf(other)
  if (left !== null && right !== null) return left > right
  if (left !== null || right !== null) return right !== null
  return textOfScalar(one) > textOfScalar(other)
}

/** The greatest (`sign` 1) or least (`sign` -1) of all values, `null` when there are none. */
export function extremeOf(
  lists: readonly (readonly Scalar[] | null)[],
  sign: 1 | -1,
): Scalar | null {
  let best: Scalar | null = null
  for (const list of lists) {
    for (const one of list ?? []) {
      if (best === null || (sign === 1 ? isAbove(one, best) : isAbove(best, one))) best = one
    }
  }
  return best
}

import { textOfScalar } from '../values/convert.ts'
import type { Scalar } from '../values/value.ts'

/**
 * Distinct values in the order in which they came. The number 1 and the text "1", which are one value, stand apart until the end:
 * telling them from each other then takes less time than printing every number.
 */
export type DistinctState = Set<Scalar>

export const emptyDistinct = (): DistinctState => new Set()

export const addDistinct = (state: DistinctState, value: Scalar): DistinctState => state.add(value)

export function mergeDistinct(earlier: DistinctState, later: DistinctState): DistinctState {
  for (const value of later) earlier.add(value)
  return earlier
}

/** By their text, each value as it first came: 1 and 1.0 as texts are two. */
export function distinctTexts(state: DistinctState): ReadonlyMap<string, Scalar> {
  const values = new Map<string, Scalar>()
  for (const value of state) {
    const text = textOfScalar(value)
    if (!values.has(text)) values.set(text, value)
  }
  return values
}

/** How many different texts there are. */
export function countDistinct(state: DistinctState): number {
  let numbers = 0
  for (const value of state) if (typeof value === 'number') numbers++
  // Different numbers have different texts.
  return numbers === 0 || numbers === state.size ? state.size : distinctTexts(state).size
}

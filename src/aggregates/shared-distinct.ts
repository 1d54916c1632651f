import { textOf } from '../values/convert.ts'
import type { Scalar } from '../values/value.ts'

/** Distinct values as they came. The number 1 and the text "1" are both kept here, and are one value in the end: fields hold text. */
export type DistinctState = Set<Scalar>

export function mergeDistinct(earlier: DistinctState, later: DistinctState): DistinctState {
  for (const value of later) earlier.add(value)
  return earlier
}

/** The first value seen for each text. */
export function distinctByText(state: DistinctState): Map<string, Scalar> {
  const values = new Map<string, Scalar>()
  for (const value of state) {
    const text = textOf(value)
    if (!values.has(text)) values.set(text, value)
  }
  return values
}

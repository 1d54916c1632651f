import { textOfScalar } from '../values/convert.ts'
import type { Scalar } from '../values/value.ts'

/**
 * Distinct values by their text, each as it first came: the number 1 and the text "1" are one value, 1 and 1.0 as texts are two.
 * `numbers` spares repeated numbers their printing.
 */
export interface DistinctState {
  readonly values: Map<string, Scalar>
  readonly numbers: Set<number>
}

export const emptyDistinct = (): DistinctState => ({ values: new Map(), numbers: new Set() })

export function addDistinct(state: DistinctState, value: Scalar): DistinctState {
  if (typeof value === 'string') {
    if (!state.values.has(value)) state.values.set(value, value)
  } else if (!state.numbers.has(value)) {
    state.numbers.add(value)
    const text = textOfScalar(value)
    if (!state.values.has(text)) state.values.set(text, value)
  }
  return state
}

export function mergeDistinct(earlier: DistinctState, later: DistinctState): DistinctState {
  for (const value of later.values.values()) addDistinct(earlier, value)
  return earlier
}

import type { Aggregate } from '../contract/aggregate.ts'
import type { Column } from '../contract/batch.ts'
import { isMultivalue, type Value } from '../values/value.ts'

/** One column of output: an aggregate of one field or expression, and its state in each group. */
export interface Measure {
  readonly name: string
  readonly aggregate: Aggregate
  readonly parameter: number | undefined
  /** By group; `undefined` where nothing was added. */
  readonly states: unknown[]
}

/** A measure and what it reads in one batch; without a column it reads the rows themselves (`count`). */
export interface BoundMeasure {
  readonly measure: Measure
  readonly column?: Column
}

/** Adds a value that is not missing; each of several on its own. */
export function addValue(
  aggregate: Aggregate,
  state: unknown,
  value: Value,
  time: number | null,
): unknown {
  if (!isMultivalue(value) || aggregate.whole) return aggregate.add(state, value, time)
  let next = state
  for (const one of value) next = aggregate.add(next, one, time)
  return next
}

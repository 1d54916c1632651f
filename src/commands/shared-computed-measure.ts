import type { Aggregate } from '../contract/aggregate.ts'
import { type Batch, batchOfRows, type Column } from '../contract/batch.ts'
import type { CompiledExpression } from '../contract/expression.ts'
import type { EvalValue, Value } from '../values/value.ts'
import { addValue, type BoundMeasure, type Measure } from './shared-measure.ts'

/** An aggregate within `eval(…)`, and how it finds what it reads. */
export interface InnerAggregate {
  readonly aggregate: Aggregate
  readonly parameter: number | undefined
  /** `null` where it reads the rows themselves, `undefined` where the batch has nothing for it. */
  bind(batch: Batch): Column | null | undefined
}

/**
 * `eval(avg(size)/max(delay))` as one aggregate: its states are those of the aggregates inside, its result is computed of theirs.
 * Source: Splunk Search Reference, "chart", stats-agg-term and eval-expression.
 */
export function computedMeasure(
  name: string,
  inner: readonly InnerAggregate[],
  result: CompiledExpression,
): { readonly measure: Measure; bind(batch: Batch): BoundMeasure } {
  let columns: readonly (Column | null | undefined)[] = []
  const aggregate: Aggregate<unknown[]> = {
    name: 'eval',
    aliases: [],
    summary: 'Computes of other aggregates.',
    category: 'aggregate',
    argument: 'required',
    readsOrder: inner.some((each) => each.aggregate.readsOrder),
    readsTime: inner.some((each) => each.aggregate.readsTime),
    examples: [],
    start: () => inner.map((each) => each.aggregate.start(each.parameter)),
    add(states, row, time) {
      for (const [index, each] of inner.entries()) {
        const column = columns[index]
        const value = column === null ? 1 : (column?.at(row as number) ?? null)
        if (value !== null) states[index] = addValue(each.aggregate, states[index], value, time)
      }
      return states
    },
    merge: (earlier, later) =>
      earlier.map((state, index) => inner[index]!.aggregate.merge(state, later[index])),
    finish(states) {
      const results = inner.map((each, index) => [
        String(index),
        each.aggregate.finish(states[index], each.parameter),
      ])
      return fieldValue(result.bind(batchOfRows([Object.fromEntries(results)]))(0))
    },
  }
  const measure: Measure = {
    name,
    aggregate: aggregate as Aggregate,
    parameter: undefined,
    states: [],
  }
  return {
    measure,
    bind(batch) {
      columns = inner.map((each) => each.bind(batch))
      return { measure, column: { length: batch.length, at: (row) => row } }
    },
  }
}

/** A field holds no condition. */
const fieldValue = (value: EvalValue): Value => (typeof value === 'boolean' ? null : value)

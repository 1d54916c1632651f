import type { Value } from '../values/value.ts'

/**
 * A statistical function. Its work is split so that it can be shared out: rows are added to a partial state, states are merged
 * (the state of earlier rows first), and the last one gives the value. States are plain data that can be sent to another thread.
 */
export interface Aggregate<State = unknown> {
  readonly name: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly category: 'aggregate' | 'event order' | 'multivalue' | 'time'
  /** Needs an argument (`dc`), takes none or one (`count`). */
  readonly argument: 'required' | 'optional'
  /** Takes a number as part of its name (`perc95`): its bounds, inclusive. */
  readonly parameter?: { readonly min: number; readonly max: number; readonly or?: number }
  /** The result depends on the order of the rows (`first`, `list`). */
  readonly readsOrder: boolean
  /** Reads `_time` beside the value (`latest`, `rate`). */
  readonly readsTime: boolean
  readonly examples: readonly AggregateExample[]
  /** A multivalue is added once for each of its values, unless `whole` is true. Missing values are never added. Without an argument each row adds 1. */
  readonly whole?: boolean
  /** Reads numbers and passes over other text (`avg`); with `allnum=true` such text leaves no result. */
  readonly numeric?: boolean
  /** Its state stays small however much is added: a moving window may keep one for each of its rows. */
  readonly compact?: boolean
  /** The result is a rate over a bucket of time, whose width in seconds `finish` gets as its parameter: for `timechart` alone (`per_hour`). */
  readonly perBucket?: boolean
  /**
   * Makes the aggregate that follows another one over time, in buckets of `span` seconds or, without it, of a width that suits the
   * data: `sparkline(avg(x), 1h)`. The inner one reads the values and its own parameter.
   */
  over?(inner: Aggregate, parameter: number | undefined, span: number | undefined): Aggregate
  start(parameter?: number): State
  /** `time` is `null` where the row has none. May change and return the same state. */
  add(state: State, value: Value, time: number | null): State
  /** May change `earlier`, never `later`. */
  merge(earlier: State, later: State): State
  finish(state: State, parameter?: number): Value
}

export interface AggregateExample {
  readonly title?: string
  /** Values of the field in order; `null` where a row lacks it. */
  readonly values: readonly Value[]
  readonly times?: readonly number[]
  readonly parameter?: number
  readonly result: Value
}

export const defineAggregate = <State>(aggregate: Aggregate<State>): Aggregate =>
  aggregate as Aggregate

import type { EvalValue } from '../values/value.ts'
import type { Batch, Column } from './batch.ts'

/** What an expression yields, as far as that can be told before it runs. Fields are `unknown`: their text may be a number. */
export type ValueType = 'number' | 'string' | 'boolean' | 'multivalue' | 'null' | 'unknown'

/** An expression bound to its functions. Evaluating never throws: what cannot be computed is `null`. */
export interface CompiledExpression {
  /** Names of the fields it reads, each once. */
  readonly needs: readonly string[]
  /** The value, when it is the same for every row. */
  readonly constant?: { readonly value: EvalValue }
  /** `unknown` when left out. */
  readonly type?: ValueType
  /** Values as a field would hold them: rounded where decimal literals limit their precision. */
  bind(batch: Batch): RowEvaluator
  /** The values of all rows as a field would hold them; `undefined` where there is no quicker way than row by row. */
  column?(batch: Batch): Column | undefined
  /** There when decimal literals or `pi()` limit the precision: the value before it is rounded, and its significant digits. */
  bindMeasured?(batch: Batch): MeasuredEvaluator
}

export type RowEvaluator = (row: number) => EvalValue

export interface MeasuredEvaluator {
  readonly evaluate: RowEvaluator
  /** Significant digits of the value evaluated last; `Infinity` when nothing limits them. */
  digits(): number
}

/** A predicate over a batch: the rows that pass, ascending. */
export interface CompiledPredicate {
  readonly needs: readonly string[]
  rows(batch: Batch): Uint32Array
}

/** What evaluation may ask of the running search. */
export interface EvaluationContext {
  /** Seconds since 1970: the start of the search, the same for all its rows. */
  readonly now: number
  /** IANA zone in which times are read and printed. */
  readonly timeZone: string
}

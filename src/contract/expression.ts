import type { EvalValue } from '../values/value.ts'
import type { Batch } from './batch.ts'

/** An expression bound to its functions. Evaluating never throws: what cannot be computed is `null`. */
export interface CompiledExpression {
  /** Names of the fields it reads, each once. */
  readonly needs: readonly string[]
  /** The value, when it is the same for every row. */
  readonly constant?: { readonly value: EvalValue }
  bind(batch: Batch): RowEvaluator
}

export type RowEvaluator = (row: number) => EvalValue

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

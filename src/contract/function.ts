import type { PatternMatcher } from '../values/pattern.ts'
import type { EvalValue, Value } from '../values/value.ts'
import type { Batch } from './batch.ts'
import type {
  CompiledExpression,
  EvaluationContext,
  RowEvaluator,
  ValueType,
} from './expression.ts'

export type FunctionCategory =
  | 'bitwise'
  | 'comparison'
  | 'conversion'
  | 'cryptographic'
  | 'date and time'
  | 'informational'
  | 'json'
  | 'mathematical'
  | 'multivalue'
  | 'statistical'
  | 'text'
  | 'trigonometric'

export interface ParameterDoc {
  readonly name: string
  readonly type: string
  readonly about: string
  readonly required: boolean
  readonly repeats: boolean
}

export interface FunctionExample {
  readonly title?: string
  /** A whole eval expression, e.g. `substr("splendid", -3)`. */
  readonly expression: string
  /** Fields of the row it runs on. */
  readonly row?: Readonly<Record<string, unknown>>
  /** `null` for null; booleans for predicates. */
  readonly result: EvalValue
  /** Only that it runs is checked (`random`, `now`). */
  readonly varies?: boolean
}

/** An eval function, as the planner sees it; made with `defineFunction` or `defineSpecialFunction`. */
export interface EvalFunction {
  readonly name: string
  readonly aliases: readonly string[]
  readonly category: FunctionCategory
  readonly summary: string
  readonly parameters: readonly ParameterDoc[]
  /** The same arguments give the same result throughout a search: may be folded and cached per distinct value. */
  readonly pure: boolean
  /** What it yields, given the types of its arguments. */
  returns(args: readonly ValueType[]): ValueType
  /** The result has no more significant digits than the arguments it was made of (`sqrt`, `if`); else it has as many as it needs. */
  readonly keepsPrecision: boolean
  /** Significant digits of its result, when it limits them itself (`pi`). */
  readonly digits?: number
  readonly examples: readonly FunctionExample[]
  /** Checks the arguments and returns what evaluates them, or says what is wrong (`argument` counts from 0). */
  compile(
    args: readonly CompiledExpression[],
    scope: FunctionScope,
  ): BoundFunction | FunctionProblem
}

export interface BoundFunction {
  (batch: Batch): RowEvaluator
  /** Fields it reads beside those of its arguments (`searchmatch`). */
  readonly needs?: readonly string[]
}

export interface FunctionProblem {
  readonly problem: string
  readonly argument?: number
  readonly code: 'SPL0302' | 'SPL0304' | 'SPL0305' | 'SPL0306' | 'SPL0307' | 'SPL0502'
  /** The search may run all the same: the call is null, as it is in Splunk. A warning tells of it. */
  readonly harmless?: true
}

/** What a function may ask for when it is bound. */
export interface FunctionScope extends EvaluationContext {
  /** For `searchmatch("x=y foo")`: the search expression in the text as a predicate on rows. */
  searchPredicate(
    text: string,
  ):
    | { readonly needs: readonly string[]; bind(batch: Batch): (row: number) => boolean }
    | FunctionProblem
  /** A PCRE pattern under the engine's guard (`match`, `replace`); compile constant ones once. */
  pattern(source: string): PatternMatcher | FunctionProblem
  /** For `lookup("name", json_object(…), json_array(…))`. */
  lookup(name: string): LookupReader | undefined
  /** From 0 up to 1; the same sequence in every run. */
  readonly random: () => number
}

export interface LookupReader {
  readonly fields: readonly string[]
  /**
   * Rows whose fields match, by the lookup's own rules (case, wildcard, CIDR, time, order, max_matches).
   * @param time of the event, in seconds since 1970; rows of a lookup with times match at no time without it
   */
  find(
    match: Readonly<Record<string, string>>,
    time?: Value,
  ): readonly Readonly<Record<string, string>>[]
  /** Which rows match depends on the time of the event. */
  readonly isTimed?: boolean
  /** All rows in order (`inputlookup`); absent where they cannot be listed. */
  rows?(): readonly Readonly<Record<string, string>>[]
  /** The same lookup with other rows (`outputlookup`). */
  withRows?(rows: readonly Readonly<Record<string, string>>[]): LookupReader
}

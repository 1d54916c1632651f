import type { Span } from '../diagnostics/span.ts'

/**
 * The trees of SPL: plain, immutable, serializable. Spans are offsets in the macro-expanded text; they do not count when trees
 * are compared (`withoutSpans` in `print.ts`).
 */
export interface Pipeline {
  readonly kind: 'pipeline'
  readonly commands: readonly CommandNode[]
  readonly span: Span
}

/** A command with the arguments that its own syntax made of the text: plain data. The implied first `search` has this form too. */
export interface CommandNode {
  readonly kind: 'command'
  /** The command's own name, never an alias. */
  readonly name: string
  readonly args: unknown
  readonly span: Span
}

/** An expression of `eval`, `where` and friends. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly span: Span }
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'field'; readonly name: string; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | {
      readonly kind: 'unary'
      readonly operator: 'NOT' | '-' | '+'
      readonly operand: Expression
      readonly span: Span
    }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Expression
      readonly right: Expression
      readonly span: Span
    }
  /** `value IN (a, b)`; the function form `in(value, a, b)` is a call. */
  | {
      readonly kind: 'in'
      readonly value: Expression
      readonly list: readonly Expression[]
      readonly span: Span
    }
  | {
      readonly kind: 'call'
      /** As written, lower case. */
      readonly name: string
      readonly arguments: readonly Expression[]
      readonly span: Span
      readonly nameSpan: Span
    }
  /** `[ search … ]` where an expression may stand: replaced by what the subsearch returns before anything runs. */
  | { readonly kind: 'subsearch'; readonly pipeline: Pipeline; readonly span: Span }

export type BinaryOperator =
  | ComparisonOperator
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '.'
  | 'LIKE'
  | 'AND'
  | 'OR'
  | 'XOR'

/** `==` is printed for `eval`; in search terms the same comparison is `=`. */
export type ComparisonOperator = '=' | '!=' | '<' | '>' | '<=' | '>='

/** An expression of the `search` command. Values are text with `*` wildcards; comparison ignores case. */
export type SearchExpression =
  /** Nothing is demanded: an empty expression or a lone `*`. */
  | { readonly kind: 'all'; readonly span: Span }
  | { readonly kind: 'and'; readonly terms: readonly SearchExpression[]; readonly span: Span }
  | { readonly kind: 'or'; readonly terms: readonly SearchExpression[]; readonly span: Span }
  | { readonly kind: 'not'; readonly term: SearchExpression; readonly span: Span }
  /** A word or phrase looked for in `_raw`. */
  | {
      readonly kind: 'term'
      readonly value: SearchValue
      /** `TERM(…)` demands breakers only of the major kind around it, `CASE(…)` the same case. */
      readonly directive?: 'TERM' | 'CASE'
      readonly span: Span
    }
  | {
      readonly kind: 'comparison'
      readonly field: string
      /** `::` compares an indexed field, and does not know wildcards in the field name. */
      readonly operator: ComparisonOperator | '::'
      readonly value: SearchValue
      readonly span: Span
    }
  | {
      readonly kind: 'in'
      readonly field: string
      readonly values: readonly SearchValue[]
      readonly span: Span
    }
  /** `tag=x`, `tag::field=x`, `eventtype=x` are comparisons; this is a time bound such as `earliest=-24h@h` or `starthoursago=168`. */
  | {
      readonly kind: 'time'
      readonly modifier: string
      readonly value: string
      readonly span: Span
    }
  | { readonly kind: 'subsearch'; readonly pipeline: Pipeline; readonly span: Span }

export interface SearchValue {
  /** Escapes of the quoted form resolved, except that backslashes right before an asterisk stay as they are. */
  readonly text: string
  readonly quoted: boolean
  /** `CASE(value)` as the value of a comparison: the same case is demanded. */
  readonly caseSensitive?: boolean
}

/** One of `count`, `dc(user) as users`, `perc95(x)`, `count(eval(status>400))`, `sparkline(count, 1h)` … */
export interface AggregateCall {
  /** As written, lower case, without the number of a percentile: `perc`. */
  readonly name: string
  /** The number of `perc95`, `p95`, `exactperc95.5`. */
  readonly parameter?: number
  /** What is aggregated: a field (may hold wildcards), an expression of `eval(…)`, or nothing (`count`). */
  readonly argument?:
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'eval'; readonly expression: Expression }
    | { readonly kind: 'aggregate'; readonly call: AggregateCall; readonly span?: string }
  /** After AS; may hold wildcards where the argument does. */
  readonly as?: string
  /** The text as written, which names the column when there is no AS: `dc(user)`. */
  readonly text: string
  readonly span: Span
}

/** A field of a BY clause; `span` and the like stand after the field in `tstats … by _time span=1h`. */
export interface GroupField {
  readonly name: string
  readonly span?: string
}

import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type {
  AggregateCall,
  CommandNode,
  Expression,
  Pipeline,
  SearchExpression,
} from '../language/ast.ts'
import type { Cursor } from '../language/cursor.ts'
import type { PipelinePrinter, Syntax } from '../language/syntax.ts'
import type { PatternMatcher } from '../values/pattern.ts'
import type { Value } from '../values/value.ts'
import type { Aggregate } from './aggregate.ts'
import type { Batch } from './batch.ts'
import type { CompiledExpression, CompiledPredicate, EvaluationContext } from './expression.ts'
import type { FieldFlow } from './field-flow.ts'
import type { LookupReader } from './function.ts'

/**
 * generating: makes rows, stands first. streaming: row by row, order and other rows do not matter. stateful: row by row but earlier rows
 * matter (`dedup`, `head`, `streamstats`). dataset: needs all rows and gives rows of the same kind (`sort`, `eventstats`). transforming: turns
 * rows into a table (`stats`).
 */
export type CommandKind = 'generating' | 'streaming' | 'stateful' | 'dataset' | 'transforming'

/** Rows through one stage of one run. State lives in its closure, so two runs never share it. */
export interface Operator {
  /** Awaited once before any row: subsearches, lookups. */
  prepare?(signal: AbortSignal): Promise<void>
  /** Rows in, rows out; may hold them back for `finish`. Never given a batch of length 0. */
  process(batch: Batch): Batch
  /** No more rows will come: what was held back. */
  finish?(signal: AbortSignal): Iterable<Batch> | Promise<Iterable<Batch>>
  /** `process` gives no rows, and `finish` leaves everything as it was: it may be called before the end, and again after more rows. */
  readonly repeatable?: true
  /** True once no later row can change the output: the source is stopped, `finish` is still called. */
  readonly done?: boolean
}

/** Rows that wait, in the order in which they were added. */
export interface RowQueue {
  add(rows: Batch): void
  /** All that were added so far. */
  rows(): Iterable<Batch>
  /** The same; they wait no more. */
  take(): Iterable<Batch>
}

/** What a stage may ask for. Everything named here was checked before: asking again cannot fail. */
export interface Scope extends EvaluationContext {
  expression(node: Expression): CompiledExpression
  /** Rows for which the expression is true (`where`). */
  predicate(node: Expression): CompiledPredicate
  search(node: SearchExpression): CompiledPredicate
  aggregate(name: string): Aggregate
  /** Of `eval(avg(a)/max(b))`: the calls, and an expression of their results, fields named `0`, `1`, … by their places. */
  aggregates(node: Expression): {
    readonly calls: readonly AggregateCall[]
    readonly result: Expression
  }
  /** A PCRE pattern compiled under the engine's guard against patterns that never end. */
  pattern(source: string, flags?: string): PatternMatcher
  lookup(name: string): LookupReader | undefined
  /** Runs a whole search of its own over the same inputs; its rows in order. */
  subsearch(pipeline: Pipeline, signal: AbortSignal): Promise<Batch>
  /** Chains the pipeline's stages over rows handed in (`appendpipe`, `foreach` templates, `map`). */
  over(pipeline: Pipeline, input: Batch, signal: AbortSignal): Promise<Batch>
  /** Bounds of the search in epoch seconds; `null` where it has none. */
  readonly earliest: number | null
  readonly latest: number | null
  readonly limits: Limits
  /** The fields that later stages ask of this one's output; `'all'` when that cannot be said. */
  readonly demand: ReadonlySet<string> | 'all'
  /** Says something about this run, once for the same text (data that could not be converted, a limit that was reached). */
  report(diagnostic: Diagnostic): void
  /** Same sequence in every run. */
  random(): number
  /** Reads a pipeline from text that was put together while running (`map`, `foreach`, `savedsearch`). */
  parse?(text: string): {
    readonly pipeline: Pipeline
    readonly diagnostics: readonly Diagnostic[]
  }
  /** Keeps rows in a file where all searches together have too many for the memory; without it a stage holds them itself. */
  queue?(): RowQueue
  /** The text of a saved search. */
  savedSearch?(name: string): string | undefined
  /** Puts rows in the place of a lookup's, or behind them; searches that begin later read them. */
  writeLookup?(name: string, rows: Batch, mode: LookupWriteMode): void
  /** Adds events to an index (`collect`). */
  collect?(index: string, rows: Batch): void
  /** What a database of addresses says of one; `null` when it is not in there. */
  locate?(address: string): Location | null
  /** Tags of a field's value. */
  tags?(field: string, value: string): readonly string[]
}

/** Where an address is, as a database tells it. */
export interface Location {
  readonly city?: string
  readonly country?: string
  readonly region?: string
  readonly latitude?: number
  readonly longitude?: number
  readonly continent?: string
  readonly metroCode?: string
  readonly timeZone?: string
}

export interface Limits {
  /** Rows a stage may hold back before the search ends with SPL0601. */
  readonly maxRows: number
  /** Rows a subsearch may return (`format`, `join`, `append` have their own documented ones). */
  readonly maxSubsearchRows: number
}

/** A command, as planner and reference see it. Made with `defineCommand`, which hides the type of its arguments. */
export interface Command {
  readonly name: string
  readonly aliases: readonly string[]
  readonly kind: CommandKind
  readonly summary: string
  readonly usage: string
  readonly syntax: Syntax<unknown>
  /** Why the command is not supported; it is recognized, and refused with SPL0501 and this reason. */
  readonly refused?: string
  readonly examples: readonly CommandExample[]
  parse(cursor: Cursor): unknown
  /** Name and arguments; subsearches as the printer has them, else by the names of their commands. */
  print(args: unknown, printPipeline?: PipelinePrinter): string
  /** @param aggregateReadsOrder whether a statistical function's result depends on the order of rows */
  stage(node: CommandNode, aggregateReadsOrder: (name: string) => boolean): Stage
}

/** A command with its arguments. */
export interface Stage {
  readonly node: CommandNode
  readonly kind: CommandKind
  readonly flow: FieldFlow
  /** The output depends on the order of its input. */
  readonly readsOrder: boolean
  /** Trees inside the arguments, so that names in them are checked and subsearches planned. */
  readonly parts: StageParts
  /** Other stages that do the same; when given there is no operator. */
  readonly rewrite?: readonly CommandNode[]
  /** The dataset whose events it stands for; when given there is no operator. */
  readonly dataset?: DatasetReference
  /** Of a dataset's events: what they all match, beside the searches in `parts`. */
  readonly constraints?: readonly SearchExpression[]
  /** What a row must meet to come out of it, for telling why none did; left out where it drops none, or cannot say. */
  readonly conditions?: readonly Condition[]
  /** It only drops rows, and makes columns when they are asked for: it can run where events are read. */
  readonly lazy?: boolean
  operator(scope: Scope): Operator
  /** For generating commands: rows instead of an input. */
  generate?(scope: Scope, signal: AbortSignal): AsyncIterable<Batch>
}

/** A row must meet all conditions of a stage that names some; those of one search or expression are joined as that says. */
export type Condition =
  | { readonly kind: 'search'; readonly terms: SearchExpression }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'pattern'
      readonly field: string
      readonly pattern: string
      readonly negated: boolean
    }
  /** The row must have the field. */
  | { readonly kind: 'presence'; readonly field: string }

/** A dataset of a data model, as a search names it. */
export interface DatasetReference {
  readonly model: string
  /** The model's only root when left out. */
  readonly dataset: string | undefined
  /** Whether fields have the names of their datasets in front: `Processes.user`. */
  readonly qualified: boolean
}

export interface StageParts {
  /** Conditions, and expressions whose value is used at once. */
  readonly expressions?: readonly Expression[]
  /** Expressions whose value goes into a field, which cannot hold the result of a condition. */
  readonly values?: readonly Expression[]
  readonly searches?: readonly SearchExpression[]
  readonly aggregates?: readonly AggregateCall[]
  readonly patterns?: readonly { readonly source: string; readonly flags?: string }[]
  readonly lookups?: readonly string[]
  /** Datasets of data models whose events it gives: `Endpoint.Processes`. */
  readonly datasets?: readonly string[]
  readonly subsearches?: readonly Pipeline[]
  /** Searches as text, in which values are filled in while it runs. */
  readonly templates?: readonly string[]
  /** It may change what other searches read: a lookup, an index. */
  readonly writes?: boolean
}

/** Runs as a test: `query` over `input` gives `output`, fields that are absent being missing. */
export interface CommandExample {
  readonly title: string
  readonly query: string
  readonly input?: readonly Readonly<Record<string, Value>>[]
  readonly output: readonly Readonly<Record<string, Value>>[]
  /** Rows of the lookups that the query names. */
  readonly lookups?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>
  /** The error that the query gives, beside its output. */
  readonly problem?: DiagnosticCode
  /** Only the number of rows and the names of fields are compared. */
  readonly varies?: boolean
}

export interface CommandDefinition<Args> {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly kind: CommandKind | ((args: Args) => CommandKind)
  readonly summary: string
  readonly syntax: Syntax<Args>
  readonly flow: (args: Args) => FieldFlow
  readonly readsOrder?:
    | boolean
    | ((args: Args, aggregateReadsOrder: (name: string) => boolean) => boolean)
  readonly parts?: (args: Args) => StageParts
  /** `undefined` when these arguments leave it to the operator. */
  readonly rewrite?: (args: Args) => readonly CommandNode[] | undefined
  readonly dataset?: (args: Args) => DatasetReference
  readonly conditions?: (args: Args) => readonly Condition[]
  readonly operator?: (args: Args, scope: Scope) => Operator
  readonly generate?: (args: Args, scope: Scope, signal: AbortSignal) => AsyncIterable<Batch>
  readonly examples: readonly CommandExample[]
}

const alwaysReadOrder: ReadonlySet<CommandKind> = new Set(['stateful', 'dataset'])

export function defineCommand<Args>(definition: CommandDefinition<Args>): Command {
  const { name, syntax } = definition
  const kindOf = (args: Args): CommandKind =>
    typeof definition.kind === 'function' ? definition.kind(args) : definition.kind
  return {
    name,
    aliases: definition.aliases ?? [],
    kind: typeof definition.kind === 'function' ? 'dataset' : definition.kind,
    summary: definition.summary,
    usage: `${name} ${syntax.usage}`.trimEnd(),
    syntax: syntax as Syntax<unknown>,
    examples: definition.examples,
    parse: (cursor) => syntax.parse(cursor),
    print: (args, printPipeline) =>
      `${name} ${syntax.print(args as Args, printPipeline)}`.trimEnd(),
    stage(node, aggregateReadsOrder) {
      // The node was made by this command's own syntax: the one place where its type is known again.
      const args = node.args as Args
      const kind = kindOf(args)
      const parts = definition.parts?.(args) ?? {}
      const rewrite = definition.rewrite?.(args)
      const readsOrder = definition.readsOrder ?? alwaysReadOrder.has(kind)
      return {
        node,
        kind,
        flow: definition.flow(args),
        readsOrder:
          typeof readsOrder === 'boolean' ? readsOrder : readsOrder(args, aggregateReadsOrder),
        parts,
        ...(rewrite && { rewrite }),
        ...(definition.dataset && { dataset: definition.dataset(args) }),
        ...(definition.conditions && { conditions: definition.conditions(args) }),
        operator(scope) {
          if (!definition.operator) throw new Error(`${name} has no operator`)
          return definition.operator(args, scope)
        },
        ...(definition.generate &&
          kind === 'generating' && {
            generate: (scope: Scope, signal: AbortSignal) =>
              definition.generate!(args, scope, signal),
          }),
      }
    },
  }
}

/** A command that is recognized so that it can be refused by name. Its arguments are not read. */
export const refuseCommand = (
  name: string,
  reason: string,
  rest: Syntax<unknown>,
  aliases: readonly string[] = [],
): Command => ({
  ...defineCommand({
    name,
    aliases,
    kind: 'dataset',
    summary: reason,
    syntax: rest,
    flow: () => ({ addsUnknown: true }),
    examples: [],
  }),
  refused: reason,
})

/** What becomes of the rows that a lookup has. By a key, a row takes the place of the one with the same value of that field. */
export type LookupWriteMode =
  | 'replace'
  | 'append'
  | { readonly keyField: string; readonly allowUpdates: boolean }

import type { Batch } from '../contract/batch.ts'
import type {
  CompiledExpression,
  CompiledPredicate,
  EvaluationContext,
} from '../contract/expression.ts'
import type { LookupReader } from '../contract/function.ts'
import type { SearchExpression } from '../language/ast.ts'
import type { MacroDefinition } from '../language/source.ts'
import type { FieldSink } from './props/extraction.ts'
import type { Tags } from './tags.ts'

/** What could not be compiled, in a sentence for people. */
export interface Uncompiled {
  readonly problem: string
}

/** A `LOOKUP-` setting, compiled: rows in, the same rows with the fields of the lookup out. */
export interface LookupStep {
  readonly outputs: ReadonlySet<string>
  process(batch: Batch): Batch
}

/** A search that tells which events are of some kind. */
export interface CompiledSearch extends CompiledPredicate {
  readonly tree: SearchExpression
}

/** How automatic extraction reads a text. */
export type KeyValueReader = (text: string, found: FieldSink) => void

/** What knowledge needs of the search language. Handed in: it stands below the planner and beside commands and functions. */
export interface KnowledgeTools {
  expression(text: string): CompiledExpression | Uncompiled
  /** The search of an event type, whose macros may still be there. */
  search(text: string): CompiledSearch | Uncompiled
  /** @param text `table field AS event_field OUTPUT …` */
  lookup(text: string): LookupStep | Uncompiled
}

/** What the tools may use of the knowledge itself. */
export interface NamedKnowledge {
  readonly lookups: ReadonlyMap<string, LookupReader>
  readonly macros: ReadonlyMap<string, MacroDefinition>
  readonly tags: Tags
}

/** Tools that depend on no search. */
export interface TextTools {
  parseCsv(text: string): readonly (readonly string[])[]
  /** By the value of KV_MODE. */
  readonly keyValues: ReadonlyMap<string, KeyValueReader>
  compilers(context: EvaluationContext, known: NamedKnowledge): KnowledgeTools
}

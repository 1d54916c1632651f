import type { Limits, Scope } from '../contract/command.ts'
import type { LookupReader } from '../contract/function.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { MacroDefinition } from '../language/source.ts'
import type { Registry } from '../planner/registry.ts'
import type { KnowledgeSources } from './knowledge-sources.ts'

/** What every search of an engine shares. Immutable. */
export interface Environment {
  readonly registry: Registry
  /** By name, those with arguments as `name(2)`. */
  readonly macros: ReadonlyMap<string, MacroDefinition>
  readonly lookups: ReadonlyMap<string, LookupReader>
  /** Lookups of other products by name, with what to do about them. */
  readonly foreignLookups?: ReadonlyMap<string, string>
  /** What app folders tell of events; without any, events have the fields that they are read with. */
  readonly knowledge?: Knowledge
  /** Where that is from, for threads that read it again. */
  readonly knowledgeSources?: KnowledgeSources
  readonly limits: Limits
  /** Names of `optimizations` that are switched off; results are the same. */
  readonly disabledOptimizations?: ReadonlySet<string>
  /** What the engine offers to commands beyond the search itself. */
  readonly offers: Pick<Scope, 'locate' | 'savedSearch' | 'tags' | 'writeLookup'>
}

/** What one search is told beside its text. */
export interface SearchOptions {
  /** Seconds since 1970 that `now()` and relative times mean. */
  readonly now: number
  /** IANA zone in which times are read and printed. */
  readonly timeZone: string
  /** Time modifiers or epoch seconds (`-24h@h`, `now`, `1700000000`); time terms in the search go before them. */
  readonly earliest?: string
  readonly latest?: string
}

export const defaultLimits: Limits = {
  maxRows: 1_000_000,
  maxSubsearchRows: 10_000,
}

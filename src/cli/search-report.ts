import type { LocatedDiagnostic } from '../search/located-diagnostic.ts'
import type { Value } from '../values/value.ts'

/** What a search found, and what is to be said about it. */
export interface SearchReport {
  readonly fields: readonly string[]
  /** How many rows there are. */
  readonly count: number
  /** One after the other: a result may be larger than any text. */
  rows(): Iterable<Readonly<Record<string, Value>>>
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** The diagnostics with excerpts of the search, for people. */
  readonly rendered: readonly string[]
  /** It was refused, or its rows are not all there. */
  readonly failed: boolean
}

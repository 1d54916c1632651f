import type { LocatedDiagnostic } from '../search/located-diagnostic.ts'
import type { Value } from '../values/value.ts'

/** What a search found, and what is to be said about it. */
export interface SearchReport {
  readonly fields: readonly string[]
  readonly rows: readonly Readonly<Record<string, Value>>[]
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** The diagnostics with excerpts of the search, for people. */
  readonly rendered: readonly string[]
  readonly refused: boolean
}

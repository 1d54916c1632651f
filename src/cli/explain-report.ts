import type { Pipeline } from '../language/ast.ts'
import type { PlanExplanation } from '../planner/explain.ts'
import type { LocatedDiagnostic } from '../search/located-diagnostic.ts'

/** How a search is understood, step by step. */
export interface ExplainReport {
  /** The search as written, and with its macros expanded. */
  readonly written: string
  readonly expanded: string
  readonly commands: readonly string[]
  readonly ast: Pipeline
  /** Of the search, then of its subsearches; none when it is refused. */
  readonly plans: readonly PlanExplanation[]
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** The diagnostics with excerpts of the search, for people. */
  readonly rendered: readonly string[]
  readonly refused: boolean
}

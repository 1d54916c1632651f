import type { SkippedDetection } from './hunt.ts'
import type { BaselineResult } from './run-baselines.ts'

/** What `whippet baseline` tells, in the shape that its JSON output has. */
export interface BaselineReport {
  readonly baselines: readonly BaselineResult[]
  readonly skipped: readonly SkippedDetection[]
  /** The folder in which the lookups are kept. */
  readonly state: string
}

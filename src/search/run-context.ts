import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Environment, SearchOptions } from './environment.ts'
import type { EventSource } from './event-source.ts'

/** What a run is made of. */
export interface RunContext {
  readonly environment: Environment
  readonly options: SearchOptions
  readonly source: EventSource
  readonly signal: AbortSignal
  report(diagnostic: Diagnostic): void
}

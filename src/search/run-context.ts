import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type SpillSpace, spillSpace } from '../runtime/spill-space.ts'
import type { Environment, SearchOptions } from './environment.ts'
import type { EventSource } from './event-source.ts'
import { sharedScans } from './shared-scans.ts'

/** What a search is run with. */
export interface SearchContext {
  readonly environment: Environment
  readonly options: SearchOptions
  readonly source: EventSource
  readonly signal: AbortSignal
  report(diagnostic: Diagnostic): void
}

/** The same while it runs. */
export interface RunContext extends SearchContext {
  /** For rows that searches hold. */
  readonly spill: SpillSpace
}

/** Lets searches run which share readings of the source, and what rows they may hold in memory. */
export async function runTogether<Given extends Pick<SearchContext, 'source' | 'signal'>, Result>(
  given: Given,
  run: (context: Given & Pick<RunContext, 'spill'>) => Promise<Result>,
): Promise<Result> {
  const spill = spillSpace()
  try {
    return await run({ ...given, source: sharedScans(given.source, given.signal), spill })
  } finally {
    spill.close()
  }
}

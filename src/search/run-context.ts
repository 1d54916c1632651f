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

/**
 * Lets searches run which share readings of the source, and what rows they may hold in memory. What they began and nobody waits for any
 * more, since one failed, ends with them.
 */
export async function runTogether<Given extends Pick<SearchContext, 'source' | 'signal'>, Result>(
  given: Given,
  run: (context: Given & Pick<RunContext, 'spill'>) => Promise<Result>,
): Promise<Result> {
  const spill = spillSpace()
  const end = new AbortController()
  const signal = AbortSignal.any([given.signal, end.signal])
  try {
    return await run({ ...given, source: sharedScans(given.source, signal), spill })
  } finally {
    end.abort()
    spill.close()
  }
}

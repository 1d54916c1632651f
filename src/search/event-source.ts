import type { Batch } from '../contract/batch.ts'
import type { Pipeline } from '../language/ast.ts'
import type { SearchOptions } from './environment.ts'

/** One of several searches that share a reading of the events. Plain data: it may be sent to another thread. */
export interface ScanTask {
  /** Subsearches in its search terms are resolved. */
  readonly pipeline: Pipeline
  readonly options: SearchOptions
}

/** What searches run over. It may be read several times: a subsearch reads it again. */
export interface EventSource {
  /** Rows come in the order in which Splunk would hand them over (newest first): nothing needs to be sorted. */
  readonly inSearchOrder: boolean
  /**
   * Reads every event once for all of these searches, and hands over what their first stages (see `openHead`) let through. For one
   * search rows come in the order of the inputs, whatever runs in parallel.
   * @param each answers false when that search needs no more rows
   * @param signal ends reading with its reason as the error
   */
  scan(
    tasks: readonly ScanTask[],
    each: (task: number, rows: Batch) => boolean,
    signal: AbortSignal,
  ): Promise<void>
}

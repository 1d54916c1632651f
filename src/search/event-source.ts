import type { Batch } from '../contract/batch.ts'
import type { HeadDemand } from '../planner/rule-index/head-demand.ts'
import type { SearchOptions } from './environment.ts'
import type { RunnableSearch } from './plan-search.ts'

/** One of several searches that share a reading of the events. Without its plan it is plain data, for another thread. */
export interface ScanTask extends RunnableSearch {
  readonly options: SearchOptions
  /** Of a search that is prepared when its pipeline or plan is first asked for: what is known of it before. Plain data but for the function. */
  readonly deferred?: {
    readonly demands: readonly HeadDemand[]
    /** Its macros expanded; told to another thread, which has none. */
    text(): string
  }
}

/** A search that a scan will be asked for. */
export type ExpectedSearch = Omit<ScanTask, 'plan'>

/** Takes what a scan finds for its searches, numbered as they were given. */
export interface ScanTaker {
  /**
   * @param file that the rows were read from; left out of rows that come from none
   * @returns whether that search wants more rows
   */
  rows(task: number, rows: Batch, file?: string): boolean
  /** The search's own filters failed (a regular expression that never ends); it gets no more rows, the others go on. */
  failed(task: number, error: Error): void
}

/** What searches run over. It may be read several times: a subsearch reads it again. */
export interface EventSource {
  /** Rows come in the order in which Splunk would hand them over (newest first): nothing needs to be sorted. */
  readonly inSearchOrder: boolean
  /** A scan will soon ask for this search: whoever reads may prepare for it meanwhile. */
  expect?(search: ExpectedSearch): void
  /**
   * Reads every event once for all of these searches, and hands over what their first stages (see `openHead`) let through. For one
   * search rows come in the order of the inputs, whatever runs in parallel.
   * @param signal ends reading with its reason as the error
   */
  scan(tasks: readonly ScanTask[], taker: ScanTaker, signal: AbortSignal): Promise<void>
}

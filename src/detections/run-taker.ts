import type { Batch } from '../contract/batch.ts'
import type { ScanTaker } from '../search/event-source.ts'
import type { OpenSearch } from '../search/run-search.ts'

/** A search whose rows are being collected. */
export interface CollectingRun {
  readonly search: OpenSearch
  /** What ended it before its time. */
  failure?: unknown
}

/** Hands rows on to the search. One search's failure must not end the others; only the signal ends all. */
export const runTaker = (
  run: CollectingRun,
  signal: AbortSignal,
  see: (rows: Batch, file?: string) => void = () => {},
): ScanTaker => ({
  rows(_, rows, file) {
    if (run.failure === undefined) {
      see(rows, file)
      try {
        run.search.push(rows)
      } catch (error) {
        if (signal.aborted) throw error
        run.failure = error
      }
    }
    // Everything is read even when no search wants more: the summary tells of all inputs.
    return true
  },
  failed(_, error) {
    run.failure ??= error
  },
})

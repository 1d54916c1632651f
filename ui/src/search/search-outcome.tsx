import { Messages } from '../parts/messages.tsx'
import { Problems } from '../parts/problems.tsx'
import { SearchResult } from './search-result.tsx'
import type { SearchState } from './use-search-job.ts'

interface SearchOutcomeProps {
  readonly state: SearchState
  /** Of the table. */
  readonly label: string
}

/** How far a search has come, and what it gave or why it did not. */
export function SearchOutcome({ state, label }: SearchOutcomeProps) {
  switch (state.kind) {
    case 'none':
      return null
    case 'running':
      return <p role="status">Searching: {state.events.toLocaleString('en')} events</p>
    case 'failed':
      return (
        <p className="problem error" role="alert">
          {state.error.message}
        </p>
      )
    case 'done':
      return (
        <>
          <Problems problems={state.result.diagnostics} />
          {state.messages.length > 0 && <Messages lines={state.messages} />}
          {!state.result.failed && <SearchResult result={state.result} label={label} />}
        </>
      )
  }
}

import { useEffect, useState } from 'react'
import type { JobRequest, SearchResultAnswer } from '../../../src/http/api-types.ts'
import { runJob } from '../data/run-job.ts'
import { remove } from '../data/source.ts'

export type SearchRequest = Extract<JobRequest, { kind: 'search' }>

export type SearchState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly events: number }
  | {
      readonly kind: 'done'
      readonly result: SearchResultAnswer
      readonly messages: readonly string[]
    }
  | { readonly kind: 'failed'; readonly error: Error }

/** Runs a search whenever another one is asked for; ends it when nobody waits for it. */
export function useSearchJob(request: SearchRequest | undefined): SearchState {
  const [state, setState] = useState<SearchState>({ kind: 'none' })
  useEffect(() => {
    if (!request) {
      setState({ kind: 'none' })
      return
    }
    const stop = new AbortController()
    let messages: readonly string[] = []
    setState({ kind: 'running', events: 0 })
    runJob<SearchResultAnswer>(
      request,
      (status) => {
        messages = status.messages
        if (!stop.signal.aborted) setState({ kind: 'running', events: status.events })
      },
      stop.signal,
    ).then(
      ({ id, result }) => {
        void remove(`/jobs/${id}`)
        if (!stop.signal.aborted) setState({ kind: 'done', result, messages })
      },
      (error: unknown) => {
        if (stop.signal.aborted) return
        setState({
          kind: 'failed',
          error: error instanceof Error ? error : new Error(String(error)),
        })
      },
    )
    return () => stop.abort()
  }, [request])
  return state
}

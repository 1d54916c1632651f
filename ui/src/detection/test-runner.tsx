import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { TestReport } from '../../../src/testing/test-report.ts'
import { runJob } from '../data/run-job.ts'
import { remove } from '../data/source.ts'

type RunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly stop: AbortController }
  | { readonly kind: 'failed'; readonly message: string }

interface TestRunnerProps {
  /** Names of detections; all when left out. */
  readonly detections?: readonly string[]
  readonly label: string
}

/** Runs tests over the attack data that is on the machine; the verdicts are then shown wherever they are told. */
export function TestRunner({ detections, label }: TestRunnerProps) {
  const client = useQueryClient()
  const [state, setState] = useState<RunState>({ kind: 'idle' })
  const stop = state.kind === 'running' ? state.stop : undefined
  useEffect(() => () => stop?.abort(), [stop])
  const run = async () => {
    const begun = new AbortController()
    setState({ kind: 'running', done: 0, stop: begun })
    try {
      const { id } = await runJob<TestReport>(
        { kind: 'test', ...(detections && { detections }) },
        ({ events }) => {
          if (!begun.signal.aborted) setState({ kind: 'running', done: events, stop: begun })
        },
        begun.signal,
      )
      void remove(`/jobs/${id}`)
      await client.invalidateQueries({ queryKey: ['/verdicts'] })
      setState({ kind: 'idle' })
    } catch (error) {
      if (begun.signal.aborted) setState({ kind: 'idle' })
      else
        setState({ kind: 'failed', message: error instanceof Error ? error.message : `${error}` })
    }
  }
  if (state.kind === 'running') {
    return (
      <p className="row-facts" role="status">
        Testing: {state.done} {state.done === 1 ? 'test' : 'tests'} done{' '}
        <button type="button" onClick={() => state.stop.abort()}>
          Cancel
        </button>
      </p>
    )
  }
  return (
    <p className="row-facts">
      <button type="button" onClick={() => void run()}>
        {label}
      </button>
      {state.kind === 'failed' && <span role="alert">{state.message}</span>}
    </p>
  )
}

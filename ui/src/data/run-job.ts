import type { JobRequest, JobStatus } from '../../../src/http/api-types.ts'
import { get, post, RequestError, remove, withToken } from './source.ts'

/** A job that ended without a result. */
export class JobEnded extends Error {
  readonly state: JobStatus['state']
  constructor(state: JobStatus['state'], message: string) {
    super(message)
    this.state = state
  }
}

/**
 * Runs a hunt or a search to its end. Aborting it ends the job on the server.
 * @param changed is told each new status
 * @throws JobEnded when it failed or was cancelled; RequestError when the server does not answer
 */
export async function runJob<Result>(
  request: JobRequest,
  changed: (status: JobStatus) => void,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly result: Result }> {
  const begun = await post<JobStatus>('/jobs', request, signal)
  const { id } = begun
  changed(begun)
  const stop = () => void remove(`/jobs/${id}`)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    const ended = await lastStatus(id, changed, signal)
    if (ended.state !== 'done') {
      throw new JobEnded(ended.state, ended.error ?? 'It was cancelled.')
    }
    return { id, result: await get<Result>(`/jobs/${id}/result`, signal) }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function lastStatus(
  id: string,
  changed: (status: JobStatus) => void,
  signal: AbortSignal,
): Promise<JobStatus> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(withToken(`/api/jobs/${id}/events`))
    signal.addEventListener(
      'abort',
      () => {
        events.close()
        reject(new JobEnded('cancelled', 'It was cancelled.'))
      },
      { once: true },
    )
    events.onmessage = ({ data }) => {
      const status = JSON.parse(data) as JobStatus
      changed(status)
      if (status.state === 'running') return
      events.close()
      resolve(status)
    }
    events.onerror = () => {
      // It connects again by itself unless the job is gone.
      if (events.readyState !== EventSource.CLOSED) return
      reject(new RequestError(0, 'Whippet cannot be reached. Is it still running?'))
    }
  })
}

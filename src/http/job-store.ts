import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { JobStatus } from './api-types.ts'
import type { JobMessage, JobTask } from './job-protocol.ts'

/** Hunts and searches, each in a thread of its own: one that is cancelled, or never ends, is ended with its thread. */
export interface JobStore {
  /** @throws TooManyJobs while as many run as may */
  start(task: JobTask): JobStatus
  status(id: string): JobStatus | undefined
  /** JSON of what a finished job gave. */
  result(id: string): string | undefined
  /** Calls back with each new status, the last one with a state other than running. @returns how to stop it */
  watch(id: string, changed: (status: JobStatus) => void): () => void
  /** Ends it if it runs, and forgets it. */
  remove(id: string): Promise<void>
  close(): Promise<void>
}

export class TooManyJobs extends Error {}

const mostRunning = 4
/** Finished jobs that are kept: results may be large. */
const mostKept = 20
const mostMessages = 100

interface Job {
  status: JobStatus
  result: string | undefined
  readonly worker: Worker
  readonly watchers: Set<(status: JobStatus) => void>
  readonly ended: () => Promise<void>
}

/** @param script the module that runs a `JobTask` as a worker thread */
export function openJobStore(script: URL): JobStore {
  const jobs = new Map<string, Job>()
  const running = () => [...jobs.values()].filter(({ status }) => status.state === 'running').length
  const change = (job: Job, changes: Partial<JobStatus>) => {
    if (job.status.state !== 'running') return
    job.status = { ...job.status, ...changes }
    for (const watcher of job.watchers) watcher(job.status)
  }
  const drop = async (id: string) => {
    const job = jobs.get(id)
    if (!job) return
    change(job, { state: 'cancelled' })
    jobs.delete(id)
    await job.ended()
  }
  return {
    start(task) {
      if (running() >= mostRunning) throw new TooManyJobs(`${mostRunning} are running already`)
      const worker = new Worker(script, { workerData: task })
      const status: JobStatus = {
        id: randomUUID(),
        kind: task.kind,
        state: 'running',
        bytesDone: 0,
        bytesTotal: 0,
        events: 0,
        messages: [],
        error: null,
      }
      const ended = async () => void (await worker.terminate())
      const job: Job = { status, result: undefined, worker, watchers: new Set(), ended }
      worker.on('message', (message: JobMessage) => take(job, message, change))
      worker.on('error', (error) => change(job, { state: 'failed', error: error.message }))
      worker.on('exit', () => change(job, { state: 'failed', error: 'it ended by itself' }))
      jobs.set(status.id, job)
      const old = [...jobs].filter(([, each]) => each.status.state !== 'running')
      for (const [id] of old.slice(0, Math.max(0, old.length - mostKept))) jobs.delete(id)
      return status
    },
    status: (id) => jobs.get(id)?.status,
    result: (id) => jobs.get(id)?.result,
    watch(id, changed) {
      const job = jobs.get(id)
      if (!job) return () => {}
      job.watchers.add(changed)
      changed(job.status)
      return () => job.watchers.delete(changed)
    },
    remove: drop,
    async close() {
      await Promise.all([...jobs.keys()].map(drop))
    },
  }
}

function take(
  job: Job,
  message: JobMessage,
  change: (job: Job, changes: Partial<JobStatus>) => void,
): void {
  switch (message.kind) {
    case 'progress':
      change(job, {
        bytesDone: message.bytesDone,
        bytesTotal: message.bytesTotal,
        events: message.events,
      })
      return
    case 'line': {
      const { messages } = job.status
      if (messages.length < mostMessages) change(job, { messages: [...messages, message.line] })
      return
    }
    case 'result':
      job.result = message.json
      change(job, { state: 'done', bytesDone: job.status.bytesTotal })
      return
    case 'failed':
      change(job, { state: 'failed', error: message.error })
  }
}

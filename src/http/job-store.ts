import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { JobStatus } from './api-types.ts'
import type { JobMessage, JobTask, StartedTask } from './job-protocol.ts'

/** Hunts and searches, each in a thread of its own: one that is cancelled, or never ends, is ended with its thread. */
export interface JobStore {
  /** @throws TooManyJobs while as many run as may */
  start(task: JobTask): JobStatus
  status(id: string): JobStatus | undefined
  /** JSON of what a finished job gave. */
  result(id: string): string | undefined
  /** Where a job keeps what it does not tell; it is made when there is something to keep. */
  folderOf(id: string): string | undefined
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
  readonly watchers: Set<(status: JobStatus) => void>
  readonly folder: string
  readonly ended: () => Promise<void>
}

/**
 * @param script the module that runs a `StartedTask` as a worker thread
 * @param root where jobs have their folders
 */
export function openJobStore(script: URL, root: string): JobStore {
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
      const id = randomUUID()
      const folder = join(root, id)
      const worker = new Worker(script, { workerData: { ...task, folder } satisfies StartedTask })
      const status: JobStatus = {
        id,
        kind: task.kind,
        state: 'running',
        bytesDone: 0,
        bytesTotal: 0,
        events: 0,
        messages: [],
        error: null,
      }
      const ended = async () => {
        await worker.terminate()
        await rm(folder, { recursive: true, force: true })
      }
      const job: Job = { status, result: undefined, folder, watchers: new Set(), ended }
      worker.on('message', (message: JobMessage) => take(job, message, change))
      worker.on('error', (error) => change(job, { state: 'failed', error: error.message }))
      worker.on('exit', () => change(job, { state: 'failed', error: 'it ended by itself' }))
      jobs.set(id, job)
      const old = [...jobs].filter(([, each]) => each.status.state !== 'running')
      for (const [each] of old.slice(0, Math.max(0, old.length - mostKept))) void drop(each)
      return status
    },
    status: (id) => jobs.get(id)?.status,
    result: (id) => jobs.get(id)?.result,
    folderOf: (id) => jobs.get(id)?.folder,
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

import { Worker } from 'node:worker_threads'
import { unpackBatch } from '../runtime/materialize.ts'
import { PatternTimeout } from '../values/pattern.ts'
import type { ScanTaker, ScanTask } from './event-source.ts'
import { type FileSource, type FileSourceOptions, progressMeter } from './file-source.ts'
import { addCounts, noCounts, type ScanCounts } from './scan-file.ts'
import type { WorkerMessage, WorkerRequest, WorkerSetup } from './worker-protocol.ts'

export interface ParallelOptions extends FileSourceOptions {
  readonly jobs: number
  /** The module that calls `serveScans`. */
  readonly worker: URL
}

/**
 * Reads files on several threads, each file on one of them. What is found is handed over in the order of the files, so that the
 * result is the same as on one thread.
 */
export function parallelSource(options: ParallelOptions): FileSource {
  const counts = noCounts()
  return {
    inSearchOrder: false,
    counts,
    async scan(tasks, taker, signal) {
      Object.assign(counts, await scanInParallel(tasks, taker, signal, options))
    },
  }
}

async function scanInParallel(
  tasks: readonly ScanTask[],
  taker: ScanTaker,
  signal: AbortSignal,
  { files, reading, environment, listener, jobs, worker }: ParallelOptions,
): Promise<ScanCounts> {
  const setup: WorkerSetup = {
    tasks: tasks.map(({ pipeline, options }) => ({ pipeline, options })),
    timeZone: reading.timeZone,
    overrides: reading.overrides,
    now: reading.now,
    knowledge: environment.knowledgeSources ?? { folders: [] },
  }
  const meter = progressMeter(files, listener)
  const counts = noCounts()
  const inOrder = deliverInOrder((message: WorkerMessage) => {
    if (message.kind === 'rows') {
      taker.rows(message.task, unpackBatch(message.rows), files[message.file]!.path)
    } else if (message.kind === 'stopped') taker.failed(message.task, reasonOf(message))
    else if (message.kind === 'problem') listener.problem(message.problem)
    else if (message.kind === 'done') addCounts(counts, message.counts)
  })
  let next = 0
  const threads: Worker[] = []
  const runWorker = () =>
    new Promise<void>((resolve, reject) => {
      const thread = new Worker(worker, { workerData: setup })
      threads.push(thread)
      const abort = () => reject(signal.reason)
      signal.addEventListener('abort', abort, { once: true })
      const send = () => {
        const file = next++
        const input = files[file]
        const request: WorkerRequest = input ? { file, input } : { end: true }
        thread.postMessage(request)
      }
      const receive = (message: WorkerMessage) => {
        if (message.kind === 'ready') return send()
        if (message.kind === 'failed') return reject(new Error(message.message))
        if (message.kind === 'progress')
          return meter.at(message.file, message.bytes, message.events)
        if (message.kind === 'done') {
          meter.finished(message.file, message.counts.events)
          send()
        }
        inOrder(message.file, message, message.kind === 'done')
      }
      thread.on('message', (message: WorkerMessage) => {
        // The taker may throw: out of an event nothing would catch it.
        try {
          receive(message)
        } catch (error) {
          reject(error)
        }
      })
      thread.on('error', reject)
      thread.on('exit', () => {
        signal.removeEventListener('abort', abort)
        resolve()
      })
    })
  signal.throwIfAborted()
  const workers = Math.min(jobs, files.length)
  try {
    await Promise.all(Array.from({ length: workers }, runWorker))
  } finally {
    // Where one failed, or all were stopped, the others still run.
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  return counts
}

const reasonOf = ({
  message,
  pattern,
}: Extract<WorkerMessage, { readonly kind: 'stopped' }>): Error =>
  pattern === undefined ? new Error(message) : new PatternTimeout(pattern)

/** Holds back what belongs to a file until all files before it are through. */
function deliverInOrder<T>(
  deliver: (message: T) => void,
): (file: number, message: T, last: boolean) => void {
  const waiting = new Map<number, T[]>()
  const finished = new Set<number>()
  let current = 0
  return (file, message, last) => {
    if (last) finished.add(file)
    if (file === current) deliver(message)
    else {
      const held = waiting.get(file)
      if (held) held.push(message)
      else waiting.set(file, [message])
    }
    while (finished.has(current)) {
      finished.delete(current)
      current++
      for (const held of waiting.get(current) ?? []) deliver(held)
      waiting.delete(current)
    }
  }
}

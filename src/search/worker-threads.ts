import { Worker } from 'node:worker_threads'
import type { ExpectedSearch, ScanTask } from './event-source.ts'
import type { SearchTree, WorkerMessage, WorkerRequest, WorkerSetup } from './worker-protocol.ts'

/** Threads that are kept from one scan to the next, and what they know of the searches. */
export interface WorkerThreads {
  /** Each thread begins to plan the search. */
  prepare(search: ExpectedSearch): void
  /** Each thread gets ready to read for these. */
  scan(tasks: readonly ScanTask[], listener: ThreadListener): void
  /** The scan is over: nobody listens any more. */
  rest(): void
  /** Ends all threads; the next scan starts new ones. */
  stop(): Promise<void>
}

export interface ThreadListener {
  received(message: WorkerMessage, answer: (request: WorkerRequest) => void): void
  failed(error: unknown): void
}

function treeOf(search: ExpectedSearch): SearchTree {
  const { deferred } = search
  return deferred
    ? { kind: 'text', text: deferred.text(), demands: deferred.demands }
    : { kind: 'pipeline', pipeline: search.pipeline }
}

interface Thread {
  readonly worker: Worker
  readonly known: Set<number>
}

/** @param script the module that calls `serveScans` */
export function workerThreads(script: URL, setup: WorkerSetup, count: number): WorkerThreads {
  const numbers = new WeakMap<object, { readonly number: number; readonly options: object }>()
  let threads: Thread[] = []
  let listener: ThreadListener | undefined
  let scans = 0
  let searches = 0

  const start = (): Thread => {
    const worker = new Worker(script, { workerData: setup })
    const thread = { worker, known: new Set<number>() }
    const isKept = () => threads.includes(thread)
    worker.on('message', (message: WorkerMessage) => {
      if (message.scan !== scans || !isKept()) return
      // The listener may throw: out of an event nothing would catch it.
      try {
        listener?.received(message, (request) => worker.postMessage(request))
      } catch (error) {
        listener?.failed(error)
      }
    })
    const failed = (error: unknown) => {
      if (isKept()) listener?.failed(error)
    }
    worker.on('error', failed)
    worker.on('exit', () => failed(new Error('a thread that reads files ended by itself')))
    return thread
  }
  const started = (): readonly Thread[] => {
    while (threads.length < count) threads.push(start())
    return threads
  }
  const numberOf = (search: ExpectedSearch): number => {
    const { options } = search
    const key = search.deferred ?? search.pipeline
    const known = numbers.get(key)
    if (known?.options === options) return known.number
    const number = searches++
    numbers.set(key, { number, options })
    return number
  }
  const prepare = (given: ExpectedSearch): number => {
    const { options } = given
    const search = numberOf(given)
    for (const { worker, known } of started()) {
      if (known.has(search)) continue
      known.add(search)
      const tree = treeOf(given)
      worker.postMessage({ kind: 'prepare', search, tree, options } satisfies WorkerRequest)
    }
    return search
  }
  // They load what they need while the first searches are still being read.
  started()
  return {
    prepare,
    scan(tasks, told) {
      listener = told
      scans++
      const named = tasks.map(prepare)
      const request: WorkerRequest = { kind: 'scan', scan: scans, searches: named }
      for (const { worker, known } of started()) {
        worker.postMessage(request)
        for (const search of named) known.delete(search)
      }
    },
    rest() {
      listener = undefined
    },
    async stop() {
      const ending = threads
      threads = []
      listener = undefined
      await Promise.all(ending.map(({ worker }) => worker.terminate()))
    },
  }
}

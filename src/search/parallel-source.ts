import type { ScanTaker, ScanTask } from './event-source.ts'
import type { FileSource, FileSourceOptions } from './file-source.ts'
import { openHeads, wantNothing } from './open-heads.ts'
import { readHere } from './read-here.ts'
import { type ReadingUnit, unitQueue } from './reading-unit.ts'
import { scanDelivery } from './scan-delivery.ts'
import { noCounts, type ScanCounts } from './scan-file.ts'
import { type ThreadListener, type WorkerThreads, workerThreads } from './worker-threads.ts'

export interface ParallelOptions extends FileSourceOptions {
  readonly units: readonly ReadingUnit[]
  /** Threads that read, this one among them. */
  readonly jobs: number
  /** The module that calls `serveScans`. */
  readonly worker: URL
}

/** Bytes of rows that all threads together may hold until the rows before them are there. */
const mostHeld = 64 << 20

/**
 * Reads files on several threads, each unit on one of them; this thread is one. The others are kept until the source is closed. What is
 * found is handed over in the order of the files, so that the result is the same as on one thread.
 */
export function parallelSource(options: ParallelOptions): FileSource {
  const { reading, environment, jobs, worker } = options
  const counts = noCounts()
  let wasRead = false
  const setup = {
    timeZone: reading.timeZone,
    overrides: reading.overrides,
    now: reading.now,
    knowledge: environment.knowledgeSources ?? { folders: [] },
    mostUntaken: mostHeld / jobs,
  }
  const threads = workerThreads(worker, setup, jobs - 1)
  return {
    inSearchOrder: false,
    counts,
    expect: threads.prepare,
    close: threads.stop,
    async scan(tasks, taker, signal) {
      signal.throwIfAborted()
      if (wasRead && wantNothing(tasks, environment)) return
      wasRead = true
      try {
        Object.assign(counts, await scanInParallel(tasks, taker, signal, options, threads))
      } catch (error) {
        // They are still at what nobody wants any more.
        await threads.stop()
        throw error
      }
    },
  }
}

async function scanInParallel(
  tasks: readonly ScanTask[],
  taker: ScanTaker,
  signal: AbortSignal,
  options: ParallelOptions,
  threads: WorkerThreads,
): Promise<ScanCounts> {
  const { units, environment, listener, jobs } = options
  const queue = unitQueue(units, jobs)
  const delivery = scanDelivery(tasks.length, units, taker, listener, queue)
  const onThreads: ThreadListener = {
    received(message, answer) {
      if (message.kind === 'failed') throw new Error(message.message)
      if (message.kind === 'rows') {
        const { unit, rows } = message
        delivery.rows(unit, rows, () => answer({ kind: 'taken', bytes: rows.bytes }))
      } else if (message.kind === 'beyond') {
        const { unit } = message
        delivery.beyond(unit, (goesOn) => answer({ kind: 'beyond', goesOn }))
      } else if (message.kind !== 'ready') delivery.told(message.unit, message)
      if (message.kind === 'ready' || message.kind === 'done') {
        const unit = delivery.isSatisfied ? undefined : queue.take()
        if (unit !== undefined) answer({ kind: 'read', unit, input: units[unit]! })
      }
    },
    failed: delivery.fail,
  }
  const stop = new AbortController()
  const abort = () => delivery.fail(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  threads.scan(tasks, onThreads)
  try {
    const heads = openHeads(tasks, environment)
    const here = { ...options, mostHeld: mostHeld / jobs }
    const reading = readHere(queue, heads, delivery, here, stop.signal).catch(delivery.fail)
    await delivery.finished
    stop.abort()
    await reading
  } finally {
    stop.abort()
    threads.rest()
    signal.removeEventListener('abort', abort)
  }
  return delivery.counts
}

import type { MessagePort } from 'node:worker_threads'
import { buffersOf, packRows, type TaskRows } from '../runtime/packed-rows.ts'
import type { Environment, SearchOptions } from './environment.ts'
import type { ScanTaker, ScanTask } from './event-source.ts'
import { planOf } from './open-head.ts'
import { openHeads } from './open-heads.ts'
import { deferredByText } from './outlined-search.ts'
import type { ReadingUnit } from './reading-unit.ts'
import { stoppedBy } from './scan-delivery.ts'
import { type Reading, scanFile } from './scan-file.ts'
import type {
  SearchTree,
  UnitMessage,
  WorkerMessage,
  WorkerRequest,
  WorkerSetup,
} from './worker-protocol.ts'

function taskOf(tree: SearchTree, options: SearchOptions, environment: Environment): ScanTask {
  if (tree.kind === 'text') return deferredByText(tree.text, tree.demands, options, environment)
  const task = { pipeline: tree.pipeline, options }
  return { ...task, plan: planOf(task, environment) }
}

/** The worker's side: reads what it is sent, one unit after the other. Ends with its thread. */
export function serveScans(
  port: MessagePort,
  { mostUntaken }: WorkerSetup,
  environment: Environment,
  reading: Reading,
): void {
  const prepared = new Map<number, ScanTask>()
  const say = (message: WorkerMessage, buffers: ArrayBuffer[] = []) =>
    port.postMessage(message, buffers)
  let scan = 0
  let stop = new AbortController()
  let read: ((unit: number, input: ReadingUnit) => Promise<void>) | undefined
  let untaken = 0
  let goOn: () => void = () => {}
  let answerBeyond: (goesOn: boolean) => void = () => {}

  const begin = (searches: readonly number[]): void => {
    const tasks = searches.map((search) => prepared.get(search)!)
    for (const search of searches) prepared.delete(search)
    const heads = openHeads(tasks, environment)
    const { signal } = stop
    read = async (unit, input) => {
      const tell = (message: UnitMessage, buffers?: ArrayBuffer[]) =>
        say({ scan, unit, ...message }, buffers)
      const rows: TaskRows[] = []
      const taker: ScanTaker = {
        rows: (task, found) => rows.push({ task, rows: found }) > 0,
        failed: (task, error) => tell(stoppedBy(task, error)),
      }
      const counts = await scanFile(
        input,
        reading,
        (batch) => {
          heads.push(batch, taker)
          if (rows.length === 0) return true
          const packed = packRows(rows.splice(0))
          untaken += packed.bytes
          tell({ kind: 'rows', rows: packed }, buffersOf(packed))
          return true
        },
        {
          problem: (problem) => tell({ kind: 'problem', problem }),
          progress: (bytes, events) => tell({ kind: 'progress', bytes, events }),
          ready: () =>
            untaken <= mostUntaken
              ? undefined
              : new Promise((resolve) => {
                  goOn = resolve
                }),
          goOn: () =>
            new Promise((resolve) => {
              answerBeyond = resolve
              tell({ kind: 'beyond' })
            }),
        },
        signal,
      )
      tell({ kind: 'done', counts })
    }
  }
  const failed = (error: unknown): void => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    say({ scan, kind: 'failed', message })
  }

  port.on('message', (request: WorkerRequest) => {
    switch (request.kind) {
      case 'prepare': {
        prepared.set(request.search, taskOf(request.tree, request.options, environment))
        return
      }
      case 'scan':
        stop.abort()
        stop = new AbortController()
        goOn()
        answerBeyond(false)
        scan = request.scan
        untaken = 0
        begin(request.searches)
        return say({ scan, kind: 'ready' })
      case 'read': {
        const { signal } = stop
        read?.(request.unit, request.input).catch((error: unknown) => {
          if (!signal.aborted) failed(error)
        })
        return
      }
      case 'beyond':
        return answerBeyond(request.goesOn)
      case 'taken':
        untaken -= request.bytes
        if (untaken <= mostUntaken) goOn()
    }
  })
}

import type { MessagePort } from 'node:worker_threads'
import { packBatch } from '../runtime/materialize.ts'
import { PatternTimeout } from '../values/pattern.ts'
import type { Environment } from './environment.ts'
import type { ScanTaker } from './event-source.ts'
import { openHeads } from './open-heads.ts'
import { type Reading, scanFile } from './scan-file.ts'
import type { WorkerMessage, WorkerRequest, WorkerSetup } from './worker-protocol.ts'

/** The worker's side: reads the files it is sent, one after the other. */
export function serveScans(
  port: MessagePort,
  setup: WorkerSetup,
  environment: Environment,
  reading: Reading,
): void {
  const say = (message: WorkerMessage) => port.postMessage(message)
  const heads = openHeads(setup.tasks, environment)
  const stop = new AbortController()
  port.on('message', (request: WorkerRequest) => {
    if ('end' in request) {
      stop.abort()
      port.close()
      return
    }
    const { file, input } = request
    const taker: ScanTaker = {
      rows(task, rows) {
        say({ kind: 'rows', file, task, rows: packBatch(rows) })
        return true
      },
      failed(task, error) {
        const pattern = error instanceof PatternTimeout && { pattern: error.source }
        say({ kind: 'stopped', file, task, message: error.message, ...pattern })
      },
    }
    scanFile(
      input,
      reading,
      (batch) => {
        heads.push(batch, taker)
        return !heads.done
      },
      {
        problem: (problem) => say({ kind: 'problem', file, problem }),
        progress: (bytes, events) => say({ kind: 'progress', file, bytes, events }),
      },
      stop.signal,
    ).then(
      (counts) => say({ kind: 'done', file, counts }),
      (error: unknown) =>
        say({
          kind: 'failed',
          file,
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    )
  })
  say({ kind: 'ready' })
}

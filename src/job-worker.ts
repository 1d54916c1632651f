import { parentPort, workerData } from 'node:worker_threads'
import type { ReadingListener } from './cli/services.ts'
import type { SearchResultAnswer } from './http/api-types.ts'
import type { JobMessage, StartedTask } from './http/job-protocol.ts'
import { services } from './services.ts'

/** A thread that runs one hunt or search of the web app, and ends. */

/** Rows of a search that are sent to a browser. */
const maxRows = 10_000
/** Milliseconds between two messages about progress. */
const progressEvery = 100

const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
const tell = (message: JobMessage) => port.postMessage(message)

let lastProgress = Number.NEGATIVE_INFINITY
const listener: ReadingListener = {
  progress({ bytesDone, bytesTotal, events }) {
    const now = performance.now()
    if (now - lastProgress < progressEvery) return
    lastProgress = now
    tell({ kind: 'progress', bytesDone, bytesTotal, events })
  },
  warn: (line) => tell({ kind: 'line', line }),
  note: (line) => tell({ kind: 'line', line }),
}

async function run(task: StartedTask): Promise<unknown> {
  const { paths, content, knowledge } = task
  const request = {
    paths,
    content,
    knowledge,
    overrides: {},
    // The thread is ended from outside.
    signal: new AbortController().signal,
    timeZone: 'UTC',
  }
  const offered = services()
  if (task.kind === 'hunt') {
    const { detections, folder: risk } = task
    return await offered.hunt({ ...request, detections, risk }, listener)
  }
  const { spl, risk, earliest, latest, now } = task
  const report = await offered.search(
    {
      ...request,
      spl,
      ...(risk !== undefined && { risk }),
      ...(earliest !== undefined && { earliest }),
      ...(latest !== undefined && { latest }),
      ...(now !== undefined && { now }),
    },
    listener,
  )
  const rows: SearchResultAnswer['rows'][number][] = []
  for (const row of report.rows()) if (rows.push(row) >= maxRows) break
  const { fields, count, diagnostics, failed } = report
  return { fields, rows, count, diagnostics, failed } satisfies SearchResultAnswer
}

try {
  tell({ kind: 'result', json: JSON.stringify(await run(workerData as StartedTask)) })
} catch (error) {
  tell({ kind: 'failed', error: error instanceof Error ? error.message : String(error) })
}

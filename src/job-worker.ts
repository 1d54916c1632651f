import { parentPort, workerData } from 'node:worker_threads'
import type { ReadingListener } from './cli/services.ts'
import type { SearchResultAnswer } from './http/api-types.ts'
import type { JobMessage, StartedTask, TestTask } from './http/job-protocol.ts'
import { services } from './services.ts'
import { reportOf, type TestReport } from './testing/test-report.ts'
import type { TestResult } from './testing/test-result.ts'

/** A thread that runs one hunt or search of the web app, and ends. */

/** Rows of a search that are sent to a browser. */
const maxRows = 10_000
/** What one search of a test may take. */
const secondsPerSearch = 120
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
  if (task.kind === 'test') return await runTests(task)
  const { paths, content, knowledge, overrides = {} } = task
  const request = {
    paths,
    content,
    knowledge,
    overrides,
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

async function runTests(task: TestTask): Promise<TestReport> {
  const { content, knowledge, data, detections, state } = task
  const runner = services().test(
    {
      paths: content,
      content: [],
      knowledge,
      data,
      detections,
      state,
      // No request leaves the machine.
      offline: true,
      maxSeconds: secondsPerSearch,
      signal: new AbortController().signal,
    },
    listener,
  )
  const results: TestResult[] = []
  for await (const result of runner.run()) {
    results.push(result)
    tell({ kind: 'progress', bytesDone: results.length, bytesTotal: 0, events: results.length })
  }
  return reportOf(results)
}

try {
  tell({ kind: 'result', json: JSON.stringify(await run(workerData as StartedTask)) })
} catch (error) {
  tell({ kind: 'failed', error: error instanceof Error ? error.message : String(error) })
}

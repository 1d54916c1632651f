import type { FileProblem, InputFile } from '../ingest/input-sink.ts'
import type { Environment } from './environment.ts'
import type { EventSource, ScanTaker } from './event-source.ts'
import { openHeads, wantNothing } from './open-heads.ts'
import { addCounts, noCounts, type Reading, type ScanCounts, scanFile } from './scan-file.ts'

/** What is told while files are read. Problems come in the order of the files. */
export interface FileListener {
  problem(problem: FileProblem): void
  progress(progress: ReadingProgress): void
}

export interface ReadingProgress {
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly events: number
  readonly file: string
}

/** Files as the source of events, with what the last scan counted. */
export interface FileSource extends EventSource {
  readonly counts: Readonly<ScanCounts>
  /** Nothing more will be read. */
  close(): Promise<void>
}

export interface FileSourceOptions {
  readonly files: readonly InputFile[]
  readonly reading: Reading
  readonly environment: Environment
  readonly listener: FileListener
}

/** Reads one file after the other on this thread. */
export function fileSource({
  files,
  reading,
  environment,
  listener,
}: FileSourceOptions): FileSource {
  const counts = noCounts()
  let wasRead = false
  return {
    inSearchOrder: false,
    counts,
    close: async () => {},
    async scan(tasks, taker, signal) {
      if (wasRead && wantNothing(tasks, environment)) return
      wasRead = true
      Object.assign(counts, noCounts())
      const heads = openHeads(tasks, environment)
      const units = files.map((file) => ({ file, size: file.size }))
      const meter = progressMeter(units, listener)
      for (const [index, file] of files.entries()) {
        if (heads.done) break
        const fromFile: ScanTaker = {
          rows: (task, rows) => taker.rows(task, rows, file.path),
          failed: (task, error) => taker.failed(task, error),
        }
        const found = await scanFile(
          { file },
          reading,
          (batch) => {
            heads.push(batch, fromFile)
            return !heads.done
          },
          {
            problem: listener.problem,
            progress: (bytes, events) => meter.at(index, bytes, events),
          },
          signal,
        )
        meter.finished(index, found.events)
        addCounts(counts, found)
      }
    },
  }
}

/** Adds up the progress of files, or parts of them, that may be read at the same time. */
export function progressMeter(
  units: readonly { readonly file: InputFile; readonly size: number }[],
  listener: FileListener,
) {
  const bytesTotal = units.reduce((sum, { size }) => sum + size, 0)
  const sizes = Float64Array.from(units, ({ size }) => size)
  const bytes = new Float64Array(units.length)
  const events = new Float64Array(units.length)
  const tell = (index: number) =>
    listener.progress({
      bytesDone: bytes.reduce((sum, value) => sum + value, 0),
      bytesTotal,
      events: events.reduce((sum, value) => sum + value, 0),
      file: units[index]!.file.path,
    })
  return {
    at(index: number, bytesRead: number, eventsRead: number) {
      bytes[index] = bytesRead
      events[index] = eventsRead
      tell(index)
    },
    finished(index: number, eventsRead: number) {
      bytes[index] = sizes[index]!
      events[index] = eventsRead
      tell(index)
    },
    /** The one goes on with the other, of which nothing counts that was told. */
    join(index: number, next: number) {
      sizes[index]! += sizes[next]!
      bytes[next] = 0
      events[next] = 0
    },
  }
}

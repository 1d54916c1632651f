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
      const meter = progressMeter(files, listener)
      for (const [index, file] of files.entries()) {
        if (heads.done) break
        const fromFile: ScanTaker = {
          rows: (task, rows) => taker.rows(task, rows, file.path),
          failed: (task, error) => taker.failed(task, error),
        }
        const found = await scanFile(
          file,
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

/** Adds up the progress of files that may be read at the same time. */
export function progressMeter(files: readonly InputFile[], listener: FileListener) {
  const bytesTotal = files.reduce((sum, file) => sum + file.size, 0)
  const bytes = new Float64Array(files.length)
  const events = new Float64Array(files.length)
  const tell = (index: number) =>
    listener.progress({
      bytesDone: bytes.reduce((sum, value) => sum + value, 0),
      bytesTotal,
      events: events.reduce((sum, value) => sum + value, 0),
      file: files[index]!.path,
    })
  return {
    at(index: number, bytesRead: number, eventsRead: number) {
      bytes[index] = bytesRead
      events[index] = eventsRead
      tell(index)
    },
    finished(index: number, eventsRead: number) {
      bytes[index] = files[index]!.size
      events[index] = eventsRead
      tell(index)
    },
  }
}

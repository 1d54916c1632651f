import type { Batch } from '../contract/batch.ts'
import type { ParsedEvent } from '../contract/event.ts'
import type { Format } from '../contract/format.ts'
import type { Indexing } from '../contract/indexing.ts'
import { EventBatch, type EventReader } from '../ingest/event-batch.ts'
import type { FileProblem, InputFile, InputSink } from '../ingest/input-sink.ts'
import { readInput } from '../ingest/read-input.ts'
import { recognizeFile } from '../ingest/recognize-file.ts'
import { defaultIndex, type EventOrigin, type Overrides } from '../knowledge/event-fields.ts'

/** What the user says of reading. */
export interface ReadingOptions {
  /** Zone of times that tell none. */
  readonly timeZone: string
  /** Seconds since 1970 that "now" means. */
  readonly now: number
  readonly overrides: Overrides
}

/** How files become events: the same for every file and thread. */
export interface Reading extends ReadingOptions {
  readonly formats: readonly Format[]
  readonly fields: EventReader<EventOrigin>
  readonly indexing: Indexing | undefined
}

/** What was met while reading, to be added up over files. */
export interface ScanCounts {
  events: number
  /** Records and parts of files that could not be read. */
  parseErrors: number
  /** What is unusual in a file but lost nothing. */
  notes: number
}

export const noCounts = (): ScanCounts => ({ events: 0, parseErrors: 0, notes: 0 })

/** Adds what was counted elsewhere. */
export function addCounts(sum: ScanCounts, found: Readonly<ScanCounts>): void {
  sum.events += found.events
  sum.parseErrors += found.parseErrors
  sum.notes += found.notes
}

export interface ScanListener {
  problem(problem: FileProblem): void
  /** Called now and then. @param bytes of the file read so far, before decompression */
  progress(bytes: number, events: number): void
  /** Asked after each piece: reading goes on when the promise is kept. */
  ready?(): Promise<void> | undefined
}

/**
 * Large enough that a batch costs little, and so small that most batches end before the young objects are collected twice: what lives
 * longer waits among old objects for a full collection.
 */
const batchSize = 256
/** The resolution of `_time`: shapes of one event differ below it. */
const microseconds = (time: number): number => Math.round(time * 1e6) / 1e6
const unknownHost = 'localhost'

/**
 * Reads a file and hands its events over in batches.
 * @param each answers false when no more are wanted
 */
export async function scanFile(
  file: InputFile,
  reading: Reading,
  each: (batch: Batch) => boolean,
  listener: ScanListener,
  signal: AbortSignal,
): Promise<ScanCounts> {
  const counts = noCounts()
  const stop = new AbortController()
  let events: ParsedEvent[] = []
  let times: number[] = []
  let path = file.path
  let given = reading.overrides
  // An event without a time gets that of the one before it, the first ones that of the file, as in Splunk.
  let time = file.modified
  let bytesRead = 0
  const flush = () => {
    if (events.length === 0) return
    const origin: EventOrigin = { path, host: unknownHost, given }
    const batch = new EventBatch(events, times, origin, reading.fields)
    events = []
    times = []
    if (!each(batch)) stop.abort(enough)
  }
  try {
    const sink: InputSink = {
      event(event) {
        counts.events++
        time = event.time === null ? time : microseconds(event.time)
        events.push(event)
        times.push(time)
        if (events.length >= batchSize) flush()
      },
      problem(problem) {
        if (problem.kind === 'note') counts.notes++
        else counts.parseErrors++
        listener.problem(problem)
      },
      progress(bytes) {
        bytesRead += bytes
        listener.progress(bytesRead, counts.events)
      },
      ...(listener.ready && { ready: () => listener.ready?.() }),
    }
    await readInput(file, reading.formats, sink, {
      format: {
        timeZone: reading.timeZone,
        now: reading.now,
        written: Math.min(file.modified, reading.now),
      },
      signal: AbortSignal.any([signal, stop.signal]),
      chooseFormat(sample, source) {
        flush()
        path = source
        time = file.modified
        const { formats, indexing, overrides } = reading
        const found = recognizeFile(sample, source, {
          formats,
          indexing,
          said: {
            source: overrides.source ?? source,
            sourcetype: overrides.sourcetype,
            host: overrides.host ?? unknownHost,
            index: overrides.index ?? defaultIndex,
          },
        })
        const sourcetype = found?.sourcetype
        given = sourcetype === undefined ? overrides : { ...overrides, sourcetype }
        return found?.format
      },
    })
    flush()
  } catch (error) {
    if (!stop.signal.aborted || signal.aborted) throw error
  }
  return counts
}

const enough = new Error('no more events are wanted')

import type { Batch } from '../contract/batch.ts'
import type { ParsedEvent } from '../contract/event.ts'
import { EventBatch, type EventReader } from '../ingest/event-batch.ts'
import type { FilePart } from '../ingest/file-parts.ts'
import type { ArchivePart, FileProblem, InputFile, InputSink } from '../ingest/input-sink.ts'
import { readInput } from '../ingest/read-input.ts'
import { readPart } from '../ingest/read-part.ts'
import type { EventOrigin } from '../knowledge/event-fields.ts'
import { formatOptionsOf, type Recognition, recognize, unknownHost } from './recognize.ts'

/** How files become events: the same for every file and thread. */
export interface Reading extends Recognition {
  readonly fields: EventReader<EventOrigin>
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
  /** Asked where a part of a file is not over at its end: whether to go on with the next one. */
  goOn?(): Promise<boolean>
}

/** What is read at a time. */
export interface Scanned {
  readonly file: InputFile
  /** Left out for all of the file. */
  readonly part?: FilePart | ArchivePart | undefined
}

/**
 * Large enough that a batch costs little, and so small that most batches end before the young objects are collected twice: what lives
 * longer waits among old objects for a full collection.
 */
const batchSize = 256
/** The resolution of `_time`: shapes of one event differ below it. */
const microseconds = (time: number): number => Math.round(time * 1e6) / 1e6

/**
 * Reads a file, or a part of it, and hands its events over in batches.
 * @param each answers false when no more are wanted
 */
export async function scanFile(
  { file, part }: Scanned,
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
    const options = {
      format: formatOptionsOf(file, reading),
      signal: AbortSignal.any([signal, stop.signal]),
      chooseFormat(sample: Uint8Array, source: string) {
        flush()
        path = source
        time = file.modified
        const found = recognize(sample, source, reading)
        given = found.given
        return found.format
      },
    }
    const goOn = () => listener.goOn?.() ?? true
    if (part?.kind === 'bytes') await readPart(file, part, sink, { ...options, goOn })
    else await readInput(file, reading.formats, sink, { ...options, part, goOn })
    flush()
  } catch (error) {
    if (!stop.signal.aborted || signal.aborted) throw error
  }
  return counts
}

const enough = new Error('no more events are wanted')

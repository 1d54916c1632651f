import type { ParsedEvent } from '../contract/event.ts'
import type { Format, FormatOptions, InputProblem } from '../contract/format.ts'

/** A file to read. */
export interface InputFile {
  readonly path: string
  /** Bytes on disk; 0 for a pipe. */
  readonly size: number
  /** When it was last written, in seconds since 1970: the time of events that tell none. */
  readonly modified: number
}

/** Where an event or a problem comes from. */
export interface InputPlace {
  readonly path: string
  /** The name within an archive, names of nested archives joined with `!`. */
  readonly entry?: string
}

export type FileProblem = InputProblem & InputPlace

/** A place as people read it: `logs.zip!host1/security.evtx`. */
export const placeName = ({ path, entry }: InputPlace): string =>
  entry === undefined ? path : `${path}!${entry}`

/** Takes what is read. Events come in the order of the file; one must be dealt with, or kept, before `event` returns. */
export interface InputSink {
  /** @param source the event's file as `placeName` gives it */
  event(event: ParsedEvent, source: string): void
  problem(problem: FileProblem): void
  /** Bytes of the file on disk were read, since the last call. */
  progress?(bytes: number): void
  /** Asked after each piece: reading goes on when the promise is kept. */
  ready?(): Promise<void> | undefined
}

/** So much of a file is looked at to find its format. */
export const sampleSize = 64 * 1024

/** What an input may expand to. Reading streams, so these bound time, and memory only where they say so. */
export interface InputLimits {
  /** Bytes that all that a file contains may expand to. */
  readonly maxExpandedBytes: number
  /** How many times its size a file may expand to, looked at from `ratioFloor` bytes on. Deflate's own limit is 1032. */
  readonly maxRatio: number
  readonly ratioFloor: number
  /** Longest archive within another file: it is held in memory, since its directory stands at its end. */
  readonly maxNestedArchiveBytes: number
  /** How many gzip and zip layers may lie around a log. */
  readonly maxContainers: number
}

export const defaultInputLimits: InputLimits = {
  maxExpandedBytes: 2 ** 36,
  maxRatio: 250,
  ratioFloor: 2 ** 26,
  maxNestedArchiveBytes: 2 ** 26,
  maxContainers: 2,
}

/** A run of entries of a zip archive. */
export interface ArchivePart {
  readonly kind: 'entries'
  /** The number of the first one, folders not counted. */
  readonly first: number
  /** What all entries before it expand to, as the archive tells. */
  readonly before: number
  /** Of the parts behind it. */
  readonly seams: readonly { readonly first: number; readonly before: number }[]
}

export interface InputOptions {
  readonly limits?: Partial<InputLimits>
  /** Handed to the format. */
  readonly format?: Partial<FormatOptions>
  readonly signal?: AbortSignal
  /** Only these entries of the file, an archive. */
  readonly part?: ArchivePart | undefined
  /** Asked where a part is not over at its end: whether it goes on with the next one, which is then not read by anybody else. */
  readonly goOn?: () => boolean | Promise<boolean>
  /** Chooses who reads a log, by its first bytes; the format that is surest of them without it. */
  readonly chooseFormat?: (sample: Uint8Array, source: string) => Format | undefined
}

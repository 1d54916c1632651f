import type { ParsedEvent } from './event.ts'
import type { TimeSettings } from './indexing.ts'

/** A log format: recognized by content, read from chunks of bytes, never from a file name. */
export interface Format {
  readonly name: string
  readonly summary: string
  /**
   * How likely bytes that begin with `sample` (up to 64 KiB, decompressed) are in this format: 0 no, 1 certain. Must not throw.
   * The highest answer wins; the list's order breaks ties.
   */
  sniff(sample: Uint8Array): number
  open(sink: EventSink, options?: Partial<FormatOptions>): FormatParser
  /**
   * How a file that begins with `head` (up to 64 KiB) is read in parts, which different threads may read; `undefined` where what comes
   * later cannot be read without all that comes before. Must not throw.
   */
  parting?(head: Uint8Array, options?: Partial<FormatOptions>): Parting | undefined
  readonly examples: readonly FormatExample[]
}

/**
 * Takes a file in pieces cut anywhere: the same bytes give the same events however they are cut (the contract suite tries
 * every offset). It never throws and never drops: what cannot be read is told to the sink, and reading goes on after it.
 * Time is linear in the input, memory bounded by the limits.
 */
export interface FormatParser {
  /** The parser may keep the chunk; the caller must not write to it again. */
  push(chunk: Uint8Array): void
  end(): void
}

/**
 * Reads a file in parts. Each begins where the one before it may well be over; whether it is, that one tells when it comes there. Read one
 * after the other, parts give what the whole file gives (the contract suite tries every place).
 */
export interface Parting {
  /** The first place at or behind `from` of `bytes`, which begin at byte `start` of the file, where a part may begin. */
  seam(bytes: Buffer, from: number, start: number): number | undefined
  /** @param start where the part begins in the file; offsets are those of the file */
  open(sink: EventSink, start: number): PartParser
}

export interface PartParser extends FormatParser {
  /**
   * Ends this part in place of `end` if the next part, which begins with the bytes of `next`, will read them as this parser would. Otherwise
   * answers false, and must be pushed what follows.
   */
  endBefore(next: Uint8Array): boolean
}

export interface EventSink {
  event(event: ParsedEvent): void
  problem(problem: InputProblem): void
}

/** Something in an input that could not be read as it should be. */
export interface InputProblem {
  /** Byte offset in the (decompressed) file. */
  readonly offset: number
  readonly message: string
  /**
   * `record`: an event was lost or shortened (counted as a parse error); `file`: the rest, or a larger part, is unreadable
   * (counted as well); `note`: worth saying, nothing lost (a dirty header).
   */
  readonly kind: 'record' | 'file' | 'note'
  /**
   * It is told of a file as a whole: of parts that are read apart only the first that tells it does, or their counts are added up and told
   * at the end of the file.
   */
  readonly ofFile?: 'once' | { readonly leftOut: number }
}

export interface FormatLimits {
  /** Longest event in bytes; a longer one is cut to this and reported. */
  readonly maxEventBytes: number
  /** Deepest nesting of elements, objects or templates. */
  readonly maxDepth: number
}

export const defaultLimits: FormatLimits = { maxEventBytes: 4 << 20, maxDepth: 64 }

export interface FormatOptions extends FormatLimits {
  /** IANA name of the zone in which times are meant that tell none (classic text). */
  readonly timeZone: string
  /** A label that `TextDecoder` knows; UTF-8 and UTF-16 are recognized without it. */
  readonly charset?: string | undefined
  /** Seconds since 1970 when the log was last written: times without a year are of the year before that. Without it they are none. */
  readonly written?: number | undefined
  /** Seconds since 1970 that "now" means. */
  readonly now?: number | undefined
  /** Where events tell their times; common places and forms without it. */
  readonly time?: TimeSettings | undefined
}

export const defaultOptions: FormatOptions = { ...defaultLimits, timeZone: 'UTC' }

export interface FormatExample {
  readonly title: string
  readonly input: string | Uint8Array
  /** For each event the members worth stating; `system.` members by path, data under `data.`, e.g. `{ 'system.eventId': '4104' }`. */
  readonly events: readonly Readonly<Record<string, unknown>>[]
  /** Messages of problems that the example must report, by the text they contain. */
  readonly problems?: readonly string[]
}

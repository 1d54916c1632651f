import type { Value } from '../values/value.ts'

/**
 * One event as a format found it, before knowledge gives it the fields that Splunk would show.
 * Everything past the time and the offset is decoded when it is first asked for: most events match nothing.
 */
export type ParsedEvent = WindowsEvent | JsonEvent | TextEvent

interface EventOrigin {
  /** Byte where the event begins in its file, after decompression. */
  readonly offset: number
  /** Seconds since 1970, with fractions; `null` when the event tells no time. */
  readonly time: number | null
  /** The text a person would call the event: the original text, or rendered XML for EVTX. Never cached by callers. */
  raw(): string
  /** What settings decided for this event alone when it was read. */
  readonly metadata?: EventMetadata
}

/** What goes before what is known of the event's file. */
export interface EventMetadata {
  readonly source?: string
  readonly sourcetype?: string
  readonly host?: string
  readonly index?: string
  /** Fields that were written when the event was read. */
  readonly fields?: ReadonlyMap<string, Value>
}

/** An event of the Windows event log, whichever shape it came in. */
export interface WindowsEvent extends EventOrigin {
  readonly kind: 'windows'
  /** Where the shape decides what Splunk calls it: `text` becomes sourcetype WinEventLog, all others XmlWinEventLog. */
  readonly shape: 'evtx' | 'xml' | 'text' | 'json'
  readonly system: WindowsSystem
  /**
   * EventData or UserData in document order, names unique or not; unnamed values have an empty name. Classic text yields what
   * its message tells (see `knowledge/`), so here it is empty. Line ends are `\n`, as an XML reader gives them.
   */
  data(): readonly WindowsDatum[]
  /**
   * False when it is known, without reading its data, that none is of this name, nor of one with other characters in place of underscores.
   */
  mayHave(name: string): boolean
  /** The rendered message that the shape carries, line ends `\n`; `null` when it carries none. */
  message(): string | null
  /** The header lines of classic text by name (`LogName`, `Type`, `SidType`, …) in their order; other shapes lack it. */
  headers?(): ReadonlyMap<string, string>
}

export interface WindowsDatum {
  readonly name: string
  readonly value: string
}

/**
 * The System part. Each member is text as Windows renders it in XML, or `null` when the shape does not tell it.
 * GUIDs are upper case in braces, numbers decimal, keywords hexadecimal (`0x8000000000000000`), time ISO 8601 in UTC.
 */
export interface WindowsSystem {
  readonly provider: string | null
  readonly guid: string | null
  readonly eventSourceName: string | null
  readonly eventId: string | null
  readonly qualifiers: string | null
  readonly version: string | null
  readonly level: string | null
  readonly task: string | null
  readonly opcode: string | null
  readonly keywords: string | null
  readonly systemTime: string | null
  readonly recordId: string | null
  readonly activityId: string | null
  readonly relatedActivityId: string | null
  readonly processId: string | null
  readonly threadId: string | null
  readonly channel: string | null
  readonly computer: string | null
  /** The SID of `<Security UserID>`. */
  readonly userId: string | null
  /** The account, `DOMAIN\name` or plain, where the shape resolves the SID (classic text, NXLog, Winlogbeat); else `null`. */
  readonly user: string | null
}

/** A JSON object that is not a Windows event. */
export interface JsonEvent extends EventOrigin {
  readonly kind: 'json'
  object(): Readonly<Record<string, unknown>>
}

/** Anything else: a line or block of text, with its bytes read as UTF-8 (invalid bytes become U+FFFD). */
export interface TextEvent extends EventOrigin {
  readonly kind: 'text'
  /** Of a record of a table the values of its columns, empty ones left out; they are all its fields. */
  columns?(): ReadonlyMap<string, string>
}

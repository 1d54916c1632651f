import type { LookupTable } from './knowledge/lookup-table.ts'
import type { LocatedDiagnostic } from './search/located-diagnostic.ts'
import type { Value } from './values/value.ts'

export interface EngineOptions {
  /** Folders or files of content (ESCU's layout): their macros are known to searches. */
  readonly content?: readonly string[]
  /** By the name that `lookup` and `inputlookup` use. */
  readonly lookups?: Readonly<Record<string, LookupTable>>
  /**
   * Folders of Splunk apps, or folders of several: their fields, event types, tags, macros and lookups are known. What in them does
   * nothing here is told by the diagnostics of the first search.
   */
  readonly knowledge?: readonly string[]
  /** CSV files of assets and identities, in the form of Splunk Enterprise Security's: events get their category, priority and so on. */
  readonly assets?: string
  readonly identities?: string
  /**
   * A folder in which the lookups are kept that searches write, and in which `hunt` leaves the risk it found: searches for the index `risk`
   * see it. Without one, lookups are there as long as the engine.
   */
  readonly state?: string
  /** A file in the MMDB format (MaxMind's and others'), in which `iplocation` looks addresses up. */
  readonly addresses?: string
  /** IANA zone in which times are read and printed; UTC when left out. */
  readonly timeZone?: string
  /** The time that `now()` means in every search; that of the clock when left out. */
  readonly now?: Date
}

export interface EngineSearchOptions {
  /**
   * Rows to search. A query that starts with a search or `tstats` sees them as the indexed events, one that starts with a pipe and a
   * command that makes no rows takes them as its input. An event carries `_time` as epoch seconds and may carry `_raw`, `host`,
   * `source`, `sourcetype` and `index`.
   */
  readonly events?: Iterable<Readonly<Record<string, unknown>>>
  /** Files and folders of logs to search instead. */
  readonly inputs?: readonly string[]
  /** What all events of `inputs` are said to be, whatever they and their files say; the sourcetype decides which settings of apps hold. */
  readonly source?: string
  readonly sourcetype?: string
  readonly host?: string
  /** `main` when left out. */
  readonly index?: string
  /** Time modifiers such as `-24h@h`, or epoch seconds. */
  readonly earliest?: string
  readonly latest?: string
  /** The time that `now()` and relative times mean; that of the engine when left out. */
  readonly now?: Date
  /** IANA name; that of the engine when left out. */
  readonly timeZone?: string
  readonly signal?: AbortSignal
  /**
   * Called about every second while events are read, with the result of those read so far. Not called for a search whose result cannot be
   * told before its end, such as one with `append`.
   */
  readonly onPreview?: (partial: Pick<SearchResult, 'fields' | 'rows'>) => void
  /** Milliseconds between one preview and the next; 1000 when left out. */
  readonly previewEvery?: number
}

export interface SearchResult {
  /** Columns in the order of output. */
  readonly fields: readonly string[]
  /** A field that a row lacks is absent; several values are an array. */
  readonly rows: readonly Readonly<Record<string, Exclude<Value, null>>>[]
  /** A search that is refused has no rows and at least one diagnostic with severity `error`. */
  readonly diagnostics: readonly LocatedDiagnostic[]
}

export interface Engine {
  /** Throws only for bugs and I/O. */
  search(spl: string, options?: EngineSearchOptions): Promise<SearchResult>
  close(): Promise<void>
}

import type { PatternMatcher } from '../values/pattern.ts'

/** What is known of a file before its events are read. */
export interface FileIdentity {
  /** Names under which the file may be meant, the one that events get as their `source` first. */
  readonly sources: readonly string[]
  readonly host: string
}

/** What app folders tell about reading files. */
export interface Indexing {
  /** The sourcetype that settings give to files of this name. */
  sourcetypeOfFile(file: FileIdentity): string | undefined
  /** The sourcetype that files of this name have where their lines tell nothing more: its ending tells the form alone. */
  formOfFile(file: FileIdentity): string | undefined
  /** The sourcetype of a text with such lines; `rule` is asked first, `delayedrule` where nothing else knows the text. */
  sourcetypeOfLines(kind: 'rule' | 'delayedrule', lines: readonly string[]): string | undefined
  /** How files of this sourcetype and these names are read. */
  settings(file: FileIdentity & { readonly sourcetype: string }): IndexSettings
}

/** How a file becomes events, after the settings of `props.conf` that act when an indexer reads it. */
export interface IndexSettings {
  /** A label that `TextDecoder` knows; UTF-8 and UTF-16 are recognized without it. */
  readonly charset: string | undefined
  /** `undefined` where no setting says anything of lines. */
  readonly lines: LineSettings | undefined
  readonly table: TableSettings | undefined
  /** The file holds JSON, whatever its lines. */
  readonly isJson: boolean
  /** `undefined` where no setting says anything of times. */
  readonly time: TimeSettings | undefined
  /** Changes the text of an event. */
  readonly edit: ((text: string) => string) | undefined
  /** In their order, after `edit`. */
  readonly transforms: readonly ((event: IndexedState) => void)[]
}

/** How a text is cut into lines and these are put together to events. */
export interface LineSettings {
  /** Its first group is what stands between two lines; `undefined` for line breaks of any kind. */
  readonly breaker: PatternMatcher | undefined
  /** Most bytes of a line; 0 for no such limit. */
  readonly truncate: number
  /** `undefined` where each line is an event. */
  readonly merge: MergeSettings | undefined
  /** Whether it is said where events begin or end, so that no format may know better. */
  readonly isExplicit: boolean
}

/** When a line begins an event. */
export interface MergeSettings {
  readonly breakBeforeDate: boolean
  readonly breakBefore: PatternMatcher | undefined
  readonly breakAfter: PatternMatcher | undefined
  readonly noBreakAfter: PatternMatcher | undefined
  readonly noBreakBefore: PatternMatcher | undefined
  /** Most lines of an event. */
  readonly maxLines: number
}

/** Where an event tells its time, and how. */
export interface TimeSettings {
  /** `none` is the time of the file, `current` that of reading. */
  readonly from: 'text' | 'none' | 'current'
  /** The time stands behind its first match; without a match there is none. */
  readonly prefix: PatternMatcher | undefined
  /** For `strptime`; any known form without it. */
  readonly format: string | undefined
  /** How many characters behind the prefix are looked at; 0 for all. */
  readonly lookahead: number
  /** IANA name; meant where the text names no zone. */
  readonly zone: string | undefined
  /** A time further from now than so many days is none. */
  readonly maxDaysAgo: number | undefined
  readonly maxDaysHence: number | undefined
}

/** A text of records whose fields stand in columns. */
export interface TableSettings {
  /** One character, or any blanks. */
  readonly delimiter: string | 'blanks'
  readonly quote: string | undefined
  /** The line with the names, counted from 1; 0 for the first that can be it. */
  readonly headerLine: number
  /** Names where the file has none. */
  readonly names: readonly string[] | undefined
  /** Stands before the names on their line; such a line may come again. */
  readonly headerPrefix: PatternMatcher | undefined
  /** Lines that are no records. */
  readonly comments: PatternMatcher | undefined
  /** Columns that tell the time together. */
  readonly timeFields: readonly string[] | undefined
  /** Characters that stay in names besides letters, digits, underscores and blanks. */
  readonly keptCharacters: string
  /** What stands for a missing value. */
  readonly missing: PatternMatcher | undefined
  /** Of its times, where the format defines it. */
  readonly zone: string | undefined
}

/** An event on its way into an index. */
export interface IndexedState {
  raw: string
  source: string
  sourcetype: string
  host: string
  index: string
  isDropped: boolean
  /** Fields that are kept with the event. */
  readonly fields: Map<string, string[]>
}

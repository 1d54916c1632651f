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
  /** The sourcetype of a text with such lines; `rule` is asked first, `delayedrule` where nothing else knows the text. */
  sourcetypeOfLines(kind: 'rule' | 'delayedrule', lines: readonly string[]): string | undefined
}

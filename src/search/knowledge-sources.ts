/** What knowledge is read from, as it was named: for threads that read it again. */
export interface KnowledgeSources {
  /** Of Splunk apps. */
  readonly folders: readonly string[]
  /** CSV files. */
  readonly assets?: string | undefined
  readonly identities?: string | undefined
}

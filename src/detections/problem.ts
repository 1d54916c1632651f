/** What can be wrong with content apart from its SPL. A code that appeared in a release is never used for anything else. */
export const contentCodes = {
  // The file.
  YML0101: 'the file is not readable YAML',
  YML0102: 'a key stands twice',
  YML0103: 'the YAML breaks a rule that Splunk tools do not enforce',
  YML0104: 'the file is none of the known kinds of content',
  // Its keys and values.
  YML0201: 'a value has the wrong type',
  YML0202: 'a key is missing',
  YML0203: 'an unknown key',
  YML0204: 'a value is outside of what is allowed',
  // Names.
  YML0301: 'two contents share a name or an id',
  YML0302: 'an unknown ATT&CK technique',
  YML0303: 'a token names a field that the results lack',
  YML0304: 'a token is not closed',
  YML0305: 'a reference to content that is not there',
} as const

export type ContentCode = keyof typeof contentCodes

export interface ContentProblem {
  readonly code: ContentCode
  /** `error`: the content, or the part named, is not used as written; `warning`: it may not do what was meant; `note`: worth saying. */
  readonly severity: 'error' | 'warning' | 'note'
  /** One sentence without a full stop, lower case first letter. */
  readonly message: string
  readonly path: string
  readonly place: Place
}

/** Line and column, both counted from 1; the column in UTF-16 units. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** `path:line:column message`, as editors and terminals make links of it. */
export const printProblem = ({ path, place, message }: ContentProblem): string =>
  `${path}:${place.line}:${place.column} ${message}`

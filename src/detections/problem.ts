import type { Fix } from './fixes.ts'

/** What can be wrong with content apart from its SPL. A code that appeared in a release is never used for anything else. */
export const contentCodes = {
  // The file.
  YML0101: 'the file is not readable YAML',
  YML0102: 'a key stands twice',
  YML0103: 'the YAML breaks a rule that Splunk tools do not enforce',
  YML0104: 'the file is none of the known kinds of content',
  YML0105: 'a file or folder cannot be read',
  YML0106: 'the file still has a placeholder',
  // Its keys and values.
  YML0201: 'a value has the wrong type',
  YML0202: 'a key or value is missing',
  YML0203: 'an unknown key',
  YML0204: 'a value is outside of what is allowed',
  YML0205: 'a text or list is too short or too long',
  YML0206: 'a value has the wrong form',
  YML0207: 'a date lies in the future',
  // Names, and what they refer to.
  YML0301: 'two contents share a name or an id',
  YML0302: 'an unknown ATT&CK technique',
  YML0303: 'a field is named that the results of the search do not have',
  YML0304: 'a token is not closed',
  YML0305: 'a file that belongs to the content is missing or does not fit it',
  YML0306: 'the name of the file does not follow from the name of the content',
  YML0307: 'a technique stands beside its own sub-technique',
  YML0308: 'an ATT&CK technique was revoked or deprecated',
  YML0311: 'an unknown story',
  YML0312: 'an unknown data source',
  YML0313: 'an unknown detection',
  YML0314: 'a file that belongs to no content',
  // What a detection of its type must have.
  YML0401: 'the filter macro is missing, or is not the only one',
  YML0402: 'risk is rated where the type has none, or is missing where it wants some',
  YML0403: 'drilldowns are missing',
  YML0404: 'a test is missing',
  YML0405: 'it is enabled by default though it should not be',
  YML0406: 'the message of a risk has no token',
  YML0407: 'a token or field occurs nowhere in the search',
  YML0411: 'deprecated content and its deprecation do not agree',
  // What only shows when the search is understood.
  YML0501: 'the data source never gives a field that the search needs',
  YML0502: 'a condition that can never be met',
  YML0503: 'a macro that is deprecated',
  YML0504: 'a search that is slow for no good reason',
  YML0505: 'an output field of the data source is not among the results',
  // Comments for lint.
  YML0601: 'a comment that ignores nothing, or gives no reason',
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
  /** Where nothing is to be decided. */
  readonly fix?: Fix
}

/** Line and column, both counted from 1; the column in UTF-16 units. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** `path:line:column message`, as editors and terminals make links of it. */
export const printProblem = ({ path, place, message }: ContentProblem): string =>
  `${path}:${place.line}:${place.column} ${message}`

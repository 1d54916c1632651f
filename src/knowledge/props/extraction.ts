import { type PatternMatcher, PatternTimeout } from '../../values/pattern.ts'

/** Takes what an extraction finds in one text. */
export type FieldSink = (name: string, value: string) => void

/** Reads fields out of a text: an `EXTRACT-`, a transform of a `REPORT-`, or automatic extraction. */
export interface Extraction {
  /** The field whose text is read. */
  readonly source: string
  /** The fields it can make; `any` when only the text tells. */
  readonly outputs: ReadonlySet<string> | 'any'
  /** Values found later are added to those that a field has; else the first one stays. */
  readonly addsValues: boolean
  find(text: string, found: FieldSink): void
}

/** A text that takes a pattern too long gives no fields, as in Splunk when the limits of a match are reached. */
export function eachMatch(
  pattern: PatternMatcher,
  text: string,
  most: number,
  take: (groups: readonly (string | undefined)[]) => void,
): void {
  try {
    let from = 0
    for (let count = 0; count < most; count++) {
      const match = pattern.exec(text, from)
      if (!match) return
      take(match.groups)
      from = match.end > match.index ? match.end : match.end + 1
    }
  } catch (error) {
    if (!(error instanceof PatternTimeout)) throw error
  }
}

/** The fields of named groups. Source: props.conf specification, EXTRACT. */
export function namedGroupsExtraction(pattern: PatternMatcher, source: string): Extraction {
  const { groupNames } = pattern
  return {
    source,
    outputs: new Set(groupNames.filter((name) => name !== '')),
    addsValues: false,
    find(text, found) {
      eachMatch(pattern, text, 1, (groups) => {
        groupNames.forEach((name, index) => {
          const value = groups[index]
          if (name !== '' && value) found(name, value)
        })
      })
    },
  }
}

/** Characters that are no letters or digits become `_`; underscores and digits in front go. Source: transforms.conf, CLEAN_KEYS. */
export const cleanKey = (key: string): string =>
  key.replace(/[^A-Za-z0-9]/g, '_').replace(/^[_0-9]+/, '')

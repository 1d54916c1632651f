import { piecesTest } from './wildcard.ts'

/**
 * Compiles a pattern of `LIKE` and `like()`: `%` is any text, `_` one character, the whole text must match, case counts. There is no
 * escape: a backslash is itself. Time is at most text times pattern length.
 * Source: Splunk Search Reference, "Comparison and Conditional functions", like().
 */
export function likeMatcher(pattern: string): { test(text: string): boolean } {
  if (!pattern.includes('_')) {
    const pieces = pattern.split('%')
    return pieces.length === 1 ? { test: (text) => text === pattern } : { test: piecesTest(pieces) }
  }
  return { test: (text) => matchesLike(pattern, text) }
}

const PERCENT = 37
const UNDERSCORE = 95

/** Walks both at once; after a mismatch the last `%` takes one character more, which never needs an earlier one to be retried. */
function matchesLike(pattern: string, text: string): boolean {
  let at = 0
  let textAt = 0
  let retryAt = -1
  let retryTextAt = 0
  while (textAt < text.length) {
    const code = pattern.charCodeAt(at)
    if (code === PERCENT) {
      retryAt = ++at
      retryTextAt = textAt
    } else if (code === UNDERSCORE) {
      at++
      textAt += characterLength(text, textAt)
    } else if (code === text.charCodeAt(textAt)) {
      at++
      textAt++
    } else if (retryAt >= 0) {
      at = retryAt
      retryTextAt += characterLength(text, retryTextAt)
      textAt = retryTextAt
    } else return false
  }
  while (pattern.charCodeAt(at) === PERCENT) at++
  return at === pattern.length
}

/** Code units of the character at this offset: two for a whole surrogate pair. */
const characterLength = (text: string, at: number): number =>
  (text.codePointAt(at) as number) > 0xffff ? 2 : 1

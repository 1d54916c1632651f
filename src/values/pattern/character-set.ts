/** Ranges of code points, ascending or not, both ends included; `properties` are Unicode ones (`\p{L}`). */
export interface CharacterSet {
  readonly negated: boolean
  readonly ranges: readonly CodeRange[]
  readonly properties: readonly UnicodeProperty[]
}

export type CodeRange = readonly [from: number, to: number]

export interface UnicodeProperty {
  /** As JavaScript writes it: `L`, `Script=Greek`. */
  readonly name: string
  readonly negated: boolean
}

export const LAST_CODE = 0x10ffff

export const setOf = (ranges: readonly CodeRange[], negated = false): CharacterSet => ({
  negated,
  ranges,
  properties: [],
})

/** What is outside the ranges, as ranges. */
export function complementOf(ranges: readonly CodeRange[]): CodeRange[] {
  const sorted = [...ranges].sort((left, right) => left[0] - right[0])
  const gaps: CodeRange[] = []
  let next = 0
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1])
    next = Math.max(next, to + 1)
  }
  if (next <= LAST_CODE) gaps.push([next, LAST_CODE])
  return gaps
}

const digit: readonly CodeRange[] = [[48, 57]]
const upper: readonly CodeRange[] = [[65, 90]]
const lower: readonly CodeRange[] = [[97, 122]]
const alpha = [...upper, ...lower]
const word: readonly CodeRange[] = [...digit, ...alpha, [95, 95]]
const space: readonly CodeRange[] = [
  [9, 13],
  [32, 32],
]

/** PCRE without UCP: `\d`, `\w` and `\s` are ASCII; `\h` and `\v` are not. Source: pcre2pattern(3), "Generic character types". */
export const shorthandRanges: Readonly<Record<string, readonly CodeRange[]>> = {
  d: digit,
  w: word,
  s: space,
  h: [
    [9, 9],
    [32, 32],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x180e, 0x180e],
    [0x2000, 0x200a],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
  ],
  v: [
    [10, 13],
    [0x85, 0x85],
    [0x2028, 0x2029],
  ],
  N: [[10, 10]],
}

/** Source: pcre2pattern(3), "POSIX character classes". */
export const posixRanges: Readonly<Record<string, readonly CodeRange[]>> = {
  alnum: [...digit, ...alpha],
  alpha,
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit,
  graph: [[33, 126]],
  lower,
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space,
  upper,
  word,
  xdigit: [...digit, [65, 70], [97, 102]],
}

const written = (code: number): string =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
    ? String.fromCharCode(code)
    : `\\u{${code.toString(16)}}`

const writtenRange = ([from, to]: CodeRange): string =>
  from === to ? written(from) : `${written(from)}-${written(to)}`

/** The set as a class of a JavaScript pattern with the `u` flag. */
export function javaScriptClass({ negated, ranges, properties }: CharacterSet): string {
  const parts = ranges.map(writtenRange).join('')
  const classes = properties.map(({ name, negated: not }) => `\\${not ? 'P' : 'p'}{${name}}`)
  return `[${negated ? '^' : ''}${parts}${classes.join('')}]`
}

/** A code point as JavaScript writes it in a pattern with the `u` flag. */
export const javaScriptCharacter = written

/** All spellings of a character in other cases, itself included. */
export function caseVariants(code: number): number[] {
  const char = String.fromCodePoint(code)
  const variants = new Set([code])
  for (const other of [
    char.toLowerCase(),
    char.toUpperCase(),
    ...(SPECIAL[char.toLowerCase()] ?? []),
  ])
    if ([...other].length === 1) variants.add(other.codePointAt(0) as number)
  return [...variants]
}

/** Letters that more than two characters share. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  k: ['\u212a'],
  s: ['\u017f'],
  '\u017f': ['s', 'S'],
  '\u212a': ['k', 'K'],
  å: ['\u212b'],
  '\u00b5': ['\u03bc', '\u039c'],
  '\u03bc': ['\u00b5'],
  '\u03c3': ['\u03c2'],
  '\u03c2': ['\u03c3', '\u03a3'],
}

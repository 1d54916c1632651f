import { textOf } from '../values/convert.ts'
import { type Value, valuesOf } from '../values/value.ts'

/** A row of results: a field that is absent has no value. */
export type ResultRow = Readonly<Record<string, Value | undefined>>

/** A `$name$` of a text, half-open range with both dollar signs. `filter` is the `s` of `$name|s$`. */
export interface Token {
  readonly name: string
  readonly filter: string | null
  readonly start: number
  readonly end: number
}

export interface FilledText {
  readonly text: string
  /** Tokens without a value in the row; they stay in the text as they were. */
  readonly missing: readonly Token[]
}

/**
 * Field names hold no blanks, quotes, pipes, commas or brackets; the dollar signs of `\\host\C$\…`, of a regular expression or of
 * money therefore open no token. Names like `destination{}.address` occur.
 */
const token = /\$([A-Za-z_][\w.:@{}-]*)(?:\|([a-z]))?\$/g

export function tokensOf(text: string): Token[] {
  if (!text.includes('$')) return []
  return [...text.matchAll(token)].map((match) => ({
    name: match[1] as string,
    filter: match[2] ?? null,
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/**
 * Offsets of dollar signs that look like the begin of a token that nobody closed, as in `from $ComputerName by abusing`: such a text
 * reaches the analyst with the field's name in place of its value.
 */
export function unclosedTokens(text: string): number[] {
  const inTokens = new Set(tokensOf(text).flatMap(({ start, end }) => [start, end - 1]))
  return [...text.matchAll(/(?<![\w$\\])\$(?=[A-Za-z_]\w*(?![\w$]))/g)]
    .map(({ index }) => index)
    .filter((index) => !inTokens.has(index))
}

/**
 * A text for people, such as a risk message or a drilldown's name. Splunk's documentation does not say how several values are
 * written; here a comma and a blank parts them.
 */
export function fillText(text: string, row: ResultRow): FilledText {
  return fill(text, row, (values) => values.map((value) => textOf(value)).join(', '))
}

/** Stands in drilldowns for the detection's own search. */
export const originalSearch = '%original_detection_search%'

/**
 * An SPL text. Within double quotes a value's `"` and `\` are escaped, elsewhere a value that is more than a plain word is put in
 * quotes: whatever a field holds, it stays one value and adds no command. The asterisk stays a wildcard, for SPL has no way to
 * escape it; it can widen a search, not change its shape. In a macro's argument quotes are taken off and the rest becomes SPL, so
 * there only a plain word is put in, and any other value counts as missing. `$name|s$` puts the value in quotes (outside of quotes). Give rows with one
 * value per field (see `singleValuedRows`): of more, the first counts. `%original_detection_search%` becomes `original` as it is, so
 * that dollar signs there are no tokens; a value that says the same stays a value.
 */
export function fillSearch(text: string, row: ResultRow, original: string): FilledText {
  const contextAt = contextsOf(text)
  const parts: string[] = []
  const missing: Token[] = []
  let start = 0
  for (const piece of text.split(originalSearch)) {
    const filled = fill(piece, row, (values, { start: at, filter }) => {
      const value = textOf(values[0] ?? '')
      const context = contextAt(start + at)
      if (context === 'quoted') return escapeQuoted(value)
      if (context === 'macro') return plainWord.test(value) ? value : null
      return filter === 's' || !plainWord.test(value) ? `"${escapeQuoted(value)}"` : value
    })
    parts.push(filled.text)
    for (const token of filled.missing)
      missing.push({ ...token, start: token.start + start, end: token.end + start })
    start += piece.length + originalSearch.length
  }
  return { text: parts.join(original), missing }
}

/**
 * One row for each value of the fields named, all combinations, at most `limit`: a drilldown looks for one value at a time. `cut` tells
 * that there were more.
 */
export function singleValuedRows(
  row: ResultRow,
  names: Iterable<string>,
  limit: number,
): { rows: ResultRow[]; cut: boolean } {
  let rows: ResultRow[] = [row]
  let cut = false
  for (const name of new Set(names)) {
    const values = valuesAt(row, name)
    if (values.length < 2) continue
    const room = Math.ceil(limit / rows.length)
    const next = rows.flatMap((base) =>
      values.slice(0, room).map((value) => ({ ...base, [name]: value })),
    )
    cut ||= values.length > room || next.length > limit
    rows = next.slice(0, limit)
  }
  return { rows, cut }
}

/** Digits, letters and what host and user names are made of; never a word that SPL reads as an operator. */
const plainWord = /^(?!(?:and|or|not|in|xor)$)[\w.][\w.@-]*$/i

const escapeQuoted = (value: string): string => value.replaceAll(/["\\]/g, '\\$&')

/** `print` gives `null` for values that must not be put in. */
function fill(
  text: string,
  row: ResultRow,
  print: (values: ReturnType<typeof valuesOf>, token: Token) => string | null,
): FilledText {
  const missing: Token[] = []
  const parts: string[] = []
  let done = 0
  for (const found of tokensOf(text)) {
    const values = valuesAt(row, found.name)
    const printed = values.length === 0 ? null : print(values, found)
    if (printed === null) {
      missing.push(found)
      continue
    }
    parts.push(text.slice(done, found.start), printed)
    done = found.end
  }
  parts.push(text.slice(done))
  return { text: parts.join(''), missing }
}

const valuesAt = (row: ResultRow, name: string) =>
  Object.hasOwn(row, name) ? valuesOf(row[name] ?? null) : []

/** Tells what an offset of an SPL text lies in, read before anything is put in. Quotes within a macro call belong to the call. */
function contextsOf(text: string): (offset: number) => 'bare' | 'quoted' | 'macro' {
  const stretch =
    /\\.|```[\s\S]*?(?:```|$)|`(?:"(?:\\.|[^"\\])*"|[^`"])*(?:`|$)|"(?:\\.|[^"\\])*(?:"|$)/g
  const stretches = [...text.matchAll(stretch)]
  return (offset) => {
    const found = stretches.find(
      ({ index, 0: { length } }) => index < offset && offset < index + length,
    )
    if (found === undefined || found[0].startsWith('\\')) return 'bare'
    return found[0].startsWith('"') ? 'quoted' : 'macro'
  }
}

import { compilePattern, type PatternMatcher } from '../../values/pattern.ts'
import { isYes, type Stanza } from '../conf/conf-file.ts'
import { cleanKey, type Extraction, eachMatch, type FieldSink } from './extraction.ts'

const mostMatches = 10_000

/**
 * A stanza of `transforms.conf` that extracts fields when a search runs. Its regular expression is tried again behind each match.
 * Source: transforms.conf specification (REGEX, FORMAT, DELIMS, FIELDS, SOURCE_KEY, MV_ADD, CLEAN_KEYS, KEEP_EMPTY_VALS).
 */
export function transformExtraction(stanza: Stanza): Extraction | { readonly problem: string } {
  const common = {
    source: (stanza.get('SOURCE_KEY')?.value ?? '_raw').replace(/^(?:field|fields):/, ''),
    addsValues: isYes(stanza.get('MV_ADD')),
  }
  const clean = stanza.has('CLEAN_KEYS') && !isYes(stanza.get('CLEAN_KEYS')) ? asWritten : cleanKey
  const delimiters = stanza.get('DELIMS')
  if (delimiters) {
    const keepsEmpty = isYes(stanza.get('KEEP_EMPTY_VALS'))
    const list = quotedList(delimiters.value)
    const fields = stanza.get('FIELDS')
    return { ...common, ...delimited(list, fields && quotedList(fields.value), clean, keepsEmpty) }
  }
  const regex = stanza.get('REGEX')
  if (!regex?.value) return { problem: 'it has neither REGEX nor DELIMS' }
  const pattern = compilePattern(regex.value)
  if ('problem' in pattern) return { problem: `REGEX is refused: ${pattern.problem}` }
  const format = stanza.get('FORMAT')?.value
  const pairs = format ? formatPairs(format, clean) : groupPairs(pattern, clean)
  const names = pairs.map(({ outputs }) => outputs)
  return {
    ...common,
    outputs: names.includes(undefined) ? 'any' : new Set(names as string[]),
    find(text, found) {
      eachMatch(pattern, text, mostMatches, (groups) => {
        for (const pair of pairs) pair.take(groups, found)
      })
    },
  }
}

const asWritten = (key: string): string => key

interface FieldPair {
  /** `undefined` when only the text tells the name. */
  readonly outputs: string | undefined
  take(groups: readonly (string | undefined)[], found: FieldSink): void
}

/** Named groups, and `_KEY_1` with `_VAL_1` for names that the text tells. */
export function groupPairs(
  { groupNames }: PatternMatcher,
  clean: (key: string) => string,
): FieldPair[] {
  return groupNames.flatMap((name, index): FieldPair[] => {
    if (name === '' || name.startsWith('_VAL_')) return []
    const values = name.startsWith('_KEY_')
      ? groupNames.indexOf(`_VAL_${name.slice('_KEY_'.length)}`)
      : -1
    if (values < 0)
      return [{ outputs: name, take: (groups, found) => tell(found, name, groups[index]) }]
    return [
      {
        outputs: undefined,
        take: (groups, found) => tell(found, clean(groups[index] ?? ''), groups[values]),
      },
    ]
  })
}

/** `name::$1 $2::$3`; names and values may join several groups and text. */
export function formatPairs(format: string, clean: (key: string) => string): FieldPair[] {
  const pairs: FieldPair[] = []
  for (const [, quoted, plain = '', valueQuoted, valuePlain = ''] of format.matchAll(pairForm)) {
    const key = quoted ?? plain
    const value = valueQuoted ?? valuePlain
    const dynamic = groupReference.test(key)
    pairs.push({
      outputs: dynamic ? undefined : key,
      take(groups, found) {
        const name = dynamic ? clean(filledIn(key, groups)) : key
        tell(found, name, filledIn(value, groups))
      },
    })
  }
  return pairs
}

const pairForm = /(?:"([^"]*)"|([^\s":]+(?::[^\s":]+)*))::(?:"([^"]*)"|(\S*))/g
const groupReference = /\$\d/

const filledIn = (template: string, groups: readonly (string | undefined)[]): string =>
  template.replace(/\$(\d{1,3})/g, (_, number) => groups[Number(number)] ?? '')

function tell(found: FieldSink, name: string, value: string | undefined): void {
  if (name !== '' && value) found(name, value)
}

/** `"|", "="`: characters of which each parts pairs, then those that part key and value; or with FIELDS those between values. */
function delimited(
  delimiters: readonly string[],
  fields: readonly string[] | undefined,
  clean: (key: string) => string,
  keepsEmpty: boolean,
): Pick<Extraction, 'outputs' | 'find'> {
  const [pairEnds = '', keyEnds = pairEnds] = delimiters
  const wanted = (value: string) => keepsEmpty || value !== ''
  if (fields) {
    return {
      outputs: new Set(fields),
      find(text, found) {
        partsOf(text, pairEnds).forEach((value, index) => {
          const name = fields[index]
          if (name !== undefined && wanted(value)) found(name, value)
        })
      },
    }
  }
  return {
    outputs: 'any',
    find(text, found) {
      if (delimiters.length < 2) {
        const parts = partsOf(text, pairEnds)
        for (let at = 0; at + 1 < parts.length; at += 2) {
          const name = clean(parts[at] as string)
          const value = parts[at + 1] as string
          if (name !== '' && wanted(value)) found(name, value)
        }
        return
      }
      for (const pair of partsOf(text, pairEnds, true)) {
        const at = [...pair].findIndex((char) => keyEnds.includes(char))
        if (at < 0) continue
        const name = clean(pair.slice(0, at).trim())
        const value = unquoted(pair.slice(at + 1).trim())
        if (name !== '' && wanted(value)) found(name, value)
      }
    },
  }
}

/** The text cut at any of these characters outside of double quotes. */
function partsOf(text: string, delimiters: string, keepQuotes = false): string[] {
  const parts: string[] = []
  let start = 0
  let inQuotes = false
  const add = (end: number) => {
    const part = text.slice(start, end)
    parts.push(keepQuotes ? part : unquoted(part.trim()))
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (char === '"') inQuotes = !inQuotes
    if (inQuotes || !delimiters.includes(char)) continue
    add(at)
    start = at + 1
  }
  add(text.length)
  return parts
}

const unquoted = (text: string): string =>
  text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text

/** `"a", "b"` or `a, b`, with the escapes that stand for tabs and line breaks. */
function quotedList(text: string): string[] {
  const items: string[] = []
  for (const [, quoted, plain] of text.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s,"]+)/g)) {
    items.push(plain ?? (quoted as string).replace(/\\(.)/g, (_, sign) => escapes[sign] ?? sign))
  }
  return items
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' }

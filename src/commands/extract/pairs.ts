import { multivalueOf, type Value } from '../../values/value.ts'

export interface PairOptions {
  readonly pairdelim: string | undefined
  readonly kvdelim: string | undefined
  readonly limit: number
  readonly maxchars: number
  readonly mvAdd: boolean
  readonly cleanKeys: boolean
}

type Pair = readonly [key: string, value: string]

/** The key is a whole run of its characters, so that a long one is read once only. */
const usualPair = /(?<![\w.:{}@-])([\w.:{}@-]+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,;|&"']+))/g

function* usualPairs(text: string): Iterable<Pair> {
  for (const [, key = '', double, single, plain = ''] of text.matchAll(usualPair)) {
    yield [key.replace(/^\W+/, ''), double?.replace(/\\(["\\])/g, '$1') ?? single ?? plain]
  }
}

/** Pairs between these characters; those within double quotes do not count. */
function* delimitedPairs(text: string, pairdelim: string, kvdelim: string): Iterable<Pair> {
  let start = 0
  let parted = -1
  let inQuotes = false
  for (let at = 0; at <= text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"') inQuotes = !inQuotes
    if (at < text.length && (inQuotes || !pairdelim.includes(char))) {
      if (parted < 0 && !inQuotes && kvdelim.includes(char)) parted = at
      continue
    }
    if (parted >= 0) yield [text.slice(start, parted), text.slice(parted + 1, at)]
    start = at + 1
    parted = -1
    inQuotes = false
  }
}

const unquoted = (text: string): string => {
  const trimmed = text.trim()
  return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed
}

/** The fields that pairs of key and value make; a key that comes again goes before the earlier one, or is added to it. */
export function readPairs(written: string, options: PairOptions): ReadonlyMap<string, Value> {
  const { pairdelim, kvdelim, limit, maxchars, mvAdd, cleanKeys } = options
  const text = written.slice(0, maxchars)
  const delimited = pairdelim !== undefined || kvdelim !== undefined
  const pairs = delimited
    ? delimitedPairs(text, pairdelim ?? '\n,;|& \t', kvdelim ?? '=')
    : usualPairs(text)
  const found = new Map<string, string[]>()
  let count = 0
  for (const [writtenKey, writtenValue] of pairs) {
    if (count >= limit) break
    const plainKey = unquoted(writtenKey)
    const key = cleanKeys ? plainKey.replace(/[^A-Za-z0-9_]/g, '_').replace(/^_+/, '') : plainKey
    const value = delimited ? unquoted(writtenValue) : writtenValue
    if (key === '' || value === '') continue
    count++
    const known = found.get(key)
    if (known && mvAdd) known.push(value)
    else found.set(key, [value])
  }
  return new Map([...found].map(([key, values]) => [key, multivalueOf(values)]))
}

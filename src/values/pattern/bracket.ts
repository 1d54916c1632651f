import {
  type CharacterSet,
  type CodeRange,
  complementOf,
  posixRanges,
  type UnicodeProperty,
} from './character-set.ts'
import { octalCode, othersThan, takeQuoted, takeSimpleEscape } from './escape.ts'
import { failAt, looksAt, type PatternReader, peek, take, takeCode, takeMatch } from './reader.ts'

type Item = { readonly code: number } | { readonly set: CharacterSet }

/** Reads `[…]`, standing after the opening bracket. Source: pcre2pattern(3), "Square brackets and character classes". */
export function takeBracket(reader: PatternReader): CharacterSet {
  const start = reader.at - 1
  const negated = take(reader, '^')
  const ranges: CodeRange[] = []
  const properties: UnicodeProperty[] = []
  const add = (item: Item): void => {
    if ('code' in item) ranges.push([item.code, item.code])
    else addSet(item.set, ranges, properties)
  }
  // A bracket that stands first is itself.
  if (take(reader, ']')) ranges.push([93, 93])
  while (!take(reader, ']')) {
    if (reader.at >= reader.source.length) return failAt(reader, 'a [ is not closed', start)
    if (take(reader, '\\E')) continue
    if (take(reader, '\\Q')) {
      for (const code of takeQuoted(reader)) ranges.push([code, code])
      continue
    }
    const item = takeItem(reader)
    if (isRangeMark(reader)) takeRangeEnd(item, reader, ranges, add)
    else add(item)
  }
  return { negated, ranges, properties }
}

const isRangeMark = (reader: PatternReader): boolean =>
  peek(reader) === '-' &&
  reader.at + 1 < reader.source.length &&
  reader.source.charAt(reader.at + 1) !== ']'

function takeRangeEnd(
  item: Item,
  reader: PatternReader,
  ranges: CodeRange[],
  add: (item: Item) => void,
): void {
  reader.at++
  const last = takeItem(reader)
  if ('code' in item && 'code' in last) {
    if (item.code > last.code) failAt(reader, 'a range in [] is out of order')
    ranges.push([item.code, last.code])
    return
  }
  // Beside a set a hyphen is itself.
  add(item)
  ranges.push([45, 45])
  add(last)
}

function addSet(set: CharacterSet, ranges: CodeRange[], properties: UnicodeProperty[]): void {
  if (!set.negated) {
    ranges.push(...set.ranges)
    properties.push(...set.properties)
  } else if (set.properties.length === 0) ranges.push(...complementOf(set.ranges))
  else for (const { name, negated } of set.properties) properties.push({ name, negated: !negated })
}

function takeItem(reader: PatternReader): Item {
  if (looksAt(reader, '[:')) {
    const posix = takePosix(reader)
    if (posix) return posix
  }
  if (!take(reader, '\\')) return { code: takeCode(reader) }
  const escaped = takeSimpleEscape(reader)
  if (escaped) return escaped.kind === 'code' ? { code: escaped.code } : { set: escaped.set }
  if (take(reader, 'b')) return { code: 8 }
  if (/[1-7]/.test(peek(reader))) return { code: octalCode(reader, 3) }
  // Letters without a meaning in brackets stand for themselves.
  return { code: takeCode(reader) }
}

function takePosix(reader: PatternReader): Item | null {
  const start = reader.at
  const match = takeMatch(reader, /\[:(\^?)([a-z]+):\]/y)
  if (!match) return null
  const ranges = posixRanges[match[2] as string]
  if (!ranges) return failAt(reader, `unknown POSIX class "${match[2]}"`, start)
  const wanted = match[1] === '^' ? othersThan(ranges, reader) : ranges
  return { set: { negated: false, ranges: wanted, properties: [] } }
}

import type { GroupField } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { quoteIfNeeded } from '../quoting.ts'
import {
  type About,
  type AboutWithDefault,
  documented,
  listEndsAt,
  optionAhead,
  type Syntax,
  takeOptions,
} from './piece.ts'
import { missing, readWord, wordAhead } from './word.ts'

/** A bare name may have parentheses, as the columns of `stats` have: `dc(user)`. */
const fieldPattern = /[^\s|[\](),="`]+(?:\((?:[^\s()|"]|\([^\s()|"]*\))*\)[^\s|[\](),="`]*)*/y

/** A field name: bare, in double quotes, or in single quotes. */
export function readField(cursor: Cursor): string | undefined {
  cursor.skipSpace()
  if (cursor.at('"')) return readWord(cursor)
  const single = cursor.match(/'[^'\n]*'/y)
  return single === undefined ? cursor.match(fieldPattern) : single.slice(1, -1)
}

function readFieldWithoutWildcards(cursor: Cursor): string | undefined {
  cursor.skipSpace()
  const start = cursor.position
  const name = readField(cursor)
  if (name?.includes('*')) {
    cursor.problem(
      'SPL0107',
      cursor.spanFrom(start),
      'a wildcard is not allowed in this field name',
    )
  }
  return name
}

/** One field name. With `or` it may be left out. */
export function field(about: AboutWithDefault<string> = {}): Syntax<string> {
  const optional = 'or' in about
  return {
    usage: optional ? '[<field>]' : '<field>',
    arguments: documented('<field>', about),
    accepts: wordAhead,
    parse(cursor) {
      if (!wordAhead(cursor)) {
        if (!optional) missing(cursor, 'a field')
        return about.or ?? ''
      }
      return readFieldWithoutWildcards(cursor) ?? ''
    },
    print: quoteIfNeeded,
  }
}

export interface FieldListAbout extends About {
  /** Names may hold `*`. */
  readonly wildcards?: boolean
  /** May be empty. */
  readonly optional?: boolean
}

/** Field names with commas or blanks between them, up to a word with which a later piece begins. */
export function fieldList(about: FieldListAbout = {}): Syntax<readonly string[]> {
  const usage = about.wildcards ? '<wc-field-list>' : '<field-list>'
  return {
    usage: about.optional ? `[${usage}]` : usage,
    arguments: [{ name: '', usage, about: about.about ?? '', required: !about.optional }],
    accepts: wordAhead,
    parse(cursor) {
      const read = about.wildcards ? readField : readFieldWithoutWildcards
      const fields = readList(cursor, () => read(cursor))
      if (fields.length === 0 && !about.optional) missing(cursor, 'a field')
      return fields
    },
    print: (fields) => fields.map(quoteIfNeeded).join(' '),
  }
}

/** Items with commas or blanks between them; options of the enclosing pieces may stand among them. */
export function readList<T>(cursor: Cursor, read: () => T | undefined): T[] {
  const items: T[] = []
  for (;;) {
    takeOptions(cursor, false)
    if (listEndsAt(cursor)) return items
    const item = read()
    if (item === undefined) return items
    items.push(item)
    while (cursor.take(',')) cursor.skipSpace()
  }
}

export interface ByAbout extends About {
  /** `_time span=1h`: a span may follow a field. */
  readonly span?: boolean
  /** Other words for `BY`. */
  readonly aliases?: readonly string[]
}

/** `BY a, b`; no fields when it is left out. */
export function by(about: ByAbout = {}): Syntax<readonly GroupField[]> {
  const words = ['by', ...(about.aliases ?? [])].map((each) => each.toLowerCase())
  const usage = about.span ? 'BY <field> [span=<span>]...' : 'BY <field-list>'
  const here = (cursor: Cursor) => words.includes(cursor.peekWord().toLowerCase())
  return {
    usage: `[${usage}]`,
    arguments: [{ name: '', usage, about: about.about ?? '', required: false }],
    starts: words,
    accepts: here,
    parse(cursor) {
      if (!here(cursor)) return []
      cursor.seek(cursor.position + cursor.peekWord().length)
      const fields = readGroupFields(cursor, about.span === true)
      if (fields.length === 0) missing(cursor, 'a field')
      return fields
    },
    print: (fields) =>
      fields.length === 0
        ? ''
        : `BY ${fields.map((each) => quoteIfNeeded(each.name) + (each.span === undefined ? '' : ` span=${each.span}`)).join(' ')}`,
  }
}

function readGroupFields(cursor: Cursor, spans: boolean): GroupField[] {
  return readList(cursor, () => {
    const name = readFieldWithoutWildcards(cursor)
    if (name === undefined) return undefined
    if (!spans || optionAhead(cursor)?.toLowerCase() !== 'span') return { name }
    cursor.seek(cursor.position + 'span'.length)
    cursor.take('=')
    const span = readWord(cursor)
    if (span === undefined) missing(cursor, 'a span')
    return span === undefined ? { name } : { name, span }
  })
}

export interface RenamePair {
  readonly from: string
  readonly to: string
}

/** `a AS b, "c d" AS e`. Names may hold `*`. */
export function pairs(about: About = {}): Syntax<readonly RenamePair[]> {
  const usage = '<wc-field> AS <wc-field>...'
  return {
    usage,
    arguments: documented(usage, about),
    accepts: wordAhead,
    parse(cursor) {
      const renames = readList(cursor, () => readPair(cursor))
      if (renames.length === 0) missing(cursor, 'a field')
      return renames
    },
    print: (renames) =>
      renames.map(({ from, to }) => `${quoteIfNeeded(from)} AS ${quoteIfNeeded(to)}`).join(', '),
  }
}

function readPair(cursor: Cursor): RenamePair | undefined {
  const from = readField(cursor)
  if (from === undefined) return undefined
  const as = cursor.takeKeyword('as')
  if (!as) missing(cursor, 'AS')
  const to = listEndsAt(cursor) ? undefined : readField(cursor)
  if (as && to === undefined) missing(cursor, 'the new name')
  return { from, to: to ?? from }
}

export interface SortKey {
  readonly field: string
  readonly descending: boolean
  /** `ip(field)` and the like: how values are compared. */
  readonly type?: SortType
}

export type SortType = 'auto' | 'ip' | 'num' | 'str'
const sortTypes = /(auto|ip|num|str)\s*\(/iy

/** `-count, + ip(address) name`: the keys of `sort` and of `sortby`. */
export function sortKeys(about: About = {}): Syntax<readonly SortKey[]> {
  const usage = '[+|-] <field>...'
  return {
    usage,
    arguments: documented(usage, about),
    accepts: (cursor) => wordAhead(cursor),
    parse(cursor) {
      const keys = readList(cursor, () => readSortKey(cursor))
      if (keys.length === 0) missing(cursor, 'a field')
      return keys
    },
    print: (keys) =>
      keys
        .map(({ field: name, descending, type }) => {
          const text = quoteIfNeeded(name)
          return `${descending ? '-' : /^[+-]/.test(text) ? '+' : ''}${type === undefined ? text : `${type}(${text})`}`
        })
        .join(', '),
  }
}

function readSortKey(cursor: Cursor): SortKey | undefined {
  cursor.skipSpace()
  const sign = cursor.match(/[+-]/y)
  cursor.skipSpace()
  const typed = cursor.match(sortTypes)
  const name = readField(cursor)
  if (typed !== undefined) cursor.expect(')', 'SPL0102', 'this bracket is not closed')
  if (name === undefined) {
    if (sign !== undefined || typed !== undefined) missing(cursor, 'a field')
    return undefined
  }
  return {
    field: name,
    descending: sign === '-',
    ...(typed !== undefined && { type: /^\w+/.exec(typed)![0].toLowerCase() as SortType }),
  }
}

import type { Expression, SearchExpression } from '../../language/ast.ts'
import { type Cursor, createCursor } from '../../language/cursor.ts'
import { parseExpression } from '../../language/expression.ts'
import { quote, unquote } from '../../language/quoting.ts'
import { parseSearch } from '../../language/search.ts'
import {
  expression,
  fieldList,
  flag,
  integer,
  option,
  type Syntax,
  searchTerms,
  sequence,
  word,
} from '../../language/syntax.ts'
import { duration } from '../shared-spans.ts'

/** What begins or ends a transaction. */
export type Filter =
  /** Search terms; `text` when they were written as a string. */
  | { readonly kind: 'search'; readonly search: SearchExpression; readonly text?: string }
  | { readonly kind: 'eval'; readonly expression: Expression }

/** Whose values are kept as a list instead of a set: all, none, or of these fields. */
export type Listed = boolean | readonly string[]

export interface TransactionArgs {
  readonly startswith: Filter | undefined
  readonly endswith: Filter | undefined
  readonly maxspan: number | undefined
  readonly maxpause: number | undefined
  readonly maxevents: number
  readonly keepevicted: boolean
  readonly keeporphans: boolean
  readonly connected: boolean
  readonly unifyends: boolean
  readonly mvlist: Listed
  readonly delim: string
  readonly nullstr: string
  readonly maxopentxn: number
  readonly maxopenevents: number
  readonly fields: readonly string[]
}

/** `startswith="login"`, `startswith=(EventCode=1)`, `startswith=eval(x>1)`; a bare word too. */
const filter: Syntax<Filter> = {
  usage: '"<search>" | (<search>) | eval(<expression>)',
  arguments: [],
  parse(cursor) {
    cursor.skipSpace()
    if (cursor.match(/eval\s*(?=\()/iy) !== undefined) {
      return { kind: 'eval', expression: parseExpression(cursor) }
    }
    if (cursor.at('"')) return parseQuoted(cursor)
    if (cursor.take('(')) {
      const search = cursor.within({ stops: new Set(), options: [] }, () => parseSearch(cursor))
      cursor.expect(')', 'SPL0102', 'this bracket is not closed')
      return { kind: 'search', search }
    }
    const start = cursor.position
    const text = cursor.match(/[^\s|\])]+/y) ?? ''
    return parseText(cursor, text, start)
  },
  print(value, printPipeline) {
    if (value.kind === 'eval') return `eval(${expression().print(value.expression, printPipeline)})`
    if (value.text !== undefined) return quote(value.text)
    return `(${searchTerms().print(value.search, printPipeline)})`
  },
}

function parseQuoted(cursor: Cursor): Filter {
  const start = cursor.position
  return parseText(cursor, unquote(cursor.rawQuoted()), start)
}

function parseText(cursor: Cursor, text: string, start: number): Filter {
  const span = cursor.spanFrom(start)
  const inner = createCursor(text, {
    readPipeline: () => ({ kind: 'pipeline', commands: [], span }),
    // Escapes shift offsets within the string: the whole of it is shown.
    report: (diagnostic) => cursor.report({ ...diagnostic, span }),
  })
  return { kind: 'search', search: parseSearch(inner), text }
}

const truths = /^(t|true|1|f|false|0)$/i
const listedWord = word()

const listed: Syntax<Listed> = {
  usage: '(<bool> | <field-list>)',
  arguments: [],
  parse(cursor) {
    const text = listedWord.parse(cursor)
    if (truths.test(text)) return /^(t|true|1)$/i.test(text)
    return text.split(/[\s,]+/).filter((name) => name !== '')
  },
  print: (value) => (typeof value === 'boolean' ? String(value) : quote(value.join(','))),
}

export const transactionSyntax: Syntax<TransactionArgs> = sequence({
  startswith: option('startswith', filter, {
    about: 'Which events begin a transaction: search terms, or eval(…).',
  }),
  endswith: option('endswith', filter, { about: 'Which events end a transaction.' }),
  maxspan: option('maxspan', duration(), {
    about: 'The longest time between first and last event.',
  }),
  maxpause: option('maxpause', duration(), { about: 'The longest time between two events.' }),
  maxevents: option('maxevents', integer(), {
    or: 1000,
    about: 'The most events of a transaction; no limit when negative.',
  }),
  keepevicted: flag('keepevicted', {
    or: false,
    about: 'Shows transactions that were not completed, with closed_txn=0.',
  }),
  keeporphans: flag('keeporphans', {
    or: false,
    about: 'Shows events that belong to no transaction.',
  }),
  connected: flag('connected', {
    or: true,
    about: 'An event whose fields are all new to a transaction does not belong to it.',
  }),
  unifyends: flag('unifyends', {
    or: false,
    about:
      'Events that begin or end a transaction must share one of its fields; they must here anyway.',
  }),
  mvlist: option('mvlist', listed, {
    or: false,
    about:
      'Keeps all values in the order of time instead of a sorted set: for all fields, or for some.',
  }),
  delim: option('delim', word(), { or: ' ', about: 'Has no effect: values stay apart.' }),
  nullstr: option('nullstr', word(), {
    or: 'NULL',
    about: 'Stands in such a list for an event that lacks the field.',
  }),
  maxopentxn: option('maxopentxn', integer(), {
    or: 5000,
    about: 'The most transactions that are open at a time; the oldest is evicted.',
  }),
  maxopenevents: option('maxopenevents', integer(), {
    or: 100_000,
    about: 'The most events in open transactions; the oldest is evicted.',
  }),
  fields: fieldList({
    optional: true,
    about: 'Events belong together when these fields have the same values.',
  }),
})

import type { AggregateCall } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { parseExpression } from './expression.ts'
import { skipBracketed, skipOne } from './skip.ts'
import { reportUnexpected, skipTo } from './skip-to.ts'
import { readField, readList } from './syntax/fields.ts'
import { listEndsAt } from './syntax/piece.ts'
import { missing } from './syntax/word.ts'

/** `count`, `dc(user) AS users`, … with commas or blanks between them, up to a word that a later piece waits for. */
export const parseAggregations = (cursor: Cursor): AggregateCall[] =>
  readList(cursor, () => readAggregation(cursor))

function readAggregation(cursor: Cursor): AggregateCall | undefined {
  cursor.skipSpace()
  const start = cursor.position
  let call = readCall(cursor)
  while (call === undefined) {
    reportUnexpected(cursor, 'a statistical function is expected here')
    skipItem(cursor)
    if (listEndsAt(cursor)) return undefined
    call = readCall(cursor)
  }
  if (!cursor.takeKeyword('as')) return call
  const as = listEndsAt(cursor) ? undefined : readField(cursor)
  if (as === undefined) missing(cursor, 'the name of the column')
  return as === undefined ? call : { ...call, as, span: cursor.spanFrom(start) }
}

function skipItem(cursor: Cursor): void {
  if (cursor.at('(')) cursor.seek(skipBracketed(cursor.text, cursor.position))
  else if (cursor.match(/[^\s,|\]"]+/y) === undefined)
    cursor.seek(skipOne(cursor.text, cursor.position))
  while (cursor.take(',')) cursor.skipSpace()
}

const functionPattern = /[A-Za-z_][\w.]*/y
/** `perc95`, `p99.9`, `exactperc50`, `upperperc(…)`: a number as part of the name. */
const percentilePattern = /^(perc|p|exactperc|upperperc)(\d+(?:\.\d+)?)$/

/** The name of a statistical function as written, without the number in it. */
export function aggregateName(written: string): Pick<AggregateCall, 'name' | 'parameter'> {
  const lower = written.toLowerCase()
  const percentile = percentilePattern.exec(lower)
  if (percentile === null) return { name: lower }
  return { name: percentile[1]!, parameter: Number(percentile[2]) }
}

function readCall(cursor: Cursor): AggregateCall | undefined {
  cursor.skipSpace()
  const start = cursor.position
  const written = cursor.match(functionPattern)
  if (written === undefined) return undefined
  const nameEnd = cursor.position
  const base = aggregateName(written)
  if (!cursor.at('(')) {
    cursor.seek(nameEnd)
    return { ...base, text: written, span: { start, end: nameEnd } }
  }
  const argument = readArgument(cursor, base.name)
  const span = cursor.spanFrom(start)
  const text = cursor.text.slice(span.start, span.end)
  return argument === undefined ? { ...base, text, span } : { ...base, argument, text, span }
}

type Argument = NonNullable<AggregateCall['argument']>

function readArgument(cursor: Cursor, name: string): Argument | undefined {
  cursor.skipSpace()
  const open = cursor.position
  return cursor.nested(
    () => {
      cursor.take('(')
      const argument = cursor.at(')') ? undefined : readArgumentText(cursor, name)
      if (cursor.take(')')) return argument
      if (!cursor.atEnd()) {
        reportUnexpected(cursor, ') is expected here')
        skipTo(cursor, ')')
      }
      if (!cursor.take(')')) {
        cursor.problem('SPL0102', { start: open, end: open + 1 }, 'this ( is not closed')
      }
      return argument
    },
    () => {
      cursor.seek(skipBracketed(cursor.text, open))
      return undefined
    },
  )
}

function readArgumentText(cursor: Cursor, name: string): Argument | undefined {
  // `chart eval(avg(size)/max(delay)) AS ratio`: the expression is the aggregate itself.
  if (name === 'eval') return { kind: 'eval', expression: parseExpression(cursor) }
  if (name === 'sparkline') return readSparkline(cursor)
  const start = cursor.position
  if (/^eval$/i.test(cursor.match(/eval(?=\s*\()/iy) ?? '')) {
    cursor.take('(')
    const expression = parseExpression(cursor)
    if (!cursor.take(')')) {
      cursor.problem('SPL0102', { start, end: start + 4 }, 'this eval( is not closed')
    }
    return { kind: 'eval', expression }
  }
  const field = readField(cursor)
  if (field === undefined) missing(cursor, 'a field')
  return field === undefined ? undefined : { kind: 'field', name: field }
}

/** `sparkline(count, 1h)`, `sparkline(avg(x))`. Source: Splunk Search Reference, "stats", Sparkline function options. */
function readSparkline(cursor: Cursor): Argument | undefined {
  const call = readCall(cursor)
  if (call === undefined) {
    missing(cursor, 'a statistical function')
    return undefined
  }
  if (!cursor.take(',')) return { kind: 'aggregate', call }
  cursor.skipSpace()
  const span = cursor.match(/[^\s,()|[\]"]+/y)
  if (span === undefined) missing(cursor, 'a span')
  return { kind: 'aggregate', call, ...(span !== undefined && { span }) }
}

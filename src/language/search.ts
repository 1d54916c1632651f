import type { ComparisonOperator, SearchExpression, SearchValue } from './ast.ts'
import { type Cursor, emptyScope } from './cursor.ts'
import { unquote } from './quoting.ts'
import { unescapeSearchText } from './search-text.ts'
import { skipBracketed } from './skip.ts'
import { reportUnexpected, skipTo } from './skip-to.ts'

/**
 * Search terms. By Splunk's Search Manual, "Boolean expressions with logical operators": NOT first, then OR, then AND, which is implied
 * between terms; only operators in capitals are operators. Reads up to the end of the command, or to a word that a later piece waits for.
 */
export function parseSearch(cursor: Cursor): SearchExpression {
  cursor.skipSpace()
  const start = cursor.position
  const terms = readTerms(cursor)
  if (terms.length === 0) return { kind: 'all', span: { start, end: start } }
  return joined('and', terms, cursor, start)
}

/** Modifiers that bound the time range. Source: Splunk Search Reference, "Time modifiers". */
const timeModifiers = new Set([
  ...['earliest', 'latest', 'index_earliest', 'index_latest', '_index_earliest', '_index_latest'],
  ...['starttime', 'endtime', 'starttimeu', 'endtimeu', 'timeformat'],
  ...['minutes', 'hours', 'days', 'months'].flatMap((unit) => [
    `start${unit}ago`,
    `end${unit}ago`,
    `${unit}ago`,
    `searchtimespan${unit}`,
  ]),
])

function joined(
  kind: 'and' | 'or',
  terms: readonly SearchExpression[],
  cursor: Cursor,
  start: number,
): SearchExpression {
  if (terms.length === 1) return terms[0]!
  // Parentheses that change nothing leave no trace: `(a b) c` is `a b c`.
  const flat = terms.flatMap((term) => (term.kind === kind ? term.terms : [term]))
  return { kind, terms: flat, span: cursor.spanFrom(start) }
}

const operatorPattern = /(?:AND|OR|NOT)(?![^\s()[\]|"])/y

function takeOperator(cursor: Cursor, name: 'AND' | 'OR' | 'NOT'): boolean {
  cursor.skipSpace()
  if (cursor.look(operatorPattern) !== name) return false
  cursor.seek(cursor.position + name.length)
  return true
}

function readTerms(cursor: Cursor): SearchExpression[] {
  const terms: SearchExpression[] = []
  while (!endsHere(cursor)) {
    const start = cursor.position
    if (takeOperator(cursor, 'AND')) {
      // An operator needs both sides; reading goes on without it.
      if (terms.length === 0 || endsHere(cursor)) reportLonely(cursor, start, 'AND')
      continue
    }
    terms.push(readAlternatives(cursor))
    if (cursor.position === start) break
  }
  return terms
}

function reportLonely(cursor: Cursor, start: number, operator: string): void {
  const span = { start, end: start + operator.length }
  cursor.problem('SPL0104', span, `a term is missing beside ${operator}`)
}

function endsHere(cursor: Cursor): boolean {
  while (cursor.take(',')) cursor.skipSpace()
  if (cursor.atEnd() || cursor.at(')')) return true
  const { stops } = cursor.scope
  return stops.size > 0 && stops.has(cursor.peekWord().toLowerCase())
}

function readAlternatives(cursor: Cursor): SearchExpression {
  const start = cursor.position
  const terms: SearchExpression[] = []
  let lastOperator = start
  do {
    const lonely = endsHere(cursor) || cursor.look(operatorPattern) === 'OR'
    if (lonely) reportLonely(cursor, lastOperator, 'OR')
    terms.push(lonely ? anything(cursor) : readNegation(cursor))
    cursor.skipSpace()
    lastOperator = cursor.position
  } while (takeOperator(cursor, 'OR'))
  return joined('or', terms, cursor, start)
}

/** Stands where a term is missing; what holds it is never run. */
const anything = (cursor: Cursor): SearchExpression => ({
  kind: 'all',
  span: { start: cursor.position, end: cursor.position },
})

function readNegation(cursor: Cursor): SearchExpression {
  cursor.skipSpace()
  const start = cursor.position
  if (!takeOperator(cursor, 'NOT')) return readTerm(cursor)
  return cursor.nested(
    () => {
      const lonely = endsHere(cursor)
      if (lonely) reportLonely(cursor, start, 'NOT')
      const term = lonely ? anything(cursor) : readNegation(cursor)
      return { kind: 'not', term, span: cursor.spanFrom(start) }
    },
    () => {
      skipTo(cursor, ')')
      return anything(cursor)
    },
  )
}

function readTerm(cursor: Cursor): SearchExpression {
  const start = cursor.position
  switch (cursor.text[start]) {
    case '(':
      return readParentheses(cursor)
    case '[':
      return { kind: 'subsearch', pipeline: cursor.subsearch(), span: cursor.spanFrom(start) }
    default:
      return readWordTerm(cursor)
  }
}

function readParentheses(cursor: Cursor): SearchExpression {
  const start = cursor.position
  return cursor.nested(
    () => {
      cursor.take('(')
      const inner = cursor.within(emptyScope, () => {
        const from = cursor.position
        const terms = readTerms(cursor)
        return terms.length === 0 ? undefined : joined('and', terms, cursor, from)
      })
      if (!cursor.take(')')) {
        if (!cursor.atEnd()) {
          reportUnexpected(cursor)
          skipTo(cursor, ')')
        }
        if (!cursor.take(')')) {
          cursor.problem('SPL0102', { start, end: start + 1 }, 'this ( is not closed', {
            label: 'it begins here',
          })
        }
      }
      const span = cursor.spanFrom(start)
      return inner === undefined ? { kind: 'all', span } : { ...inner, span }
    },
    () => {
      cursor.seek(skipBracketed(cursor.text, start))
      return anything(cursor)
    },
  )
}

/** A name before an operator, or a bare word. */
const leftPattern = /(?:\\["\\]|!(?!=)|[^\s|[\]()"=<>!,`]|,(?![\s)|\]]|$))+/y
const bareValuePattern = /(?:\\["\\]|[^\s|[\]()"`,]|,(?![\s)|\]]|$))+/y
const listValuePattern = /(?:\\["\\]|[^\s|[\]()"`,])+/y
const comparisonPattern = /==|!=|<=|>=|[=<>]/y
const listOperatorPattern = /(?:NOT\s+)?IN\s*\(/iy
const directivePattern = /(?:CASE|TERM)\(/y

function readWordTerm(cursor: Cursor): SearchExpression {
  const start = cursor.position
  const directive = cursor.look(directivePattern)
  if (directive !== undefined) {
    const kind = directive.slice(0, -1) as 'CASE' | 'TERM'
    const value = readDirective(cursor)
    return { kind: 'term', value, directive: kind, span: cursor.spanFrom(start) }
  }
  const quoted = cursor.at('"')
  const raw = quoted
    ? cursor.rawQuoted()
    : (cursor.match(/'[^'\n]*'(?=\s*(?:[=<>]|!=))/y)?.slice(1, -1) ?? cursor.match(leftPattern))
  const leftEnd = cursor.position
  if (raw === undefined) {
    reportUnexpected(cursor)
    cursor.seek(Math.max(cursor.position, start) + 1)
    return anything(cursor)
  }
  cursor.skipSpace()
  const operator = cursor.match(comparisonPattern)
  if (operator !== undefined) return readComparison(cursor, unquote(raw), operator, start)
  const list = cursor.match(listOperatorPattern)
  if (list !== undefined) return readIn(cursor, unquote(raw), /^not/i.test(list), start)
  cursor.seek(leftEnd)
  if (!quoted) {
    const indexed = /^([^:*]+(?::[^:*]+)*)::(.+)$/.exec(raw)
    if (indexed !== null) return indexedTerm(indexed[1]!, indexed[2]!, cursor, start)
    if (raw === '*') return { kind: 'all', span: cursor.spanFrom(start) }
  }
  const value = { text: unescapeSearchText(raw), quoted }
  return { kind: 'term', value, span: cursor.spanFrom(start) }
}

function indexedTerm(field: string, raw: string, cursor: Cursor, start: number): SearchExpression {
  const value = { text: unescapeSearchText(raw), quoted: false }
  return { kind: 'comparison', field, operator: '::', value, span: cursor.spanFrom(start) }
}

/** `TERM(…)` or `CASE(…)`; all up to the closing parenthesis is its text. */
function readDirective(cursor: Cursor): SearchValue {
  const start = cursor.position
  cursor.match(directivePattern)
  cursor.skipSpace()
  const quoted = cursor.at('"')
  const raw = quoted ? cursor.rawQuoted() : (cursor.match(/(?:\\["\\]|[^\s()|[\]"])+/y) ?? '')
  if (!cursor.take(')')) {
    cursor.problem('SPL0102', { start: start + 4, end: start + 5 }, 'this ( is not closed')
  }
  return { text: unescapeSearchText(raw), quoted }
}

function readValue(cursor: Cursor, pattern: RegExp): SearchValue | undefined {
  cursor.skipSpace()
  if (cursor.look(directivePattern) !== undefined) {
    const caseSensitive = cursor.look(/CASE/y) !== undefined
    const value = readDirective(cursor)
    return caseSensitive ? { ...value, caseSensitive } : value
  }
  if (cursor.at('"')) return { text: unescapeSearchText(cursor.rawQuoted()), quoted: true }
  const raw = cursor.match(pattern)
  return raw === undefined ? undefined : { text: unescapeSearchText(raw), quoted: false }
}

function readComparison(
  cursor: Cursor,
  field: string,
  written: string,
  start: number,
): SearchExpression {
  const operator = (written === '==' ? '=' : written) as ComparisonOperator
  cursor.skipSpace()
  if (cursor.at('[')) {
    // `field=[ … ]`: what the subsearch returns is the text of the value.
    cursor.problem(
      'SPL0502',
      { start, end: cursor.position + 1 },
      `a subsearch as the value of ${field} is not supported`,
      { advice: 'let the subsearch return the whole comparison: [ search … | return field ]' },
    )
    cursor.subsearch()
    return anything(cursor)
  }
  const value = readValue(cursor, bareValuePattern)
  if (value === undefined) {
    cursor.skipSpace()
    const { position } = cursor
    cursor.problem('SPL0104', { start: position, end: position }, 'a value is missing', {
      label: `what ${field} is compared with is expected here`,
    })
    return anything(cursor)
  }
  const span = cursor.spanFrom(start)
  const modifier = field.toLowerCase()
  if (operator === '=' && timeModifiers.has(modifier)) {
    return { kind: 'time', modifier, value: value.text, span }
  }
  return { kind: 'comparison', field, operator, value, span }
}

function readIn(cursor: Cursor, field: string, negated: boolean, start: number): SearchExpression {
  const open = cursor.position - 1
  const values: SearchValue[] = []
  while (!cursor.at(')') && !cursor.atEnd()) {
    const value = readValue(cursor, listValuePattern)
    if (value === undefined && !cursor.at(',')) break
    if (value !== undefined) values.push(value)
    cursor.take(',')
  }
  if (!cursor.take(')')) {
    if (!cursor.atEnd()) {
      reportUnexpected(cursor, 'a value, a comma or ) is expected here')
      skipTo(cursor, ')')
    }
    if (!cursor.take(')')) {
      cursor.problem('SPL0102', { start: open, end: open + 1 }, 'this list is not closed')
    }
  } else if (values.length === 0) {
    cursor.problem('SPL0104', { start: open, end: open + 1 }, `the list of ${field} is empty`)
  }
  const span = cursor.spanFrom(start)
  const list: SearchExpression = { kind: 'in', field, values, span }
  return negated ? { kind: 'not', term: list, span } : list
}

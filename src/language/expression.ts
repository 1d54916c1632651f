import type { BinaryOperator, Expression } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { unquote } from './quoting.ts'
import { closingQuote, skipBracketed } from './skip.ts'
import { reportUnexpected, skipTo } from './skip-to.ts'

/**
 * Expressions of `eval`, `where` and friends. Logical operators by Splunk's Search Manual, "Boolean expressions with logical operators":
 * parentheses, NOT, AND, OR, XOR. Any case is read, as Splunk does here. Names follow Search Reference, "eval": one with other characters than
 * letters, digits and `_` stands in single quotes, and a period outside of quotes concatenates; `a.b` is therefore `a . b`. Beyond that a
 * name may hold `:`, braces (`items{}.id`, with its periods), and the templates of `foreach` (`<<FIELD>>`).
 */
export function parseExpression(cursor: Cursor): Expression {
  return parseBinary(cursor, 0, { height: 0 })
}

/** Binds tighter when greater. The order of concatenation and arithmetic is not documented: this one lets `"n: " . a + 1` mean something. */
export const precedenceOf: Readonly<Record<BinaryOperator, number>> = {
  XOR: 1,
  OR: 2,
  AND: 3,
  '=': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  LIKE: 5,
  '.': 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
  '%': 8,
}
export const notPrecedence = 4
export const inPrecedence = 5
export const signPrecedence = 9

/** Later stages walk trees recursively: no path in a tree is longer than this. */
const maxHeight = 1000

/** The height of the tree that was read last: a long chain of operators is a high tree, though nothing in it is nested. */
interface Reading {
  height: number
}

const symbolPattern = /==|!=|<=|>=|[=+\-*/%.]|<(?!<\w+>>)|>/y
const wordOperatorPattern = /(?:AND|OR|XOR|LIKE|IN|NOT\s+IN|NOT\s+LIKE)(?![\w:{])/iy

/** The operator that comes next; not taken. */
function operatorAhead(cursor: Cursor): { name: string; length: number } | undefined {
  cursor.skipSpace()
  const symbol = cursor.look(symbolPattern)
  if (symbol !== undefined) return { name: symbol === '==' ? '=' : symbol, length: symbol.length }
  const word = cursor.look(wordOperatorPattern)
  if (word === undefined) return undefined
  return { name: word.toUpperCase().replace(/\s+/, ' '), length: word.length }
}

function parseBinary(cursor: Cursor, minimum: number, reading: Reading): Expression {
  cursor.skipSpace()
  const start = cursor.position
  let left = parseUnary(cursor, reading)
  let { height } = reading
  for (;;) {
    const operator = operatorAhead(cursor)
    if (operator === undefined) break
    const binary = operator.name.replace('NOT ', '')
    const precedence = precedenceOf[binary as BinaryOperator] ?? inPrecedence
    if (precedence < minimum) break
    if (height >= maxHeight) {
      const { position } = cursor
      cursor.problem(
        'SPL0108',
        { start: position, end: position + operator.length },
        `more than ${maxHeight} operators in a row`,
      )
      skipTo(cursor, '),')
      break
    }
    cursor.seek(cursor.position + operator.length)
    if (binary === 'IN') {
      const list = parseList(cursor, reading)
      left = { kind: 'in', value: left, list, span: cursor.spanFrom(start) }
    } else {
      const right = parseBinary(cursor, precedence + 1, reading)
      const span = cursor.spanFrom(start)
      left = { kind: 'binary', operator: binary as BinaryOperator, left, right, span }
    }
    height = Math.max(height, reading.height) + 1
    if (operator.name.startsWith('NOT ')) {
      left = { kind: 'unary', operator: 'NOT', operand: left, span: left.span }
      height += 1
    }
  }
  reading.height = height
  return left
}

const notPattern = /NOT(?![\w:{])/iy

function parseUnary(cursor: Cursor, reading: Reading): Expression {
  cursor.skipSpace()
  const start = cursor.position
  const not = cursor.match(notPattern)
  const sign = not === undefined ? cursor.match(/[+-]/y) : undefined
  if (not === undefined && sign === undefined) return parseOperand(cursor, reading)
  return cursor.nested(
    () => {
      const operand = parseBinary(
        cursor,
        not === undefined ? signPrecedence : notPrecedence,
        reading,
      )
      reading.height += 1
      const operator = not === undefined ? (sign as '+' | '-') : 'NOT'
      return { kind: 'unary', operator, operand, span: cursor.spanFrom(start) }
    },
    () => {
      skipTo(cursor, '),')
      return nothing(cursor)
    },
  )
}

/** Stands where an expression is missing; what holds it is never run. */
const nothing = (cursor: Cursor): Expression => ({
  kind: 'field',
  name: '',
  span: { start: cursor.position, end: cursor.position },
})

const numberPattern = /(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?(?![\w{])/iy
const namePattern =
  /(?:[A-Za-z_]|<<\w+>>)(?:[\w:]|<<\w+>>)*(?:\{\d*\}(?:[\w:]|\{\d*\}|\.(?=[\w{])|<<\w+>>)*)?/y

function parseOperand(cursor: Cursor, reading: Reading): Expression {
  reading.height = 1
  const start = cursor.position
  const number = cursor.match(numberPattern)
  if (number !== undefined) {
    return { kind: 'number', value: Number(number), text: number, span: cursor.spanFrom(start) }
  }
  const name = cursor.match(namePattern)
  if (name !== undefined) return parseNamed(cursor, name, start, reading)
  switch (cursor.text[start]) {
    case '"': {
      const value = unquote(cursor.rawQuoted())
      return { kind: 'string', value, span: cursor.spanFrom(start) }
    }
    case "'":
      return { kind: 'field', name: readSingleQuoted(cursor), span: cursor.spanFrom(start) }
    case '(':
      return parseParentheses(cursor, reading)
    case '[':
      return { kind: 'subsearch', pipeline: cursor.subsearch(), span: cursor.spanFrom(start) }
    default:
      if (cursor.look(/\d/y) !== undefined) return digitName(cursor)
      cursor.problem('SPL0104', { start, end: start }, 'an expression is missing', {
        label: 'a value, a field or a function is expected here',
      })
      return nothing(cursor)
  }
}

function digitName(cursor: Cursor): Expression {
  const start = cursor.position
  const name = cursor.match(/[\w.]+/y) ?? ''
  cursor.problem('SPL0103', cursor.spanFrom(start), `unexpected "${name}"`, {
    advice: `a field name that begins with a digit stands in single quotes: '${name}'`,
  })
  return { kind: 'field', name, span: cursor.spanFrom(start) }
}

/** A field name in single quotes that begins here; a backslash takes the meaning from quotes, backticks and backslashes. */
export function readSingleQuoted(cursor: Cursor): string {
  const start = cursor.position
  const close = closingQuote(cursor.text, start)
  if (close >= 0) {
    cursor.seek(close + 1)
    return cursor.text.slice(start + 1, close).replace(/\\(['"`\\])/g, '$1')
  }
  cursor.problem('SPL0101', { start, end: start + 1 }, 'this field name is not closed', {
    label: 'it begins here',
  })
  cursor.seek(cursor.text.length)
  return cursor.text.slice(start + 1)
}

function parseNamed(cursor: Cursor, name: string, start: number, reading: Reading): Expression {
  const nameSpan = cursor.spanFrom(start)
  const lower = name.toLowerCase()
  const truth = lower === 'true' || lower === 'false'
  if (!cursor.at('(')) {
    // White space was looked over: it belongs to what follows.
    cursor.seek(nameSpan.end)
    if (truth) return { kind: 'boolean', value: lower === 'true', span: nameSpan }
    return { kind: 'field', name, span: nameSpan }
  }
  const list = parseList(cursor, reading)
  reading.height += 1
  const span = cursor.spanFrom(start)
  if (truth && list.length === 0) return { kind: 'boolean', value: lower === 'true', span }
  return { kind: 'call', name: lower, arguments: list, span, nameSpan }
}

function parseParentheses(cursor: Cursor, reading: Reading): Expression {
  const start = cursor.position
  return cursor.nested(
    () => {
      cursor.take('(')
      const inner = parseBinary(cursor, 0, reading)
      closeParenthesis(cursor, start)
      return { ...inner, span: cursor.spanFrom(start) }
    },
    () => {
      cursor.seek(skipBracketed(cursor.text, start))
      return nothing(cursor)
    },
  )
}

function closeParenthesis(cursor: Cursor, start: number): void {
  if (cursor.take(')')) return
  if (!cursor.atEnd()) {
    reportUnexpected(cursor, 'an operator or ) is expected here')
    skipTo(cursor, ')')
    if (cursor.take(')')) return
  }
  cursor.problem('SPL0102', { start, end: start + 1 }, 'this ( is not closed', {
    label: 'it begins here',
  })
}

/** `(a, b)`; the height becomes that of the highest of them. */
function parseList(cursor: Cursor, reading: Reading): Expression[] {
  reading.height = 0
  if (!cursor.expect('(', 'SPL0104', 'a list in parentheses is missing')) return []
  const start = cursor.position - 1
  const items: Expression[] = []
  let height = 0
  return cursor.nested(
    () => {
      if (cursor.take(')')) return items
      do {
        if (items.length > 0 && cursor.at(')')) break
        items.push(parseBinary(cursor, 0, reading))
        height = Math.max(height, reading.height)
        skipUnexpectedInList(cursor)
      } while (cursor.take(','))
      closeParenthesis(cursor, start)
      reading.height = height
      return items
    },
    () => {
      cursor.seek(skipBracketed(cursor.text, start))
      return items
    },
  )
}

function skipUnexpectedInList(cursor: Cursor): void {
  if (cursor.atEnd() || cursor.at(',') || cursor.at(')')) return
  reportUnexpected(cursor, 'an operator, a comma or ) is expected here')
  skipTo(cursor, ',)')
}

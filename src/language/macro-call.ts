import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Span } from '../diagnostics/span.ts'
import { closingQuote } from './skip.ts'

export interface MacroCall {
  readonly name: string
  readonly arguments: readonly MacroArgument[]
  /** `name()` may mean one empty argument, `name` may not. */
  readonly parenthesized: boolean
  /** From backtick to backtick; all that was read, when it is not a call. */
  readonly span: Span
  readonly problem?: { readonly code: DiagnosticCode; readonly message: string }
}

export interface MacroArgument {
  /** White space around it left out. */
  readonly value: Span
  /** When it has the form `name=value`. */
  readonly name?: string
  readonly namedValue?: Span
}

/** Reads `` `name(argument, "another")` `` from its first backtick. Commas and parentheses in quotes and in inner parentheses are text. */
export function readMacroCall(text: string, start: number): MacroCall {
  const failed = (end: number, code: DiagnosticCode, message: string): MacroCall => ({
    name: '',
    arguments: [],
    parenthesized: false,
    span: { start, end },
    problem: { code, message },
  })
  const namePattern = /\s*([\w.:-]+)\s*/y
  namePattern.lastIndex = start + 1
  const name = namePattern.exec(text)?.[1]
  let position = name === undefined ? start + 1 : namePattern.lastIndex
  const list: MacroArgument[] = []
  const parenthesized = text[position] === '('
  if (name !== undefined && parenthesized) {
    const close = readArguments(text, position, list)
    if (close.missing) {
      const end = text[close.end] === '`' ? close.end + 1 : close.end
      return failed(end, 'SPL0102', `the arguments of macro "${name}" are not closed`)
    }
    position = close.end
    while (/\s/.test(text[position] ?? '')) position += 1
  }
  if (name !== undefined && text[position] === '`') {
    return { name, arguments: list, parenthesized, span: { start, end: position + 1 } }
  }
  const close = text.indexOf('`', position)
  if (close < 0) return failed(text.length, 'SPL0102', 'this ` is not closed')
  return failed(
    close + 1,
    'SPL0103',
    `${text.slice(start, Math.min(close + 1, start + 40))} is not a macro call`,
  )
}

/** From the opening parenthesis on; ends behind the closing one, or where it became clear that it is missing. */
function readArguments(
  text: string,
  open: number,
  list: MacroArgument[],
): { readonly end: number; readonly missing: boolean } {
  let depth = 0
  let argumentStart = open + 1
  let position = open
  const finish = () => {
    const argument = argumentOf(text, argumentStart, position)
    const only = list.length === 0 && text[position] === ')'
    // `name()` has no arguments.
    if (!only || argument.value.end > argument.value.start) list.push(argument)
    argumentStart = position + 1
  }
  while (position < text.length) {
    const next = text[position]!
    if (next === '`') break
    if (next === '"') {
      const close = closingQuote(text, position)
      if (close < 0) return { end: text.length, missing: true }
      position = close
    } else if (next === '(') depth += 1
    else if (next === ')') {
      depth -= 1
      if (depth === 0) {
        finish()
        return { end: position + 1, missing: false }
      }
    } else if (next === ',' && depth === 1) finish()
    position += 1
  }
  return { end: position, missing: true }
}

function argumentOf(text: string, from: number, to: number): MacroArgument {
  let start = from
  let end = to
  while (start < end && /\s/.test(text[start]!)) start += 1
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1
  const pattern = /([\w-]+)\s*=\s*/y
  pattern.lastIndex = start
  const name = pattern.exec(text)?.[1]
  const value = { start, end }
  if (name === undefined || pattern.lastIndex > end) return { value }
  return { value, name, namedValue: { start: pattern.lastIndex, end } }
}

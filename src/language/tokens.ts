import type { Span } from '../diagnostics/span.ts'
import { readMacroCall } from './macro-call.ts'
import { skipQuoted } from './skip.ts'

export type TokenKind =
  | 'command'
  | 'comment'
  | 'field'
  | 'function'
  | 'keyword'
  | 'macro'
  | 'number'
  | 'operator'
  | 'option'
  | 'pipe'
  | 'punctuation'
  | 'string'
  | 'word'

export interface Token {
  readonly kind: TokenKind
  readonly span: Span
}

const keywords = new Set([
  ...['and', 'or', 'not', 'xor', 'in', 'like', 'as', 'by', 'from', 'where', 'over'],
  ...['output', 'outputnew', 'groupby', 'sortby'],
])

const wordPattern = /(?:\\["\\]|[^\s|[\](),="`<>!\\]|\\|!(?!=)|<<\w+>>)+/y
/** One that is not closed ends with its line. */
const singleQuotedPattern = /'(?:[^'\\\n]|\\.)*'?/y
const operatorPattern = /==|!=|<=|>=|::|[=<>]/y

/**
 * Tokens for colouring a search as it was written, macros not expanded; white space has none. What a word is is told by its neighbours alone,
 * so that text under edit keeps its colours: behind a pipe a command, before `(` a function, before `=` a field or an option.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let position = 0
  let first = false
  while (position < text.length) {
    if (/\s/.test(text[position]!)) {
      position += 1
      continue
    }
    const { kind, end } = tokenAt(text, position)
    const isCommand = first && kind !== 'comment' && wordKinds.has(kind)
    tokens.push({ kind: isCommand ? 'command' : kind, span: { start: position, end } })
    first = kind === 'pipe' || (first && kind === 'comment')
    position = end
  }
  return tokens
}

const wordKinds: ReadonlySet<TokenKind> = new Set(['word', 'keyword', 'function', 'option'])

function tokenAt(text: string, start: number): { readonly kind: TokenKind; readonly end: number } {
  const next = text[start]!
  if (next === '`') return backtickAt(text, start)
  if (next === '"') return { kind: 'string', end: skipQuoted(text, start) }
  if (next === '|') return { kind: 'pipe', end: start + 1 }
  if ('[](),'.includes(next)) return { kind: 'punctuation', end: start + 1 }
  for (const pattern of [singleQuotedPattern, operatorPattern, wordPattern]) {
    pattern.lastIndex = start
    if (!pattern.test(text)) continue
    const end = pattern.lastIndex
    if (pattern === singleQuotedPattern) return { kind: 'field', end }
    if (pattern === operatorPattern) return { kind: 'operator', end }
    return { kind: wordKind(text, start, end), end }
  }
  return { kind: 'word', end: start + 1 }
}

function backtickAt(
  text: string,
  start: number,
): { readonly kind: TokenKind; readonly end: number } {
  if (!text.startsWith('```', start)) {
    return { kind: 'macro', end: readMacroCall(text, start).span.end }
  }
  const close = text.indexOf('```', start + 3)
  return { kind: 'comment', end: close < 0 ? text.length : close + 3 }
}

function wordKind(text: string, start: number, end: number): TokenKind {
  const word = text.slice(start, Math.min(end, start + 64))
  if (keywords.has(word.toLowerCase())) return 'keyword'
  if (/^-?\d+(\.\d+)?$/.test(word)) return 'number'
  if (text[end] === '(') return 'function'
  if (text[end] === '=' && text[end + 1] !== '=') return 'option'
  return 'word'
}

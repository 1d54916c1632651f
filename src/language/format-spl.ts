import { closingQuote, skipQuoted } from './skip.ts'

/** Longer commands without line breaks of their own are broken up. */
const width = 110
const indent = '    '

/**
 * Lays out a search: each command of the outer pipeline begins a line of its own, blanks between words become one, and a command that is too
 * long is broken between words. Lines into which somebody has broken a command stay, so that lists keep their shape. Text in quotes, macro
 * calls and comments is not touched, and nothing but blanks and line breaks changes.
 */
export function formatSpl(text: string): string {
  const commands = splitCommands(text)
  const lines = commands.map((command, index) => {
    const laid = layOut(command.trim())
    return index === 0 ? laid : `| ${laid}`.trimEnd()
  })
  // A search that begins with a pipe has nothing before it.
  return lines.filter((line, index) => index > 0 || line !== '').join('\n')
}

/** The parts between the pipes of the outer pipeline. */
function splitCommands(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const piece of piecesOf(text)) {
    if (piece.kind === 'fixed') continue
    for (let at = piece.start; at < piece.end; at++) {
      const char = text[at]
      if (char === '[' || char === '(') depth++
      else if (char === ']' || char === ')') depth = Math.max(0, depth - 1)
      else if (char === '|' && depth === 0) {
        parts.push(text.slice(start, at))
        start = at + 1
      }
    }
  }
  parts.push(text.slice(start))
  return parts
}

interface Piece {
  /** `fixed` is text in quotes, a macro call or a comment. */
  readonly kind: 'free' | 'fixed'
  readonly start: number
  readonly end: number
}

function* piecesOf(text: string): Generator<Piece> {
  let free = 0
  for (let at = 0; at < text.length; ) {
    const end = endOfFixed(text, at)
    if (end === at) {
      // An escaped quote opens nothing.
      at += text[at] === '\\' ? 2 : 1
      continue
    }
    if (at > free) yield { kind: 'free', start: free, end: at }
    yield { kind: 'fixed', start: at, end }
    at = end
    free = end
  }
  if (free < text.length) yield { kind: 'free', start: free, end: text.length }
}

/** Where what must not be touched ends; the same place when nothing of the kind begins there. */
function endOfFixed(text: string, at: number): number {
  if (text.startsWith('```', at)) {
    const close = text.indexOf('```', at + 3)
    return close < 0 ? text.length : close + 3
  }
  if (text[at] === '`') {
    const close = closingBacktick(text, at + 1)
    return close < 0 ? text.length : close + 1
  }
  if (text[at] === "'") return endOfFieldName(text, at)
  return text[at] === '"' ? skipQuoted(text, at) : at
}

/** The name of a field in single quotes; an apostrophe within a word is none. */
function endOfFieldName(text: string, at: number): number {
  if (/\w/.test(text[at - 1] ?? '')) return at
  const close = closingQuote(text, at)
  return close < 0 || text.slice(at, close).includes('\n') ? at : close + 1
}

/** Quotes within a macro call belong to its arguments. */
function closingBacktick(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') at = skipQuoted(text, at) - 1
    else if (text[at] === '`') return at
  }
  return -1
}

interface Word {
  readonly text: string
  /** A line break stood before it. */
  readonly breaks: boolean
}

/** One command. A pattern without quotes, as `rex` may have, is left as it is: its blanks count. */
function layOut(command: string): string {
  if (/^(?:rex|regex)\b/i.test(command) && !command.includes('"')) return command
  const words = wordsOf(command)
  return words.some(({ breaks }) => breaks) ? inItsLines(words) : broken(words)
}

/** Words, and what is in quotes together with what it touches. */
function wordsOf(command: string): readonly Word[] {
  const words: Word[] = []
  let text = ''
  let breaks = false
  const end = () => {
    if (text !== '') words.push({ text, breaks })
    if (text !== '') breaks = false
    text = ''
  }
  for (const { kind, start, end: stop } of piecesOf(command)) {
    if (kind === 'fixed') {
      text += command.slice(start, stop)
      continue
    }
    for (const char of command.slice(start, stop)) {
      if (!/\s/.test(char)) text += char
      else {
        end()
        if (char === '\n') breaks = true
      }
    }
  }
  end()
  return words
}

const inItsLines = (words: readonly Word[]): string =>
  words
    .map(({ text, breaks }, index) =>
      index === 0 ? text : `${breaks ? `\n${indent}` : ' '}${text}`,
    )
    .join('')

/** Broken before AND, OR, BY and the like where possible, else where the line is full. */
function broken(words: readonly Word[]): string {
  const lines: string[] = []
  let line = ''
  for (const { text } of words) {
    const room = lines.length === 0 ? width - 2 : width - indent.length
    if (line !== '' && line.length + 1 + text.length > room) {
      lines.push(line)
      line = text
    } else line = line === '' ? text : `${line} ${text}`
  }
  if (line !== '') lines.push(line)
  return lines.join(`\n${indent}`)
}

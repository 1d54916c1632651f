import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Span } from '../diagnostics/span.ts'
import type { Pipeline } from './ast.ts'
import { closingQuote, maskComments, skipBracketed, skipOne } from './skip.ts'

/**
 * A place in the macro-expanded text, and what reads there. There are no tokens made in advance, since what a word is depends on who
 * reads: `-24h@h` and `*foo*` are words to `search`, not to `eval`. All reading goes forward; looking ahead never goes beyond the next word.
 */
export interface Cursor {
  /** Comments are blanked out, so that offsets stay what they were. */
  readonly text: string
  readonly position: number
  /** Moves to an offset of the text. Going back is allowed over a word or two only: else reading is no longer linear. */
  seek(position: number): void
  skipSpace(): void
  /** After white space: is this the end of the command's text, that is `|`, the `]` of its subsearch, or the end of all? */
  atEnd(): boolean
  /** After white space: does the text go on with this symbol? */
  at(symbol: string): boolean
  /** Takes the symbol when it comes next, after white space. */
  take(symbol: string): boolean
  /** Like `take`; when it is missing that is reported, with the label beside the carets. */
  expect(symbol: string, code: 'SPL0102' | 'SPL0104', message: string): boolean
  /** What a sticky expression matches here, and moves behind it; `undefined` without a match. White space is not skipped. */
  match(pattern: RegExp): string | undefined
  /** Like `match`, but stays. */
  look(pattern: RegExp): string | undefined
  /** The next bare word of a command's arguments after white space, not taken, at most 64 characters; `''` if there is none. */
  peekWord(): string
  /** Takes the word when it comes next as a whole word; case does not count. */
  takeKeyword(word: string): boolean
  /** Reads a string in double quotes that begins here; escapes stay as they were written. Reports one that is not closed. */
  rawQuoted(): string
  /** `[ … ]`: the pipeline between the brackets. Always moves on. */
  subsearch(): Pipeline
  /** Text up to the end of the command: quotes and brackets in it are respected. Trimmed. */
  restOfCommand(): string
  /** From there to the last character read that is not white space. */
  spanFrom(start: number): Span
  report(diagnostic: Diagnostic): void
  problem(code: DiagnosticCode, span: Span, message: string, more?: ProblemDetails): void
  /** Runs one level deeper; beyond the limit this reports SPL0108 once, and runs nothing. */
  nested<T>(run: () => T, beyond: () => T): T
  readonly scope: ArgumentScope
  /** Runs with another scope. */
  within<T>(scope: ArgumentScope, run: () => T): T
}

export interface ProblemDetails {
  readonly label?: string
  readonly advice?: string
  readonly severity?: Diagnostic['severity']
}

/** What the pieces around the one that reads are waiting for. */
export interface ArgumentScope {
  /** Words, in lower case, at which a list ends: they begin a later piece. */
  readonly stops: ReadonlySet<string>
  /** Options of all enclosing pieces, the nearest first. */
  readonly options: readonly OptionTable[]
}

export interface OptionTable {
  readonly names: readonly string[]
  /** Reads the value of an option into its place; the cursor stands behind the `=`. False when the name is not one of these. */
  read(name: string, nameSpan: Span, cursor: Cursor): boolean
}

export const emptyScope: ArgumentScope = { stops: new Set(), options: [] }

/** How a cursor reads `[ … ]`: the cursor stands behind the opening bracket and is left before the closing one. */
export type PipelineReader = (cursor: Cursor) => Pipeline

const maxDepth = 100
const maxDiagnostics = 200

export interface CursorOptions {
  readonly readPipeline: PipelineReader
  readonly report: (diagnostic: Diagnostic) => void
}

/** Characters of a bare word in a command's arguments; others, such as `|` and `,`, stand for themselves. */
export const wordPattern = /[^\s|[\](),="`]+/y
/** Enough to tell keywords: looking ahead must not read on and on. */
const peekPattern = /[^\s|[\](),="`]{1,64}/y
const spacePattern = /\s+/y

/** Stands for a macro that could not be expanded, which was reported when that was tried. */
export const failedMacro = '\uFFFC'

/** What is odd there is odd because of the macro. */
function besideFailedMacro(text: string, span: Span): boolean {
  if (text[span.start] === failedMacro) return true
  const before = text.slice(Math.max(0, span.start - 2), span.start).trimEnd()
  return before.endsWith(failedMacro)
}

/** What is missing at the end of a line is missing there, not on a later line where reading came to an end. */
function onWrittenLine(text: string, diagnostic: Diagnostic): Diagnostic {
  const { span } = diagnostic
  if (span === undefined || span.start < span.end) return diagnostic
  let start = span.start
  while (start > 0 && /\s/.test(text[start - 1]!)) start -= 1
  return text.slice(start, span.start).includes('\n')
    ? { ...diagnostic, span: { start, end: start } }
    : diagnostic
}

export function createCursor(written: string, options: CursorOptions): Cursor {
  const text = maskComments(written)
  let position = 0
  let depth = 0
  let reported = 0
  let cutOff = false
  let deepReported = false
  let scope = emptyScope

  const cursor: Cursor = {
    text,
    get position() {
      return position
    },
    get scope() {
      return scope
    },
    seek(to) {
      position = Math.min(to, text.length)
    },
    skipSpace() {
      const code = text.charCodeAt(position)
      // Most gaps are one blank or none.
      if (code > 32 && code < 128) return
      spacePattern.lastIndex = position
      if (spacePattern.test(text)) position = spacePattern.lastIndex
    },
    atEnd() {
      cursor.skipSpace()
      const next = text[position]
      return next === undefined || next === '|' || next === ']'
    },
    at(symbol) {
      cursor.skipSpace()
      return text.startsWith(symbol, position)
    },
    take(symbol) {
      if (!cursor.at(symbol)) return false
      position += symbol.length
      return true
    },
    expect(symbol, code, message) {
      const end = position
      if (cursor.take(symbol)) return true
      cursor.problem(code, { start: position, end: position }, message, {
        label: `${symbol} is expected here`,
      })
      if (cursor.atEnd()) position = end
      return false
    },
    match(pattern) {
      pattern.lastIndex = position
      const found = pattern.exec(text)
      if (found === null) return undefined
      position = pattern.lastIndex
      return found[0]
    },
    look(pattern) {
      pattern.lastIndex = position
      return pattern.exec(text)?.[0]
    },
    peekWord() {
      cursor.skipSpace()
      return cursor.look(peekPattern) ?? ''
    },
    takeKeyword(word) {
      const next = cursor.peekWord()
      if (next.length !== word.length || next.toLowerCase() !== word.toLowerCase()) return false
      position += next.length
      return true
    },
    rawQuoted() {
      const start = position
      const close = closingQuote(text, start)
      if (close >= 0) {
        position = close + 1
        return text.slice(start + 1, close)
      }
      cursor.problem('SPL0101', { start, end: start + 1 }, 'this string is not closed', {
        label: 'it begins here',
      })
      // What is missing after it is missing because of it.
      cutOff = true
      position = text.length
      return text.slice(start + 1)
    },
    subsearch() {
      const start = position
      position += 1
      const empty: Pipeline = { kind: 'pipeline', commands: [], span: { start, end: start } }
      const pipeline = cursor.nested(
        () => cursor.within(emptyScope, () => options.readPipeline(cursor)),
        () => {
          position = skipBracketed(text, start) - 1
          return empty
        },
      )
      if (!cursor.take(']')) {
        cursor.problem('SPL0102', { start, end: start + 1 }, 'this bracket is not closed', {
          label: 'the subsearch begins here',
        })
      }
      return pipeline
    },
    restOfCommand() {
      cursor.skipSpace()
      const start = position
      while (position < text.length) {
        const next = text[position]
        if (next === '|' || next === ']') break
        position = next === '[' ? skipBracketed(text, position) : skipOne(text, position)
      }
      return text.slice(start, position).trim()
    },
    spanFrom(start) {
      let end = position
      while (end > start && /\s/.test(text[end - 1]!)) end -= 1
      return { start, end }
    },
    report(diagnostic) {
      if (cutOff && (diagnostic.code === 'SPL0102' || diagnostic.code === 'SPL0104')) return
      if (diagnostic.span && besideFailedMacro(text, diagnostic.span)) return
      reported += 1
      if (reported <= maxDiagnostics) options.report(onWrittenLine(text, diagnostic))
    },
    problem(code, span, message, more) {
      const { severity = 'error', ...details } = more ?? {}
      cursor.report({ code, severity, message, span, ...details })
    },
    nested(run, beyond) {
      if (depth >= maxDepth) {
        if (!deepReported) {
          deepReported = true
          cursor.problem(
            'SPL0108',
            { start: position, end: position + 1 },
            `brackets are nested more than ${maxDepth} deep`,
          )
        }
        return beyond()
      }
      depth += 1
      const result = run()
      depth -= 1
      return result
    },
    within(inner, run) {
      const outer = scope
      scope = inner
      const result = run()
      scope = outer
      return result
    },
  }
  return cursor
}

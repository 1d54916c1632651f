import type { Diagnostic } from './diagnostic.ts'
import { lineAndColumn, type Place } from './span.ts'

/** Longer lines are cut around what is pointed at. */
const maxWidth = 100
const lead = 30

/** Also one with a code of another list. */
export interface RenderedDiagnostic extends Omit<Diagnostic, 'code'> {
  readonly code: string
}

/**
 * The diagnostic as text for people: the message, an excerpt with carets for each place, and the advice. The places are where it was
 * written, the outermost first: the call of a macro, then the macro's text. Ends without a line break.
 */
export function renderDiagnostic(
  diagnostic: RenderedDiagnostic,
  places: readonly Place[] = [],
): string {
  const { code, severity, message, label, advice } = diagnostic
  const excerpts = places.map((place, index) =>
    excerptOf(place, index === places.length - 1 ? label : 'in this macro'),
  )
  const margin = ' '.repeat(Math.max(1, ...excerpts.map(({ line }) => line.length)))
  const lines = [`${severity}[${code}]: ${message}`]
  excerpts.forEach(({ title, line, text, carets }, index) => {
    lines.push(`${margin} ${index === 0 ? '┌' : '├'}─ ${title}`)
    lines.push(`${line.padStart(margin.length)} │ ${text}`)
    lines.push(`${margin} │ ${carets}`)
  })
  if (advice !== undefined) lines.push(`${margin} = ${advice}`)
  return lines.map((line) => line.trimEnd()).join('\n')
}

interface Excerpt {
  readonly title: string
  readonly line: string
  readonly text: string
  readonly carets: string
}

function excerptOf({ name, text, span }: Place, label: string | undefined): Excerpt {
  const { line, column } = lineAndColumn(text, span.start)
  const lineStart = span.start - column + 1
  const lineEnd = text.indexOf('\n', span.start)
  // Control characters would break the alignment, or the terminal.
  const full = text
    .slice(lineStart, lineEnd < 0 ? text.length : lineEnd)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
  const { shown, from } = cut(full, column - 1)
  const start = column - 1 - from
  const width = Math.min(Math.max(1, span.end - span.start), Math.max(1, shown.length - start))
  const carets = `${' '.repeat(start)}${'^'.repeat(width)}${label === undefined ? '' : ` ${label}`}`
  return { title: `${name}:${line}:${column}`, line: String(line), text: shown, carets }
}

function cut(line: string, column: number): { shown: string; from: number } {
  if (line.length <= maxWidth) return { shown: line, from: 0 }
  const start = Math.max(0, Math.min(column - lead, line.length - maxWidth))
  const end = start + maxWidth
  const before = start > 0 ? '…' : ''
  const after = end < line.length ? '…' : ''
  return { shown: before + line.slice(start, end) + after, from: start - before.length }
}

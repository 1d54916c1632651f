import type { Batch } from '../contract/batch.ts'
import type { Scope } from '../contract/command.ts'
import type { Span } from '../diagnostics/span.ts'
import type { Pipeline } from '../language/ast.ts'
import { skipBracketed } from '../language/skip.ts'
import type { Syntax } from '../language/syntax.ts'

/** A pipeline in brackets as text, with places that are filled in while the search runs. */
export interface Template {
  readonly text: string
  readonly span: Span
}

export const template = (about: string): Syntax<Template> => ({
  usage: '[<subsearch>]',
  arguments: [{ name: '', usage: '[<subsearch>]', about, required: true }],
  accepts: (cursor) => cursor.at('['),
  parse(cursor) {
    cursor.skipSpace()
    const start = cursor.position
    if (!cursor.at('[')) {
      cursor.problem('SPL0104', { start, end: start }, 'a subsearch in [ ] is missing')
      return { text: '', span: { start, end: start } }
    }
    const end = skipBracketed(cursor.text, start)
    cursor.seek(end)
    const closed = cursor.text[end - 1] === ']'
    if (!closed) {
      cursor.problem('SPL0102', { start, end: start + 1 }, 'this bracket is not closed', {
        label: 'the subsearch begins here',
      })
    }
    return {
      text: cursor.text.slice(start + 1, closed ? end - 1 : end).trim(),
      span: { start, end },
    }
  },
  print: ({ text }) => `[${text}]`,
})

/** The pipeline that the text says; what is wrong with it is reported at the place of its template. */
export function parseTemplate(text: string, span: Span, scope: Scope): Pipeline | undefined {
  const parsed = scope.parse?.(text)
  if (!parsed) {
    scope.report({
      code: 'SPL0502',
      severity: 'error',
      message: 'searches that are put together while running are not supported here',
      span,
    })
    return undefined
  }
  for (const { span: _, ...diagnostic } of parsed.diagnostics) {
    scope.report({ ...diagnostic, span, label: `in ${text}` })
  }
  return parsed.diagnostics.some(({ severity }) => severity === 'error')
    ? undefined
    : parsed.pipeline
}

/** Runs commands given as text over rows; the rows themselves when the text is wrong. */
export async function runOver(
  text: string,
  span: Span,
  input: Batch,
  scope: Scope,
  signal: AbortSignal,
): Promise<Batch> {
  const pipeline = parseTemplate(`| ${text}`, span, scope)
  return pipeline ? await scope.over(pipeline, input, signal) : input
}

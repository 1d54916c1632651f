import { expect, test } from 'vitest'
import type { Diagnostic } from './diagnostic.ts'
import { renderDiagnostic } from './render.ts'
import { lineAndColumn } from './span.ts'

const diagnostic: Diagnostic = {
  code: 'SPL0401',
  severity: 'error',
  message: 'unknown field "usr"',
  label: 'after stats only these fields exist: count, user',
  advice: 'did you mean "user"?',
}

const place = (text: string, word: string) => {
  const start = text.indexOf(word)
  return { name: 'search', text, span: { start, end: start + word.length } }
}

test('an excerpt with carets, label and advice', () => {
  const text = 'index=auth | stats count by user | where usr="root"'
  expect(renderDiagnostic(diagnostic, [place(text, 'usr')])).toMatchInlineSnapshot(`
    "error[SPL0401]: unknown field "usr"
      ┌─ search:1:42
    1 │ index=auth | stats count by user | where usr="root"
      │                                          ^^^ after stats only these fields exist: count, user
      = did you mean "user"?"
  `)
})

test('a long line is cut, control characters are blanks', () => {
  const text = `a\nb\n${'x '.repeat(9)}${'y'.repeat(50)}\u001b[31m here ${'z'.repeat(100)}\nc`
  const { label, advice, ...bare } = diagnostic
  expect(renderDiagnostic(bare, [place(text, 'here')])).toMatchInlineSnapshot(`
    "error[SPL0401]: unknown field "usr"
      ┌─ search:3:75
    3 │ …yyyyyyyyyyyyyyyyyyyyyyyy [31m here zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz…
      │                                ^^^^"
  `)
})

test('a span over several lines is marked to the end of its first line', () => {
  const { label, advice, ...bare } = diagnostic
  expect(renderDiagnostic(bare, [place('a (b\nc) d', '(b\nc)')])).toMatchInlineSnapshot(`
    "error[SPL0401]: unknown field "usr"
      ┌─ search:1:3
    1 │ a (b
      │   ^^"
  `)
})

test('without a place only the message', () => {
  expect(renderDiagnostic(diagnostic)).toMatchInlineSnapshot(`
    "error[SPL0401]: unknown field "usr"
      = did you mean "user"?"
  `)
})

test.each<[number, string]>([
  [0, '1:1'],
  [2, '1:3'],
  [3, '2:1'],
  [4, '3:1'],
  [6, '3:3'],
])('offset %i', (offset, expected) => {
  const { line, column } = lineAndColumn('ab\n\ncd', offset)
  expect(`${line}:${column}`).toBe(expected)
})

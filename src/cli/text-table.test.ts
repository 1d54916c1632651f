import { expect, test } from 'vitest'
import { styleOf } from './terminal.ts'
import { textTable } from './text-table.ts'

const style = styleOf(false)
const rows = [
  { host: 'a1', message: 'something that is rather long to read', count: 3 },
  { host: 'b2', message: 'short' },
]
const fields = ['host', 'message', 'count']
const table = (columns?: number): string[] =>
  textTable(fields, rows, style, columns).trimEnd().split('\n')

test('columns are as wide as their values', () => {
  expect(table()).toEqual([
    'host  message                                count',
    '────  ─────────────────────────────────────  ─────',
    'a1    something that is rather long to read  3',
    'b2    short',
  ])
  expect(table(50)).toEqual(table())
})

test('wide columns give way where the line is short', () => {
  expect(table(40)).toEqual([
    'host  message                      count',
    '────  ───────────────────────────  ─────',
    'a1    something that is rather l…  3',
    'b2    short',
  ])
})

test('rows are blocks where columns would be too narrow', () => {
  expect(table(24)).toEqual([
    '── row 1 ──────────────',
    'host     a1',
    'message  something that',
    '         is rather long',
    '         to read',
    'count    3',
    '── row 2 ──────────────',
    'host     b2',
    'message  short',
  ])
})

test.each([20, 60, 80, 120])('no line is longer than %i', (columns) => {
  const names = Array.from({ length: 40 }, (_, index) => `a_field_of_the_number_${index}`)
  const wide = [Object.fromEntries(names.map((name) => [name, 'value '.repeat(100)]))]
  for (const line of textTable(names, wide, style, columns).split('\n')) {
    expect([...line].length).toBeLessThanOrEqual(columns)
  }
})

test('control characters in names and values are made visible', () => {
  const text = textTable(['a\u001b[2J'], [{ 'a\u001b[2J': '\u0007x' }], style)
  expect(text).toBe('a\\x1b[2J\n────────\n\\x07x\n')
})

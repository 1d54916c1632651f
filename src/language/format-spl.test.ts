import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatSpl } from './format-spl.ts'

test.each([
  ['index=a|stats   count by b', 'index=a\n| stats count by b'],
  ['| makeresults | eval a="x | y"', '| makeresults\n| eval a="x | y"'],
  ['index=a\n\n\n| head 1\n', 'index=a\n| head 1'],
  ['index=a | stats count\nby a\n   b', 'index=a\n| stats count\n    by a\n    b'],
  ['`m("a  b", c)`   x | `f`', '`m("a  b", c)` x\n| `f`'],
  ['a ```two  blanks | here``` b', 'a ```two  blanks | here``` b'],
  [
    'a [search b | fields c] | append [ | inputlookup d ]',
    'a [search b | fields c]\n| append [ | inputlookup d ]',
  ],
  [`eval 'a  b'=1 | where c="d  e"`, `eval 'a  b'=1\n| where c="d  e"`],
  ["don't  match | head", "don't match\n| head"],
  ['a | rex (?<x>b  c)', 'a\n| rex (?<x>b  c)'],
  ['a "b\\"  c"  d', 'a "b\\"  c" d'],
  ['a |', 'a\n|'],
  ['', ''],
])('%j', (text, expected) => {
  expect(formatSpl(text)).toBe(expected)
})

test('a command that is too long is broken between words', () => {
  const formatted = formatSpl(
    `index=a | stats ${Array.from({ length: 40 }, (_, i) => `values(field${i})`).join(' ')} by "${'x '.repeat(100)}"`,
  )
  for (const line of formatted.split('\n').slice(0, -1))
    expect(line.length).toBeLessThanOrEqual(112)
  expect(formatted.split('\n')[2]).toMatch(/^ {4}values\(/)
  expect(formatted).toContain(`"${'x '.repeat(100)}"`)
})

test('only blanks change, and formatting twice changes nothing more', () => {
  const piece = fc.constantFrom(
    'a',
    'b=1',
    ' ',
    '  ',
    '\n',
    '|',
    '"',
    '"x  y"',
    '`m`',
    '`',
    '```',
    '[',
    ']',
    '(',
    ')',
    "'",
    '\\',
    'rex ',
    '\t',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('')
      const once = formatSpl(text)
      expect(once.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      expect(formatSpl(once)).toBe(once)
    }),
    { numRuns: 3000 },
  )
})

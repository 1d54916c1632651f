import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillSearch, fillText, type ResultRow, singleValuedRows, unclosedTokens } from './tokens.ts'

const row: ResultRow = {
  dest: 'ws07',
  user: ['ann', 'bob'],
  n: 1.5,
  empty: null,
  text: 'a "b" \\c',
  'destination{}.address': '192.0.2.1',
  cash: '$dest$',
}

test.each([
  ['on $dest$ by $user$, $n$ times', 'on ws07 by ann, bob, 1.5 times', ''],
  ['$destination{}.address$', '192.0.2.1', ''],
  ['$empty$ $absent$ $dest$', '$empty$ $absent$ ws07', 'empty absent'],
  ['5$ and 6$', '5$ and 6$', ''],
  ['$cash$', '$dest$', ''],
  ['$dest$$dest$', 'ws07ws07', ''],
  ['$toString$ $__proto__$', '$toString$ $__proto__$', 'toString __proto__'],
  ['$dest|s$', 'ws07', ''],
])('text %j', (text, filled, missing) => {
  const result = fillText(text, row)
  expect([result.text, result.missing.map(({ name }) => name).join(' ')]).toEqual([filled, missing])
})

test.each([
  ['search dest="$dest$"', 'search dest="ws07"'],
  ['search dest=$dest$', 'search dest=ws07'],
  ['search x="$text$"', 'search x="a \\"b\\" \\\\c"'],
  ['search x=$text$', 'search x="a \\"b\\" \\\\c"'],
  ['search x=$dest|s$', 'search x="ws07"'],
  ['search x IN ("$dest$", "$n$")', 'search x IN ("ws07", "1.5")'],
  ['search "\\"$text$"', 'search "\\"a \\"b\\" \\\\c"'],
  [
    'search share="\\\\\\\\*\\\\C$\\\\*" OR x="$dest$"',
    'search share="\\\\\\\\*\\\\C$\\\\*" OR x="ws07"',
  ],
  ['%original_detection_search% | search d="$dest$"', 'index=a | rex "^x$" | search d="ws07"'],
])('search %j', (text, filled) => {
  expect(fillSearch(text, row, 'index=a | rex "^x$"')).toEqual({ text: filled, missing: [] })
})

test.each([
  ['`m($dest$)` | x="$text$"', '`m(ws07)` | x="a \\"b\\" \\\\c"', ''],
  ['`m($text$)`', '`m($text$)`', 'text'],
  ['`m("a`b", "$text$")` $dest$', '`m("a`b", "$text$")` ws07', 'text'],
  ['search x="`" y="$text$"', 'search x="`" y="a \\"b\\" \\\\c"', ''],
])('macro calls in %j', (text, filled, missing) => {
  const result = fillSearch(text, row, '')
  expect([result.text, result.missing.map(({ name }) => name).join(' ')]).toEqual([filled, missing])
})

test('a value that names the original search is not expanded', () => {
  const hostile = { dest: '%original_detection_search%' }
  expect(fillSearch('search d="$dest$"', hostile, 'XX').text).toBe(
    'search d="%original_detection_search%"',
  )
})

test('a missing token is placed in the template', () => {
  const [token] = fillSearch('%original_detection_search% | search d=$gone$', row, 'x').missing
  expect(token).toEqual({ name: 'gone', filter: null, start: 39, end: 45 })
})

test.each(['or', 'NOT', 'a b', 'a|b', '`m`', '[x', 'x=1', '', '-x', '(', 'a,b', '$b$'])(
  'outside of quotes the value %j is quoted',
  (value) => {
    expect(fillSearch('search x=$v$', { v: value }, '').text).toBe(`search x="${value}"`)
  },
)

/** The text outside of double quotes, which alone can hold commands. */
const outside = (spl: string) => spl.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""')

test('no value changes the shape of a search', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a"\\|`$[] %=*\n') }), (value) => {
      const filled = (text: string) => outside(fillSearch(text, { v: value }, 'o').text)
      expect(filled('search x="$v$" y="a $v$ b" | t')).toBe('search x="" y="" | t')
      expect(filled('search x=$v$ | t')).toMatch(/^search x=(?:""|a+) \| t$/)
    }),
  )
})

test.each([
  ['from $ComputerName by abusing', [5]],
  ['$dest$ and $user', [11]],
  ['cost 5$ $dest$', []],
  ['\\\\host\\C$ and $dest$', []],
])('unclosed tokens of %j', (text, offsets) => {
  expect(unclosedTokens(text)).toEqual(offsets)
})

test('one row for each combination of values, up to the limit', () => {
  const many: ResultRow = { a: ['1', '2'], b: ['x', 'y', 'z'], c: ['not', 'asked'] }
  const { rows, cut } = singleValuedRows(many, ['a', 'b', 'gone'], 10)
  expect(rows.map(({ a, b }) => `${a}${b}`)).toEqual(['1x', '1y', '1z', '2x', '2y', '2z'])
  expect(cut).toBe(false)
  const few = singleValuedRows(many, ['a', 'b'], 4)
  expect([few.rows.length, few.cut]).toEqual([4, true])
})

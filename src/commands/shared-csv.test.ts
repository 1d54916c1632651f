import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv } from './shared-csv.ts'

test.each<[string, string[][]]>([
  ['', []],
  [
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n\r\n1,\r\n,',
    [
      ['a', 'b'],
      ['1', ''],
      ['', ''],
    ],
  ],
  ['a\rb\r', [['a'], ['b']]],
  [
    'a,"b,\nc"\nd,e\n"f""g",h',
    [
      ['a', 'b,\nc'],
      ['d', 'e'],
      ['f"g', 'h'],
    ],
  ],
  [
    'a,b"c\n"d"e,f\n',
    [
      ['a', 'b"c'],
      ['"d"e', 'f'],
    ],
  ],
  ['one\n"two', [['one'], ['"two']]],
])('%j', (text, lines) => {
  expect(parseCsv(text)).toEqual(lines)
})

test('long cells and lines that end in a carriage return alone are read in one pass', () => {
  const long = 'x""'.repeat(4_000_000)
  expect(parseCsv(`"${long}",b`)).toEqual([['x"'.repeat(4_000_000), 'b']])
  const start = performance.now()
  expect(parseCsv('a,b,c,d\r'.repeat(400_000))).toHaveLength(400_000)
  // Looking for a line feed once for each line would take a quarter of a minute.
  expect(performance.now() - start).toBeLessThan(5000)
})

test('a line means the same with quotes around its first cell as without', () => {
  const cell = fc.array(fc.constantFrom('a', 'b', ' ', '=', "'"), { maxLength: 3 })
  const row = fc.array(
    cell.map((letters) => letters.join('')),
    { minLength: 2, maxLength: 4 },
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(row, fc.boolean()), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      (rows, lineBreak, ended) => {
        const lines = rows.map(([[first, ...others], quoted]) =>
          [quoted ? `"${first}"` : first, ...others].join(','),
        )
        const text = lines.join(lineBreak) + (ended ? lineBreak : '')
        expect(parseCsv(text)).toEqual(rows.map(([cells]) => cells))
      },
    ),
  )
})

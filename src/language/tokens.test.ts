import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokensOf } from './tokens.ts'

const kinds = (text: string) =>
  tokensOf(text).map(({ kind, span }) => `${kind} ${text.slice(span.start, span.end)}`)

test.each<[string, string[]]>([
  [
    'a=1 `m(x)` | stats dc(user) AS "u" by \'b c\'',
    [
      ...['option a', 'operator =', 'number 1', 'macro `m(x)`', 'pipe |', 'command stats'],
      ...['function dc', 'punctuation (', 'word user', 'punctuation )', 'keyword AS'],
      ...['string "u"', 'keyword by', "field 'b c'"],
    ],
  ],
  [
    '| ```note``` where x!="y" [a',
    [
      ...['pipe |', 'comment ```note```', 'command where', 'word x', 'operator !='],
      ...['string "y"', 'punctuation [', 'word a'],
    ],
  ],
])('%s', (text, expected) => expect(kinds(text)).toEqual(expected))

test('tokens cover all but white space, in order', () => {
  const soup = fc.string({ unit: fc.constantFrom(...'ab1 \n|[](),="\'`\\<>!:*.-'), maxLength: 40 })
  fc.assert(
    fc.property(soup, (text) => {
      let covered = 0
      for (const { span } of tokensOf(text)) {
        expect(text.slice(covered, span.start).trim()).toBe('')
        expect(span.end).toBeGreaterThan(span.start)
        covered = span.end
      }
      expect(covered).toBeLessThanOrEqual(text.length)
      expect(text.slice(covered).trim()).toBe('')
    }),
  )
})

test.each(["'", "'\\\\", '`', '"', '\\', '`a('])('%s repeated takes linear time', (unit) => {
  const started = performance.now()
  tokensOf(unit.repeat(30_000))
  expect(performance.now() - started).toBeLessThan(2_000)
})

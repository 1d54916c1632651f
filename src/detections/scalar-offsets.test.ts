import { expect, test } from 'vitest'
import { isMap, isScalar, parseDocument } from 'yaml'
import { type ScalarStyle, scalarOffsets } from './scalar-offsets.ts'

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

/** Every character that is not a blank must be found again; `marks` are characters whose offset is asked for. */
function check(source: string, value: string, escaped = '') {
  const root = parseDocument(source).contents
  const node = isMap(root) ? root.items[0]?.value : null
  if (!isScalar(node) || !node.range) throw new Error('no scalar')
  expect(node.value).toBe(value)
  const style = styles[node.type ?? ''] as ScalarStyle
  const offsets = scalarOffsets(source, node.range[0], node.range[1], style, value)
  expect(offsets.length).toBe(value.length + 1)
  for (let i = 0; i < value.length; i++) {
    const character = value[i] as string
    if (escaped.includes(character)) expect(source[offsets[i] as number]).toMatch(/\\/)
    else if (!/\s/.test(character)) expect(source[offsets[i] as number]).toBe(character)
    expect(offsets[i + 1]).toBeGreaterThanOrEqual(offsets[i] as number)
  }
  return [...offsets]
}

test.each([
  ['a: one | two\n', 'one | two'],
  ['a: one\n  | two\n\n  three\n', 'one | two\nthree'],
  ["a: 'it''s ''so'''\n", "it's 'so'"],
  ["a: 'one   \n\n\n  | two'\n", 'one\n\n| two'],
  ["a: ' x\n\n   y '\n", ' x\ny '],
  ['a: |-\n  one \n    two\n\n  three\n', 'one \n  two\n\nthree'],
  ['a: |2-\n    one\n  two\n', '  one\ntwo'],
  ['a: |+\n\n  one\n\n', '\none\n\n'],
  ['a: >-\n  one\n  two\n\n  three\n    four\n  five\n', 'one two\nthree\n  four\nfive'],
  ['a: |-\r\n  one\r\n  two\r\n', 'one\ntwo'],
  ['a: # no value here\n  one\n', 'one'],
])('%j', (source, value) => {
  check(source, value)
})

test.each([
  ['a: "one \\\n  two"\n', 'one two', ''],
  ['a: "\\"x\\" \\\\ \\x41\\u0042\\U00000043"\n', '"x" \\ ABC', '"\\ABC'],
  ['a: "\\U0001F600z"\n', '😀z', '😀'],
])('escapes in %j', (source, value, escaped) => {
  check(source, value, escaped)
})

test('lines and blanks of a literal are exact', () => {
  const source = 'a: |-\n    ab\n      c \n    d\n'
  expect(check(source, 'ab\n  c \nd')).toEqual([10, 11, 12, 17, 18, 19, 20, 21, 26, 27])
})

test('a million blanks take no time worth mentioning', () => {
  const source = `a: 'x${' '.repeat(500_000)}\n${' '.repeat(500_000)}y'\n`
  const began = performance.now()
  check(source, 'x y')
  expect(performance.now() - began).toBeLessThan(2000)
})

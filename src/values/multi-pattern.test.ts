import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../test/random-seed.ts'
import { multiPattern } from './multi-pattern.ts'

function found(words: readonly string[], text: string, most?: number): readonly number[] {
  const places = new Set<number>()
  multiPattern(words, most).eachIn(text, (word) => places.add(word))
  return [...places].sort((left, right) => left - right)
}

test.each([
  [[], 'text', []],
  [['a'], '', []],
  [['he', 'she', 'his', 'hers'], 'ushers', [0, 1, 3]],
  [['ab', 'ab'], 'cab', [0, 1]],
  [['aaa', 'a'], 'aa', [1]],
  [['é', 'ß'], 'straße', [1]],
  [['\u{1f600}'], 'x\u{1f600}y', [0]],
  [['cmd'], 'CMD', []],
])('%j in %j', (words, text, expected) => {
  expect(found(words, text)).toEqual(expected)
  expect(found(words, text, 0)).toEqual(expected)
})

test('finds what includes() finds', () => {
  const letters = fc.constantFrom('a', 'b', 'c', '\\', 'ä', '\u{1f600}')
  const word = fc.array(letters, { minLength: 1, maxLength: 7 }).map((list) => list.join(''))
  const text = fc.array(letters, { maxLength: 30 }).map((list) => list.join(''))
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), text, (words, within) => {
      const expected = words.flatMap((each, index) => (within.includes(each) ? [index] : []))
      expect(found(words, within)).toEqual(expected)
      expect(found(words, within, 0)).toEqual(expected)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { multiPattern } from './multi-pattern.ts'

function found(
  words: readonly string[],
  text: string,
  most?: number,
  few?: number,
): readonly number[] {
  const places = new Set<number>()
  multiPattern(words, most, few).eachIn(text, (word) => places.add(word))
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
  expect(found(words, text, undefined, 0)).toEqual(expected)
  expect(found(words, text, 0, 0)).toEqual(expected)
})

test('many words of many different characters need little memory', () => {
  const letter = (number: number): string => String.fromCharCode(0x4e00 + (number % 9000))
  const words = Array.from({ length: 30_000 }, (_, index) =>
    [1, 2, 3, 5, 7].map((step) => letter(index * step)).join(''),
  )
  const before = process.memoryUsage().arrayBuffers
  const pattern = multiPattern(words)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 << 20)
  const places: number[] = []
  pattern.eachIn(`x${words[5]}x`, (word) => places.push(word))
  expect(places).toContain(5)
})

test('finds what includes() finds', () => {
  const letters = fc.constantFrom('a', 'b', 'c', '\\', 'ä', '\u{1f600}')
  const word = fc.array(letters, { minLength: 1, maxLength: 7 }).map((list) => list.join(''))
  const text = fc.array(letters, { maxLength: 30 }).map((list) => list.join(''))
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), text, (words, within) => {
      const expected = words.flatMap((each, index) => (within.includes(each) ? [index] : []))
      expect(found(words, within)).toEqual(expected)
      expect(found(words, within, undefined, 0)).toEqual(expected)
      expect(found(words, within, 0, 0)).toEqual(expected)
    }),
  )
})

import { expect, test } from 'vitest'
import { wrapped } from './wrapped-text.ts'

test.each([
  ['short', 10, ['short']],
  ['', 10, []],
  ['one two three', 7, ['one two', 'three']],
  ['one two  three', 8, ['one two', 'three']],
  ['abcdefghijkl', 5, ['abcde', 'fghij', 'kl']],
  ['a bcdefghijk', 5, ['a bcd', 'efghi', 'jk']],
  ['é😀é😀é', 2, ['é😀', 'é😀', 'é']],
])('%j at %i', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines)
})

test('what does not fit into so many lines is cut', () => {
  expect(wrapped('one two three four', 7, 2)).toEqual(['one two', 'three…'])
  expect(wrapped('one two three', 7, 2)).toEqual(['one two', 'three'])
  expect(wrapped('abcdefgh', 4, 1)).toEqual(['abc…'])
})

test('a line is never empty, however narrow', () => {
  expect(wrapped('abc', 0)).toEqual(['ab', 'c'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPairNumbers } from './shared-pair-numbers.ts'

test('numbers pairs as a map of their texts would, in a grid and beyond it', () => {
  const whole = fc.oneof(fc.integer({ min: -1, max: 40 }), fc.integer({ min: 0, max: 2 ** 31 - 2 }))
  const grids = fc.constantFrom(0, 64, 1024, 1 << 18)
  fc.assert(
    fc.property(grids, fc.array(fc.tuple(whole, whole), { maxLength: 500 }), (grid, pairs) => {
      const numbers = createPairNumbers(grid)
      const known = new Map<string, number>()
      for (const [left, right] of pairs) {
        const number = known.get(`${left} ${right}`) ?? -1
        expect(numbers.find(left, right)).toBe(number)
        if (number < 0) known.set(`${left} ${right}`, numbers.add(left, right))
      }
      expect(numbers.size).toBe(known.size)
      for (const [text, number] of known) {
        expect(`${numbers.leftOf(number)} ${numbers.rightOf(number)}`).toBe(text)
      }
    }),
  )
})

test('many pairs', () => {
  const numbers = createPairNumbers()
  for (let each = 0; each < 100_000; each++) numbers.add(each * 20_011, 2 ** 30 - each)
  expect(numbers.find(99_999 * 20_011, 2 ** 30 - 99_999)).toBe(99_999)
  expect(numbers.find(1, 1)).toBe(-1)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPairNumbers } from './shared-pair-numbers.ts'

test('numbers pairs as a map of their texts would', () => {
  const whole = fc.integer({ min: 0, max: 40 })
  fc.assert(
    fc.property(fc.array(fc.tuple(whole, whole), { maxLength: 500 }), (pairs) => {
      const numbers = createPairNumbers()
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

test('large numbers and many pairs', () => {
  const numbers = createPairNumbers()
  for (let each = 0; each < 100_000; each++) numbers.add(each * 20_011, 2 ** 30 - each)
  expect(numbers.find(99_999 * 20_011, 2 ** 30 - 99_999)).toBe(99_999)
  expect(numbers.find(1, 1)).toBe(-1)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderByNumber } from './shared-number-order.ts'

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, 1, 2),
)

/** Missing values and the like come last. */
const compare = (left: number, right: number): number =>
  Number.isNaN(left) || Number.isNaN(right)
    ? Number(Number.isNaN(left)) - Number(Number.isNaN(right))
    : left < right
      ? -1
      : left > right
        ? 1
        : 0

test('gives the order that a stable sort by comparison gives', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 200 }), fc.boolean(), (numbers, backwards) => {
      const rows = numbers.map((_, row) => (backwards ? numbers.length - 1 - row : row))
      const expected = [...rows].sort((left, right) =>
        compare(numbers[left] as number, numbers[right] as number),
      )
      expect([...orderByNumber(Float64Array.from(numbers), Uint32Array.from(rows))]).toEqual(
        expected,
      )
    }),
    { numRuns: 1000 },
  )
})

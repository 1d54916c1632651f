import { expect, it } from 'vitest'
import { unitQueue } from './reading-unit.ts'

const queue = (expected: readonly number[], threads = 2) =>
  unitQueue(
    expected.map((bytes) => ({
      file: { path: '', size: 0, modified: 0 },
      size: 0,
      expected: bytes,
    })),
    threads,
  )

const all = (given: ReturnType<typeof queue>): readonly number[] => {
  const taken: number[] = []
  for (let unit = given.take(); unit !== undefined; unit = given.take()) taken.push(unit)
  return taken
}

it.each([
  { expected: [], order: [] },
  { expected: [1, 2, 3, 2, 1], order: [2, 0, 1, 3, 4] },
  { expected: [1, 1, 1, 10, 20], order: [4, 3, 0, 1, 2] },
  { expected: [1, 1, 1, 1, 1], order: [0, 1, 2, 3, 4] },
])('hands out $expected as $order', ({ expected, order }) => {
  expect(all(queue(expected))).toEqual(order)
})

it('hands out first what stands before a unit, when asked', () => {
  const given = queue([1, 1, 1, 90])
  expect(given.take()).toBe(3)
  expect(given.takeBefore(3)).toBe(0)
  expect(given.takeBefore(1)).toBe(undefined)
  expect(all(given)).toEqual([1, 2])
})

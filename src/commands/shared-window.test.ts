import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../aggregates/index.ts'
import type { Aggregate } from '../contract/aggregate.ts'
import { isMultivalue, type Value } from '../values/value.ts'
import { addValue } from './shared-measure.ts'
import { slidingWindow } from './shared-window.ts'

const closely = (value: Value): unknown => {
  if (isMultivalue(value)) return value.map(closely)
  return typeof value === 'number' ? expect.closeTo(value, 6) : value
}

function recount(aggregate: Aggregate, rows: readonly Value[], width: number, last: number): Value {
  let state = aggregate.start(90)
  for (let row = Math.max(0, last - width + 1); row <= last; row++) {
    const value = rows[row] ?? null
    if (value !== null) state = addValue(aggregate, state, value, 1000 - row)
  }
  return aggregate.finish(state, 90)
}

describe.each(aggregates.map((aggregate) => [aggregate.name, aggregate] as const))(
  '%s',
  (_, aggregate) => {
    test('a sliding window gives what counting its rows anew gives', () => {
      const value = fc.oneof(
        fc.integer({ min: -50, max: 50 }),
        fc.constantFrom('a', 'b', '7'),
        fc.constant(null),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 3 }),
      )
      fc.assert(
        fc.property(
          fc.array(value, { maxLength: 30 }),
          fc.integer({ min: 1, max: 8 }),
          (rows, width) => {
            const window = slidingWindow(aggregate, 90)
            for (const [row, each] of rows.entries()) {
              window.enter(each, 1000 - row, row)
              window.leave(row - width + 1)
              expect(window.result()).toEqual(closely(recount(aggregate, rows, width, row)))
            }
          },
        ),
        { numRuns: 40 },
      )
    })
  },
)

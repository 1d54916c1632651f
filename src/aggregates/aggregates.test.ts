import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Aggregate } from '../contract/aggregate.ts'
import { isMultivalue, type Value, valuesOf } from '../values/value.ts'
import { aggregates } from './index.ts'

interface Row {
  readonly value: Value
  readonly time: number | null
}

function stateOf(aggregate: Aggregate, rows: readonly Row[], parameter?: number): unknown {
  let state = aggregate.start(parameter)
  for (const { value, time } of rows) {
    if (value === null) continue
    if (aggregate.whole) state = aggregate.add(state, value, time)
    else for (const one of valuesOf(value)) state = aggregate.add(state, one, time)
  }
  return state
}

const closely = (value: Value): unknown => {
  if (isMultivalue(value)) return value.map(closely)
  return typeof value === 'number' && !Number.isInteger(value) ? expect.closeTo(value, 6) : value
}

describe.each(aggregates.map((aggregate) => [aggregate.name, aggregate] as const))(
  '%s',
  (_name, aggregate) => {
    test.each(
      aggregate.examples.map(
        (example, index) => [example.title ?? `example ${index + 1}`, example] as const,
      ),
    )('%s', (_title, { values, times, parameter, result }) => {
      const rows = values.map((value, index) => ({ value, time: times?.[index] ?? null }))
      const state = stateOf(aggregate, rows, parameter)
      expect(aggregate.finish(state, parameter)).toEqual(closely(result))
    })

    test('has at least two examples', () => expect(aggregate.examples.length).toBeGreaterThan(1))

    const scalar = fc.oneof(
      fc.integer({ min: -1000, max: 1000 }),
      fc.integer({ min: 0, max: 20 }).map(String),
      fc.constantFrom('a', 'b', 'B', '', '1.0', '-'),
    )
    const row = fc.record({
      value: fc.oneof(scalar, fc.constant(null), fc.array(scalar, { minLength: 2, maxLength: 3 })),
      time: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.constant(null)),
    })

    test('any split merges to what one pass gives', () => {
      fc.assert(
        fc.property(fc.array(fc.array(row, { maxLength: 12 }), { maxLength: 8 }), (parts) => {
          const whole = aggregate.finish(stateOf(aggregate, parts.flat(), 90), 90)
          const states = parts.map((part) => structuredClone(stateOf(aggregate, part, 90)))
          const merged = states.reduce(
            (earlier, later) => aggregate.merge(earlier, later),
            aggregate.start(90),
          )
          expect(aggregate.finish(merged, 90)).toEqual(closely(whole))
        }),
      )
    })
  },
)

const named = (name: string): Aggregate => aggregates.find((each) => each.name === name)!
const numbers = (length: number): Row[] =>
  Array.from({ length }, (_, index) => ({ value: index, time: index }))

test('names and aliases are unique', () => {
  const names = aggregates.flatMap(({ name, aliases }) => [name, ...aliases])
  expect(new Set(names).size).toBe(names.length)
})

test('sums of fractions do not drift', () => {
  const rows = Array.from({ length: 100_000 }, () => ({ value: 0.1, time: null }))
  expect(named('sum').finish(stateOf(named('sum'), rows))).toBe(10_000)
})

test('estdc stays near the truth beyond what it can count, in bounded memory', () => {
  const estdc = named('estdc')
  const state = stateOf(estdc, numbers(200_000)) as { hashes: Set<number> }
  expect(state.hashes.size).toBeLessThanOrEqual(8192)
  const estimate = estdc.finish(state) as number
  expect(Math.abs(estimate / 200_000 - 1)).toBeLessThan(0.05)
})

test('estdc of merged parts is estdc of all, beyond what it can count', () => {
  const estdc = named('estdc')
  const rows = numbers(30_000)
  const parts = [rows.slice(0, 7_000), rows.slice(7_000, 9_000), rows.slice(9_000)]
  const merged = parts
    .map((part) => stateOf(estdc, part))
    .reduce((earlier, later) => estdc.merge(earlier, later))
  expect(estdc.finish(merged)).toBe(estdc.finish(stateOf(estdc, rows)))
})

test('estdc merged into nothing stays what it was', () => {
  const estdc = named('estdc')
  const state = stateOf(estdc, numbers(50_000))
  const estimate = estdc.finish(state)
  expect(estdc.finish(estdc.merge(estdc.start(), state))).toBe(estimate)
})

test('a sparkline has at most a hundred points', () => {
  const sparkline = named('sparkline')
  expect(sparkline.finish(stateOf(sparkline, numbers(1000)))).toEqual([
    '##__SPARKLINE__##',
    ...Array.from({ length: 100 }, () => 10),
  ])
})

test('a sparkline of an average, in buckets of a minute', () => {
  const sparkline = named('sparkline').over!(named('avg'), undefined, 60)
  const rows = [
    { value: 4, time: 10 },
    { value: 6, time: 20 },
    { value: 9, time: 130 },
  ]
  expect(sparkline.finish(stateOf(sparkline, rows))).toEqual(['##__SPARKLINE__##', 5, 0, 9])
})

import { type Aggregate, defineAggregate } from '../contract/aggregate.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

type Wording = Pick<Aggregate, 'name' | 'summary' | 'examples'> &
  Partial<Pick<Aggregate, 'aliases' | 'parameter'>>

/** Keeps all numbers: the result is exact, where Splunk begins to estimate above 1,000 distinct values. */
const ranked = (
  wording: Wording,
  finish: (sorted: Float64Array, parameter: number | undefined) => Value,
): Aggregate =>
  defineAggregate<number[]>({
    aliases: [],
    ...wording,
    category: 'aggregate',
    argument: 'required',
    numeric: true,
    readsOrder: false,
    readsTime: false,
    start: () => [],
    add(state, value) {
      const number = numberOf(value)
      if (number !== null) state.push(number)
      return state
    },
    merge(earlier, later) {
      for (const number of later) earlier.push(number)
      return earlier
    },
    finish: (state, parameter) =>
      state.length === 0 ? null : finish(Float64Array.from(state).sort(), parameter),
  })

/** Interpolates linearly between the two nearest ranks: of 1 to 10, the 50th is 5.5 and the 95th 9.55. */
function percentile(sorted: Float64Array, parameter = 50): number {
  const rank = (parameter / 100) * (sorted.length - 1)
  const below = sorted[Math.floor(rank)] as number
  const above = sorted[Math.ceil(rank)] as number
  return below + (above - below) * (rank - Math.floor(rank))
}

const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
const examples = [
  { values: ten, parameter: 50, result: 5.5 },
  { title: 'Between two ranks', values: ten, parameter: 95, result: 9.55 },
  { title: 'Text is passed over', values: ['x', '7'], parameter: 99, result: 7 },
]
const parameter = { min: 0, max: 100 }

export const percentileOf = ranked(
  {
    name: 'perc',
    aliases: ['p', 'percentile'],
    summary: 'A percentile of the numbers of a field, as in `perc95(x)` or `p95(x)`.',
    parameter,
    examples,
  },
  percentile,
)

export const exactPercentile = ranked(
  {
    name: 'exactperc',
    summary: 'A percentile of the numbers of a field; the same as `perc`, which is exact here.',
    parameter,
    examples,
  },
  percentile,
)

export const upperPercentile = ranked(
  {
    name: 'upperperc',
    summary: 'An upper bound for a percentile; the same as `perc`, which is exact here.',
    parameter,
    examples,
  },
  percentile,
)

/** Of an even number of values the higher of the two in the middle (Search Reference, Aggregate functions: median). */
export const median = ranked(
  {
    name: 'median',
    summary: 'The number in the middle; the higher of two when their count is even.',
    examples: [
      { values: [7, 1, 5], result: 5 },
      { title: 'An even count', values: [4, 3, 2, 1], result: 3 },
      { title: 'No numbers, no median', values: ['x'], result: null },
    ],
  },
  (sorted) => sorted[Math.floor(sorted.length / 2)] as number,
)

import { type Aggregate, defineAggregate } from '../contract/aggregate.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { addTo, emptySum, mergeSums, type Sum, totalOf } from './shared-sum.ts'

type Wording = Pick<Aggregate, 'name' | 'summary' | 'examples'> &
  Partial<Pick<Aggregate, 'aliases' | 'category' | 'perBucket'>>

/** Values that are not numbers are passed over. */
const summing = (
  wording: Wording,
  finish: (sum: Sum, parameter: number | undefined) => Value,
  term: (number: number) => number = (number) => number,
): Aggregate =>
  defineAggregate<Sum>({
    aliases: [],
    category: 'aggregate',
    ...wording,
    argument: 'required',
    compact: true,
    numeric: true,
    readsOrder: false,
    readsTime: false,
    start: emptySum,
    add(state, value) {
      const number = typeof value === 'number' ? value : numberOf(value)
      return number === null ? state : addTo(state, term(number))
    },
    merge: mergeSums,
    finish,
  })

export const sum = summing(
  {
    name: 'sum',
    summary: 'Adds up the numbers of a field; other text is passed over.',
    examples: [
      { values: [1, '2', 'three', null, 4.5], result: 7.5 },
      {
        title: 'Whole numbers stay exact',
        values: [9007199254740000, 1, -1, 991],
        result: 9007199254740991,
      },
      { title: 'No numbers, no sum', values: ['x'], result: null },
    ],
  },
  totalOf,
)

export const sumOfSquares = summing(
  {
    name: 'sumsq',
    summary: 'Adds up the squares of the numbers of a field.',
    examples: [
      { values: [1, 2, '3'], result: 14 },
      { values: [null], result: null },
    ],
  },
  totalOf,
  (number) => number * number,
)

export const average = summing(
  {
    name: 'avg',
    aliases: ['mean'],
    summary: 'The arithmetic mean of the numbers of a field; other text is passed over.',
    examples: [
      { values: [25, 31, 'test', null], result: 28 },
      { title: 'No numbers, no mean', values: ['x'], result: null },
    ],
  },
  (state) => {
    const total = totalOf(state)
    return total === null ? null : total / state.count
  },
)

const perUnit = (unit: string, seconds: number): Aggregate =>
  summing(
    {
      name: `per_${unit}`,
      summary: `The sum of a field in each bucket of a time chart, as a rate per ${unit}.`,
      category: 'time',
      perBucket: true,
      examples: [
        {
          title: 'In a bucket of two days',
          values: [100, 20],
          parameter: 172800,
          result: seconds / 1440,
        },
        { title: 'Nothing there', values: [null], parameter: 60, result: null },
      ],
    },
    (state, width) => {
      const total = totalOf(state)
      return total === null || width === undefined ? null : (total * seconds) / width
    },
  )

export const perSecond = perUnit('second', 1)
export const perMinute = perUnit('minute', 60)
export const perHour = perUnit('hour', 3600)
export const perDay = perUnit('day', 86400)

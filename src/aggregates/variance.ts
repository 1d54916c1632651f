import { type Aggregate, defineAggregate } from '../contract/aggregate.ts'
import { numberOf } from '../values/convert.ts'

/** Count, mean and sum of squared differences from it (Welford 1962; Chan, Golub and LeVeque 1979 for the merge). */
interface Moments {
  count: number
  mean: number
  squares: number
}

type Wording = Pick<Aggregate, 'name' | 'summary' | 'examples'>

const spread = (wording: Wording, finish: (moments: Moments) => number): Aggregate =>
  defineAggregate<Moments>({
    ...wording,
    aliases: [],
    category: 'aggregate',
    argument: 'required',
    compact: true,
    numeric: true,
    readsOrder: false,
    readsTime: false,
    start: () => ({ count: 0, mean: 0, squares: 0 }),
    add(state, value) {
      const number = numberOf(value)
      if (number === null) return state
      state.count++
      const difference = number - state.mean
      state.mean += difference / state.count
      state.squares += difference * (number - state.mean)
      return state
    },
    merge(earlier, later) {
      if (later.count === 0) return earlier
      const count = earlier.count + later.count
      const difference = later.mean - earlier.mean
      earlier.mean += (difference * later.count) / count
      earlier.squares +=
        later.squares + (difference * difference * earlier.count * later.count) / count
      earlier.count = count
      return earlier
    },
    finish: (state) => (state.count === 0 ? null : finish(state)),
  })

/** One value has no spread: 0, where mathematics leaves it undefined. */
const sample = ({ count, squares }: Moments): number => (count < 2 ? 0 : squares / (count - 1))
const population = ({ count, squares }: Moments): number => squares / count

const values = [2, 4, 4, '4', 5, 5, 7, 9, 'x']

export const variance = spread(
  {
    name: 'var',
    summary: 'The sample variance of the numbers of a field.',
    examples: [
      { values: [1, 2, 3, 'x'], result: 1 },
      { title: 'One value', values: [5], result: 0 },
      { title: 'No numbers', values: ['x'], result: null },
    ],
  },
  sample,
)

export const populationVariance = spread(
  {
    name: 'varp',
    summary: 'The population variance of the numbers of a field.',
    examples: [
      { values, result: 4 },
      { title: 'One value', values: [5], result: 0 },
    ],
  },
  population,
)

export const standardDeviation = spread(
  {
    name: 'stdev',
    summary: 'The sample standard deviation of the numbers of a field.',
    examples: [
      { values: [1, 2, 3], result: 1 },
      { title: 'One value', values: [5], result: 0 },
    ],
  },
  (moments) => Math.sqrt(sample(moments)),
)

export const populationStandardDeviation = spread(
  {
    name: 'stdevp',
    summary: 'The population standard deviation of the numbers of a field.',
    examples: [
      { values, result: 2 },
      { title: 'No numbers', values: ['x'], result: null },
    ],
  },
  (moments) => Math.sqrt(population(moments)),
)

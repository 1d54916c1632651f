import { defineAggregate } from '../contract/aggregate.ts'
import { numberOf } from '../values/convert.ts'

interface Bounds {
  min: number
  max: number
}

export const range = defineAggregate<Bounds>({
  name: 'range',
  aliases: [],
  summary: 'The largest less the smallest of the numbers of a field.',
  category: 'aggregate',
  argument: 'required',
  compact: true,
  numeric: true,
  readsOrder: false,
  readsTime: false,
  start: () => ({ min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY }),
  add(state, value) {
    const number = numberOf(value)
    if (number === null) return state
    state.min = Math.min(state.min, number)
    state.max = Math.max(state.max, number)
    return state
  },
  merge(earlier, later) {
    earlier.min = Math.min(earlier.min, later.min)
    earlier.max = Math.max(earlier.max, later.max)
    return earlier
  },
  finish: ({ min, max }) => (min > max ? null : max - min),
  examples: [
    { values: [3, '11', 'x', 5], result: 8 },
    { title: 'No numbers, no range', values: ['x'], result: null },
  ],
})

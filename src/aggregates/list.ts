import { defineAggregate } from '../contract/aggregate.ts'
import { multivalueOf, type Scalar } from '../values/value.ts'

/** `list_maxsize` of limits.conf. */
const maxSize = 100

export const list = defineAggregate<Scalar[]>({
  name: 'list',
  aliases: [],
  summary: `Lists the values of a field in the order of the rows, the first ${maxSize} only.`,
  category: 'multivalue',
  argument: 'required',
  readsOrder: true,
  readsTime: false,
  start: () => [],
  add(state, value) {
    if (state.length < maxSize) state.push(value as Scalar)
    return state
  },
  merge(earlier, later) {
    for (const value of later) if (earlier.length < maxSize) earlier.push(value)
    return earlier
  },
  finish: multivalueOf,
  examples: [
    { title: 'Duplicates stay', values: ['b', 'a', 'b'], result: ['b', 'a', 'b'] },
    {
      title: 'Cut after a hundred',
      values: Array.from({ length: 120 }, (_, index) => index),
      result: Array.from({ length: 100 }, (_, index) => index),
    },
  ],
})

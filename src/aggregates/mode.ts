import { defineAggregate } from '../contract/aggregate.ts'
import { textOf } from '../values/convert.ts'
import type { Scalar, Value } from '../values/value.ts'

export const mode = defineAggregate<Map<Scalar, number>>({
  name: 'mode',
  aliases: [],
  summary: 'The most frequent value, compared as text; of equally frequent ones the first seen.',
  category: 'aggregate',
  argument: 'required',
  readsOrder: true,
  readsTime: false,
  start: () => new Map(),
  add: (state, value) => state.set(value as Scalar, (state.get(value as Scalar) ?? 0) + 1),
  merge(earlier, later) {
    for (const [value, times] of later) earlier.set(value, (earlier.get(value) ?? 0) + times)
    return earlier
  },
  finish(state) {
    const times = new Map<string, { readonly value: Scalar; times: number }>()
    let best: { readonly value: Scalar; times: number } | undefined
    for (const [value, more] of state) {
      const text = textOf(value)
      const entry = times.get(text) ?? { value, times: 0 }
      entry.times += more
      times.set(text, entry)
    }
    for (const entry of times.values()) if (!best || entry.times > best.times) best = entry
    return best ? best.value : (null as Value)
  },
  examples: [
    { values: ['www1', 'www2', 'www1'], result: 'www1' },
    { title: 'The first of equals', values: ['b', 'a', 'a', 'b'], result: 'b' },
    { title: 'Nothing there', values: [null], result: null },
  ],
})

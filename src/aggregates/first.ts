import { defineAggregate } from '../contract/aggregate.ts'
import type { Scalar } from '../values/value.ts'

export const first = defineAggregate<Scalar | null>({
  name: 'first',
  aliases: [],
  summary: 'The value that is seen first: of events, which come newest first, the most recent one.',
  category: 'event order',
  argument: 'required',
  compact: true,
  readsOrder: true,
  readsTime: false,
  start: () => null,
  add: (state, value) => (state === null ? (value as Scalar) : state),
  merge: (earlier, later) => (earlier === null ? later : earlier),
  finish: (state) => state,
  examples: [
    { values: [null, 'bob', 'ann'], result: 'bob' },
    { title: 'Nothing there', values: [null], result: null },
  ],
})

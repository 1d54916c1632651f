import { defineAggregate } from '../contract/aggregate.ts'
import type { Scalar } from '../values/value.ts'

export const last = defineAggregate<Scalar | null>({
  name: 'last',
  aliases: [],
  summary: 'The value that is seen last: of events, which come newest first, the oldest one.',
  category: 'event order',
  argument: 'required',
  compact: true,
  readsOrder: true,
  readsTime: false,
  start: () => null,
  add: (_state, value) => value as Scalar,
  merge: (earlier, later) => (later === null ? earlier : later),
  finish: (state) => state,
  examples: [
    { values: ['bob', 'ann', null], result: 'ann' },
    { title: 'Nothing there', values: [null], result: null },
  ],
})

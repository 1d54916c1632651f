import { defineAggregate } from '../contract/aggregate.ts'

export const count = defineAggregate<number>({
  name: 'count',
  aliases: ['c'],
  summary: 'Counts the values of a field, or all rows when no field is given.',
  category: 'aggregate',
  argument: 'optional',
  compact: true,
  readsOrder: false,
  readsTime: false,
  start: () => 0,
  add: (state) => state + 1,
  merge: (earlier, later) => earlier + later,
  finish: (state) => state,
  examples: [
    { title: 'Values, not rows', values: ['a', null, 'b', 'a'], result: 3 },
    { title: 'Each value of a multivalue counts', values: [['a', 'b'], 'c'], result: 3 },
    { title: 'Nothing there', values: [null], result: 0 },
  ],
})

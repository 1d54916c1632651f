import { defineAggregate } from '../contract/aggregate.ts'
import type { Scalar } from '../values/value.ts'
import {
  addDistinct,
  countDistinct,
  type DistinctState,
  emptyDistinct,
  mergeDistinct,
} from './shared-distinct.ts'

export const distinctCount = defineAggregate<DistinctState>({
  name: 'distinct_count',
  aliases: ['dc'],
  summary: 'Counts the distinct values of a field; they are compared as text, so 1 and 1.0 differ.',
  category: 'aggregate',
  argument: 'required',
  readsOrder: false,
  readsTime: false,
  start: emptyDistinct,
  add: (state, value) => addDistinct(state, value as Scalar),
  merge: mergeDistinct,
  finish: countDistinct,
  examples: [
    { values: ['ann', 'bob', 'ann', null], result: 2 },
    { title: 'Compared as text', values: ['1', '1.0', 1], result: 2 },
    { title: 'Nothing there', values: [], result: 0 },
  ],
})

import { defineAggregate } from '../contract/aggregate.ts'
import { multivalueOf, type Scalar } from '../values/value.ts'
import {
  addDistinct,
  type DistinctState,
  distinctTexts,
  emptyDistinct,
  mergeDistinct,
} from './shared-distinct.ts'

export const values = defineAggregate<DistinctState>({
  name: 'values',
  aliases: [],
  summary: 'Lists the distinct values of a field, sorted as text.',
  category: 'multivalue',
  argument: 'required',
  readsOrder: false,
  readsTime: false,
  start: emptyDistinct,
  add: (state, value) => addDistinct(state, value as Scalar),
  merge: mergeDistinct,
  finish(state) {
    const byText = distinctTexts(state)
    return multivalueOf([...byText.keys()].sort().map((text) => byText.get(text) as Scalar))
  },
  examples: [
    { values: ['www2', 'www1', 'www2'], result: ['www1', 'www2'] },
    { title: 'Numbers are sorted as text too', values: [100, 2, 10, 1], result: [1, 10, 100, 2] },
    { title: 'Nothing there', values: [null], result: null },
  ],
})

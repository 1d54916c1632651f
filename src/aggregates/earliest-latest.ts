import { type Aggregate, defineAggregate } from '../contract/aggregate.ts'
import type { Scalar, Value } from '../values/value.ts'
import { earlierOf, laterOf, type Sighting } from './shared-chronology.ts'

type Wording = Pick<Aggregate, 'name' | 'summary' | 'category' | 'examples'>

/** Rows without `_time` have no place in time, and are passed over. */
const chronological = (
  choose: typeof earlierOf,
  result: (sighting: Sighting) => Value,
  wording: Wording,
): Aggregate =>
  defineAggregate<Sighting | null>({
    ...wording,
    aliases: [],
    argument: 'required',
    compact: true,
    readsOrder: true,
    readsTime: true,
    start: () => null,
    add: (state, value, time) =>
      time === null ? state : choose(state, { time, value: value as Scalar }),
    merge: choose,
    finish: (state) => state && result(state),
  })

const values = ['bob', 'ann', 'eve']
const times = [200, 300, 100]

export const earliest = chronological(earlierOf, ({ value }) => value, {
  name: 'earliest',
  summary: 'The value of the oldest row by `_time`, whatever the order of the rows.',
  category: 'event order',
  examples: [
    { values, times, result: 'eve' },
    { title: 'The field must be there', values: ['bob', null], times: [200, 100], result: 'bob' },
  ],
})

export const latest = chronological(laterOf, ({ value }) => value, {
  name: 'latest',
  summary: 'The value of the most recent row by `_time`, whatever the order of the rows.',
  category: 'event order',
  examples: [
    { values, times, result: 'ann' },
    { title: 'No times', values: ['bob'], result: null },
  ],
})

export const earliestTime = chronological(earlierOf, ({ time }) => time, {
  name: 'earliest_time',
  summary: 'The time of the oldest row that has the field, in seconds since 1970.',
  category: 'time',
  examples: [
    { values, times, result: 100 },
    { title: 'The field must be there', values: ['bob', null], times: [200, 100], result: 200 },
  ],
})

export const latestTime = chronological(laterOf, ({ time }) => time, {
  name: 'latest_time',
  summary: 'The time of the most recent row that has the field, in seconds since 1970.',
  category: 'time',
  examples: [
    { values, times, result: 300 },
    { title: 'Nothing there', values: [null], times: [300], result: null },
  ],
})

import { defineAggregate } from '../contract/aggregate.ts'
import { numberOf } from '../values/convert.ts'
import type { Scalar } from '../values/value.ts'
import { earlierOf, laterOf, type Sighting } from './shared-chronology.ts'

interface Ends {
  readonly earliest: Sighting | null
  readonly latest: Sighting | null
}

const join = (earlier: Ends, later: Ends): Ends => ({
  earliest: earlierOf(earlier.earliest, later.earliest),
  latest: laterOf(earlier.latest, later.latest),
})

export const rate = defineAggregate<Ends>({
  name: 'rate',
  aliases: [],
  summary:
    'How fast a growing counter grew, per second: the latest less the earliest value, over the time between them.',
  category: 'time',
  argument: 'required',
  compact: true,
  readsOrder: true,
  readsTime: true,
  start: () => ({ earliest: null, latest: null }),
  add(state, value, time) {
    if (time === null) return state
    const sighting = { time, value: value as Scalar }
    return join(state, { earliest: sighting, latest: sighting })
  },
  merge: join,
  finish({ earliest, latest }) {
    if (!earliest || !latest || latest.time === earliest.time) return null
    const from = numberOf(earliest.value)
    const to = numberOf(latest.value)
    return from === null || to === null ? null : (to - from) / (latest.time - earliest.time)
  },
  examples: [
    { values: [70, 40, 10], times: [160, 130, 100], result: 1 },
    { title: 'One moment has no rate', values: [70], times: [160], result: null },
  ],
})

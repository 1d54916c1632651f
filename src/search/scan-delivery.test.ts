import { expect, test } from 'vitest'
import { type ReadingUnit, unitQueue } from './reading-unit.ts'
import { scanDelivery, stoppedBy } from './scan-delivery.ts'

test.each(['before', 'after'])(
  'a search that failed on a part is told of, also when the part is dropped %s that',
  (order) => {
    const file = { path: 'a.log', size: 20, modified: 0 }
    const units: readonly ReadingUnit[] = [0, 10].map((start) => ({
      ...{ file, size: 10, expected: 10 },
      part: { kind: 'bytes', start, seams: start === 0 ? [10] : [] },
    }))
    const failures: string[] = []
    const taker = {
      rows: () => true,
      failed: (task: number, { message }: Error) => failures.push(`${task}: ${message}`),
    }
    const listener = { problem: () => {}, progress: () => {} }
    const delivery = scanDelivery(1, units, taker, listener, unitQueue(units, 2))
    const fail = () => delivery.told(1, stoppedBy(0, new Error('it takes too long')))
    if (order === 'after') fail()
    delivery.beyond(0, () => {})
    if (order === 'before') fail()
    expect(failures).toEqual(['0: it takes too long'])
  },
)

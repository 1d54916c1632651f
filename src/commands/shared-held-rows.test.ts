import { expect, test } from 'vitest'
import { batchOfRows, rowsOf } from '../contract/batch.ts'
import { rowQueue } from '../runtime/row-queue.ts'
import { spillSpace } from '../runtime/spill-space.ts'
import { holdRows } from './shared-held-rows.ts'

test.each([undefined, 1e9, 200, 0])('gives all rows back, with %s bytes of memory', (bytes) => {
  const space = spillSpace(bytes)
  const held = holdRows('sort', {
    limits: { maxRows: 10, maxSubsearchRows: 10 },
    report: ({ message }) => expect.fail(message),
    ...(bytes !== undefined && { queue: () => rowQueue(space) }),
  })
  const rows = [{ n: 1, text: 'one' }, { n: 2 }, { n: 3, text: 'one' }, { n: 4, more: ['a', 'b'] }]
  for (const row of rows) held.add(batchOfRows([row]))
  expect(rowsOf(held.all())).toEqual(rows)
  expect(rowsOf(held.all())).toEqual(rows)
  held.replace(batchOfRows([{ n: 9 }]))
  held.add(batchOfRows([{ n: 10 }]))
  expect(rowsOf(held.all())).toEqual([{ n: 9 }, { n: 10 }])
  expect(held.count).toBe(2)
  space.close()
})

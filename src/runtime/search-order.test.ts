import { describe, expect, it } from 'vitest'
import { type Batch, batchOfRows, rowsOf } from '../contract/batch.ts'
import { searchOrder } from './search-order.ts'

const rows = (...times: readonly number[]): Batch =>
  batchOfRows(
    times.map((time, index) => ({ _time: time, n: `${time}.${index}`, [`only${time}`]: 1 })),
  )

async function ordered(
  batches: readonly Batch[],
  limits: { maxRows?: number; maxBytes?: number } = {},
) {
  let exceeded = 0
  const operator = searchOrder({
    maxRows: 1e6,
    maxBytes: 1e9,
    ...limits,
    exceeded: () => exceeded++,
  })
  for (const batch of batches) operator.process(batch)
  const output = (await operator.finish?.(new AbortController().signal)) ?? []
  return { rows: output.flatMap(rowsOf), batches: output, exceeded }
}

describe('searchOrder', () => {
  it('puts the newest first, and of equal times the one read last', async () => {
    const { rows: found } = await ordered([rows(1, 3, 3), rows(2, 3)])
    expect(found.map(({ n }) => n)).toEqual(['3.1', '3.2', '3.1', '2.0', '1.0'])
    expect(found.map((row) => Object.keys(row).length)).toEqual([3, 3, 3, 3, 3])
  })

  it('gives each batch only the fields of its own rows', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => index)
    const { batches } = await ordered([rows(...many)])
    expect(batches.map(({ length }) => length)).toEqual([1024, 1024, 952])
    expect(batches[0]?.fields()).not.toContain('only0')
  })

  it.each([{ maxRows: 3 }, { maxBytes: 150 }])(
    'stops at %j, which is said once',
    async (limits) => {
      const { rows: found, exceeded } = await ordered([rows(1, 2, 3), rows(4), rows(5)], limits)
      expect(found.length).toBeLessThan(5)
      expect(exceeded).toBe(1)
    },
  )

  it('gives nothing for nothing', async () => expect((await ordered([])).rows).toEqual([]))
})

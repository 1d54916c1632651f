import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Batch, batchOfRows, rowsOf } from '../contract/batch.ts'
import { searchOrder } from './search-order.ts'
import { spillSpace } from './spill-space.ts'

const rows = (...times: readonly number[]): Batch =>
  batchOfRows(
    times.map((time, index) => ({ _time: time, n: `${time}.${index}`, [`only${time}`]: 1 })),
  )

async function ordered(batches: readonly Batch[], { maxRows = 1e6, mostBytes = 1e9 } = {}) {
  let exceeded = 0
  const space = spillSpace(mostBytes)
  const operator = searchOrder({ maxRows, exceeded: () => exceeded++ }, space)
  for (const batch of batches) operator.process(batch)
  const signal = new AbortController().signal
  const output = [...((await operator.finish?.(signal)) ?? [])]
  const again = [...((await operator.finish?.(signal)) ?? [])]
  space.close()
  expect(again.flatMap(rowsOf)).toEqual(output.flatMap(rowsOf))
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

  it('stops at the most rows, which is said once', async () => {
    const batches = [rows(1, 2, 3), rows(4), rows(5)]
    const { rows: found, exceeded } = await ordered(batches, { maxRows: 3 })
    expect(found.length).toBe(3)
    expect(exceeded).toBe(1)
  })

  it('gives the same rows however much of them was in a file meanwhile', async () => {
    const times = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }), {
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 0, max: 2000 }), async (each, mostBytes) => {
        const batches = each.map((list) => rows(...list))
        const spilled = await ordered(batches, { mostBytes })
        expect(spilled.rows).toEqual((await ordered(batches)).rows)
      }),
    )
  })

  it('merges runs of more rows than are read at once', async () => {
    const batches = Array.from({ length: 40 }, (_, index) =>
      rows(...Array.from({ length: 100 }, (_, row) => (row * 7 + index) % 50)),
    )
    const spilled = await ordered(batches, { mostBytes: 20_000 })
    expect(spilled.rows).toEqual((await ordered(batches)).rows)
  })

  it('gives nothing for nothing', async () => expect((await ordered([])).rows).toEqual([]))
})

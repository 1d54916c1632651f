import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { batchOfRows, rowsOf } from '../contract/batch.ts'
import { rowQueue } from './row-queue.ts'
import { spillSpace } from './spill-space.ts'

const row = (n: number, size: number) =>
  batchOfRows([{ n, text: 'x'.repeat(size), many: ['a', 'b'] }])
const left = () => readdirSync(tmpdir()).filter((name) => /^whippet-[0-9a-f]{8}-/.test(name))

describe('a space for rows', () => {
  it('puts those into a file of whoever holds most, and gives all back in order', () => {
    const before = left()
    const space = spillSpace(1000)
    const [small, large] = [rowQueue(space), rowQueue(space)]
    small.add(row(1, 100))
    for (let n = 2; n < 8; n++) large.add(row(n, 400))
    small.add(row(8, 100))
    const numbers = (queue: typeof small) => [...queue.take()].flatMap(rowsOf).map(({ n }) => n)
    expect(numbers(large)).toEqual([2, 3, 4, 5, 6, 7])
    expect(numbers(small)).toEqual([1, 8])
    expect(numbers(small)).toEqual([])
    space.close()
    expect(left()).toEqual(before)
  })

  it('gives values back as they were', () => {
    const space = spillSpace(0)
    const queue = rowQueue(space)
    const rows = [{ text: 'ä\ud800', number: -0.5, many: ['1', 2] }, { number: 7 }, {}]
    queue.add(batchOfRows(rows as never))
    expect([...queue.take()].flatMap(rowsOf)).toEqual(rows)
    space.close()
  })

  it('keeps rows that could not be written once, for when it is tried again', () => {
    const space = spillSpace(1e9)
    let isFull = false
    const queue = rowQueue({
      ...space,
      grew: (holder) => holder.spill(),
      write(rows) {
        if (isFull) throw new Error('no space left')
        return space.write(rows)
      },
    })
    queue.add(row(1, 1))
    isFull = true
    expect(() => queue.add(row(2, 1))).toThrow('no space left')
    isFull = false
    queue.add(row(3, 1))
    expect([...queue.take()].flatMap(rowsOf).map(({ n }) => n)).toEqual([1, 2, 3])
    space.close()
  })

  it('takes nothing when it is closed', () => {
    const space = spillSpace(0)
    space.close()
    expect(() => rowQueue(space).add(row(1, 1))).toThrow('the run has ended')
  })
})

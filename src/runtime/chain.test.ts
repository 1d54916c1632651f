import { describe, expect, it } from 'vitest'
import { type Batch, batchOfRows, emptyBatch, rowsOf } from '../contract/batch.ts'
import type { Operator } from '../contract/command.ts'
import { openChain } from './chain.ts'
import { spillSpace } from './spill-space.ts'

const { signal } = new AbortController()
const rows = (...values: readonly number[]): Batch => batchOfRows(values.map((n) => ({ n })))

/** Lets rows through once it is prepared, and tells of the end. */
function late(name: string) {
  let prepared: () => void = () => {}
  let fail: (error: Error) => void = () => {}
  const promise = new Promise<void>((resolve, reject) => {
    prepared = resolve
    fail = reject
  })
  let ready = false
  const operator: Operator = {
    prepare: () =>
      promise.then(() => {
        ready = true
      }),
    process(batch) {
      if (!ready) throw new Error(`${name} was not prepared`)
      return batch
    },
    finish: () => [batchOfRows([{ end: name }])],
  }
  return { operator, prepared, fail }
}

function open(operators: readonly Operator[], mostBytes = 1e9) {
  const output: Batch[] = []
  const space = spillSpace(mostBytes)
  const chain = openChain(operators, (batch) => output.push(batch), signal, space)
  return { chain, space, found: () => output.flatMap(rowsOf) }
}

describe('a chain', () => {
  it.each([1e9, 0])(
    'keeps rows until what comes is prepared, with %d bytes of memory',
    async (bytes) => {
      const [first, second] = [late('first'), late('second')]
      const { chain, space, found } = open([first.operator, second.operator], bytes)
      chain.push(rows(1, 2))
      chain.push(rows(3))
      second.prepared()
      await null
      expect(found()).toEqual([])
      first.prepared()
      await chain.prepared
      expect(found()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
      chain.push(rows(4))
      await chain.finish()
      expect(found().slice(3)).toEqual([{ n: 4 }, { end: 'first' }, { end: 'second' }])
      space.close()
    },
  )

  it('sends rows on as far as they can go', async () => {
    let seen = 0
    const counting: Operator = {
      process(batch) {
        seen += batch.length
        return emptyBatch
      },
      finish: () => [rows(seen)],
    }
    const { operator, prepared } = late('late')
    const { chain, found } = open([counting, operator])
    chain.push(rows(1, 2))
    expect(seen).toBe(2)
    prepared()
    await chain.finish()
    expect(found()).toEqual([{ n: 2 }, { end: 'late' }])
  })

  it('fails at the end, and for every later row, with the error of what could not be prepared', async () => {
    const { operator, fail } = late('late')
    const { chain, found } = open([operator])
    chain.push(rows(1))
    fail(new Error('no such thing'))
    await expect(chain.finish()).rejects.toThrow('no such thing')
    expect(() => chain.push(rows(2))).toThrow('no such thing')
    expect(found()).toEqual([])
  })
})

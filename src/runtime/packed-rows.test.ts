import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  batchOf,
  batchOfRows,
  type Column,
  constantColumn,
  dictionaryColumn,
  listOf,
  plainColumn,
} from '../contract/batch.ts'
import { buffersOf, packRows, type TaskRows, unpackRows } from './packed-rows.ts'

const sent = (rows: readonly TaskRows[]): readonly TaskRows[] => {
  const packed = packRows(rows)
  return unpackRows(structuredClone(packed, { transfer: buffersOf(packed) }))
}
const plain = (rows: readonly TaskRows[]) =>
  rows.map(({ task, rows: batch }) => ({
    task,
    length: batch.length,
    columns: batch.fields().map((name) => [name, [...listOf(batch.column(name), batch.length)]]),
  }))

const scalar = fc.oneof(fc.string(), fc.double(), fc.constantFrom('', 'a', -0, 0))
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.constant(null),
  fc.array(scalar, { minLength: 2, maxLength: 3 }),
)
const column = (length: number) =>
  fc.oneof(
    fc.array(value, { minLength: length, maxLength: length }).map(plainColumn),
    fc.array(fc.double(), { minLength: length, maxLength: length }).map(plainColumn),
    value.map((each) => constantColumn(each, length)),
    fc
      .tuple(
        fc.array(fc.nat(2), { minLength: length, maxLength: length }),
        fc.array(value, { minLength: 3, maxLength: 3 }),
      )
      .map(([codes, values]) => dictionaryColumn(Uint32Array.from(codes), values)),
  )
const batch = fc.nat(4).chain((length) =>
  fc
    .dictionary(fc.string({ maxLength: 2 }), column(length), {
      maxKeys: 4,
      noNullPrototype: true,
    })
    .map((columns) => batchOf(new Map(Object.entries<Column>(columns)), length)),
)

describe('packRows', () => {
  it('gives the same rows on another thread', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ task: fc.nat(9), rows: batch })), (rows) => {
        expect(plain(sent(rows))).toEqual(plain(rows))
      }),
    )
  })

  it('sends a text once, and a column that several searches were handed', () => {
    const shared = batchOfRows([{ a: 'text' }, { a: 'text' }])
    const packed = packRows([
      { task: 0, rows: shared },
      { task: 1, rows: shared },
      { task: 2, rows: batchOfRows([{ b: 'text', c: 1 }]) },
    ])
    expect(packed.values).toEqual(['text'])
    expect(packed.columns).toHaveLength(3)
  })
})

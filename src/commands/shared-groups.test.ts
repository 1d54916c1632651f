import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchOf, batchOfRows, dictionaryColumn } from '../contract/batch.ts'
import type { Value } from '../values/value.ts'
import { createGroupIndex } from './shared-groups.ts'

const options = { maxGroups: 1000, overflow: () => {} }

type Row = Record<string, Value>

const assigned = (rows: readonly Row[], fields: readonly string[], more = {}) => {
  const index = createGroupIndex(fields, { ...options, ...more })
  const { count, rows: rowOf, groups } = index.assign(batchOfRows(rows, fields))
  return Array.from({ length: count }, (_, i) => [rowOf ? rowOf[i] : i, index.keyOf(groups[i]!)])
}

test('a number and its text are one value, in the form first seen', () => {
  expect(assigned([{ a: 1 }, { a: '1' }, { a: '1.0' }], ['a'])).toEqual([
    [0, [1]],
    [1, [1]],
    [2, ['1.0']],
  ])
})

test('an empty text is a value, a missing one is none', () => {
  expect(assigned([{ a: '' }, { a: null }], ['a'])).toEqual([[0, ['']]])
})

test('several values in two fields make every pair', () => {
  expect(assigned([{ a: ['x', 'y'], b: [1, 2] }], ['a', 'b'])).toEqual([
    [0, ['x', 1]],
    [0, ['x', 2]],
    [0, ['y', 1]],
    [0, ['y', 2]],
  ])
})

test('a value that stands twice counts twice, or once', () => {
  expect(assigned([{ a: ['x', 'x'] }], ['a'])).toHaveLength(2)
  expect(assigned([{ a: ['x', 'x'] }], ['a'], { distinct: true })).toHaveLength(1)
})

test('several values as one differ from the same text in another cut', () => {
  const groups = assigned([{ a: ['x', 'yz'] }, { a: ['xy', 'z'] }, { a: ['x', 'yz'] }], ['a'], {
    whole: true,
  })
  expect(groups[0]![1]).toEqual(groups[2]![1])
  expect(groups[0]![1]).not.toEqual(groups[1]![1])
})

test('groups beyond the limit are left out and reported', () => {
  let overflows = 0
  const groups = assigned([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 1 }], ['a'], {
    maxGroups: 2,
    overflow: () => overflows++,
  })
  expect(groups).toEqual([
    [0, [1]],
    [1, [2]],
    [3, [1]],
  ])
  expect(overflows).toBe(1)
})

test('numbers are sorted before text, field after field', () => {
  const index = createGroupIndex(['a', 'b'], options)
  index.assign(
    batchOfRows([
      { a: 'b', b: 1 },
      { a: '10', b: 2 },
      { a: 9, b: 'z' },
      { a: 9, b: '10' },
      { a: 'B', b: 0 },
    ]),
  )
  expect(index.sorted().map(index.keyOf)).toEqual([
    [9, '10'],
    [9, 'z'],
    ['10', 2],
    ['B', 0],
    ['b', 1],
  ])
})

test('dictionaries group as plain values do, from batch to batch', () => {
  const value = fc.oneof(fc.constantFrom<Value>('a', 'b', 1, '1', null, ['a', 'c']))
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
      (batches) => {
        const plain = createGroupIndex(['a'], options)
        const coded = createGroupIndex(['a'], options)
        const values: Value[] = ['a', 'b', 1, '1', null, ['a', 'c']]
        const keyed = (index: typeof plain, assignment: ReturnType<typeof plain.assign>) =>
          Array.from({ length: assignment.count }, (_, i) => [
            assignment.rows ? assignment.rows[i] : i,
            index.keyOf(assignment.groups[i]!),
          ])
        for (const rows of batches) {
          const codes = Uint32Array.from(rows, (row) =>
            values.findIndex((each) => JSON.stringify(each) === JSON.stringify(row)),
          )
          const dictionary = batchOf(new Map([['a', dictionaryColumn(codes, values)]]), rows.length)
          const one = keyed(
            plain,
            plain.assign(
              batchOfRows(
                rows.map((a) => ({ a })),
                ['a'],
              ),
            ),
          )
          expect(keyed(coded, coded.assign(dictionary))).toEqual(one)
        }
      },
    ),
  )
})

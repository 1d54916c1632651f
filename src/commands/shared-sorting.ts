import { type Batch, listOf } from '../contract/batch.ts'
import type { SortKey } from '../language/syntax.ts'
import { compareSortKeys, type SortKey as Key, sortKeyOf } from '../values/compare.ts'
import type { Value } from '../values/value.ts'
import { orderByNumber } from './shared-number-order.ts'

/** Row numbers of the batch in the order of these keys; equal rows keep theirs. */
export function sortedRows(batch: Batch, keys: readonly SortKey[]): Uint32Array {
  let rows: Uint32Array = new Uint32Array(batch.length)
  for (let row = 0; row < rows.length; row++) rows[row] = row
  // The most important key comes last: rows that are equal in it stay in the order of the others.
  for (const key of [...keys].reverse()) {
    // Where no row has the field it orders nothing.
    if (!batch.column(key.field)) continue
    rows = orderByNumber(numbersOf(batch, key) ?? ranksOf(batch, key), rows)
  }
  return rows
}

/** Keys that are all numbers or missing, turned around when descending; missing ones are NaN, which comes last in both directions. */
function numbersOf(
  batch: Batch,
  { field, descending, type = 'auto' }: SortKey,
): Float64Array | undefined {
  const list = listOf(batch.column(field), batch.length)
  const numbers = new Float64Array(batch.length)
  for (let row = 0; row < batch.length; row++) {
    const key = sortKeyOf(type, list[row] as Value)
    if (typeof key === 'string' || Number.isNaN(key)) return undefined
    numbers[row] = key === null ? Number.NaN : descending ? -key : key
  }
  return numbers
}

/** For each row the place of its key among all different keys; a value that comes often is looked at once. */
function ranksOf(batch: Batch, { field, descending, type = 'auto' }: SortKey): Float64Array {
  const list = listOf(batch.column(field), batch.length)
  const keys = new Map<Value, Key>()
  for (const value of list) {
    if (keys.has(value)) continue
    const key = sortKeyOf(type, value)
    keys.set(value, Number.isNaN(key) ? 'nan' : key)
  }
  const sorted = [...new Set(keys.values())].sort((left, right) =>
    compareSortKeys(left, right, descending),
  )
  const ranks = new Map(sorted.map((key, rank) => [key, rank]))
  const rankOfValue = new Map([...keys].map(([value, key]) => [value, ranks.get(key) as number]))
  const rankOfRow = new Float64Array(list.length)
  for (let row = 0; row < list.length; row++) {
    rankOfRow[row] = rankOfValue.get(list[row] as Value) as number
  }
  return rankOfRow
}

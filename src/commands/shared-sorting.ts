import type { Batch } from '../contract/batch.ts'
import type { SortKey } from '../language/syntax.ts'
import { compareSortKeys, sortKeyOf } from '../values/compare.ts'

type RowOrder = (left: number, right: number) => number

/** Row numbers of the batch in the order of these keys; equal rows keep theirs. */
export function sortedRows(batch: Batch, keys: readonly SortKey[]): Uint32Array {
  const orders = keys.flatMap((key) => orderBy(batch, key) ?? [])
  const rows = Array.from({ length: batch.length }, (_, row) => row)
  const [only] = orders
  if (only && orders.length === 1) rows.sort(only)
  else if (only) {
    rows.sort((left, right) => {
      for (const order of orders) {
        const result = order(left, right)
        if (result !== 0) return result
      }
      return 0
    })
  }
  return Uint32Array.from(rows)
}

/** Nothing when no row has the field. */
function orderBy(batch: Batch, key: SortKey): RowOrder | undefined {
  const ranks = numbersOf(batch, key) ?? ranksOf(batch, key)
  return (
    ranks &&
    ((left, right) => {
      const a = ranks[left] as number
      const b = ranks[right] as number
      return a < b ? -1 : a > b ? 1 : 0
    })
  )
}

/** Keys that are all numbers or missing, turned around when descending: missing ones come last in both directions. */
function numbersOf(
  batch: Batch,
  { field, descending, type = 'auto' }: SortKey,
): Float64Array | undefined {
  const column = batch.column(field)
  const numbers = new Float64Array(batch.length)
  for (let row = 0; row < batch.length; row++) {
    const key = sortKeyOf(type, column?.at(row) ?? null)
    if (typeof key === 'string' || Number.isNaN(key)) return undefined
    numbers[row] = key === null ? Number.POSITIVE_INFINITY : descending ? -key : key
  }
  return numbers
}

/** For each row the place of its key among all different keys, which are sorted only once however often they come. */
function ranksOf(
  batch: Batch,
  { field, descending, type = 'auto' }: SortKey,
): Float64Array | undefined {
  const column = batch.column(field)
  if (!column) return undefined
  const keys = Array.from({ length: batch.length }, (_, row) => {
    const key = sortKeyOf(type, column.at(row))
    return Number.isNaN(key) ? 'nan' : key
  })
  const sorted = [...new Set(keys)].sort((left, right) => compareSortKeys(left, right, descending))
  const ranks = new Map(sorted.map((key, rank) => [key, rank]))
  return Float64Array.from(keys, (key) => ranks.get(key) as number)
}

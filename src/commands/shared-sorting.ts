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

/** Nothing when no row has the field. Numbers alone, the common case, are compared without looking at types. */
function orderBy(
  batch: Batch,
  { field, descending, type = 'auto' }: SortKey,
): RowOrder | undefined {
  const column = batch.column(field)
  if (!column) return undefined
  const { length } = batch
  const numbers = new Float64Array(length)
  for (let row = 0; row < length; row++) {
    const key = sortKeyOf(type, column.at(row))
    if (typeof key === 'string' || Number.isNaN(key))
      return mixedOrder(batch, { field, descending, type })
    // Missing values come last in both directions.
    numbers[row] = key ?? (descending ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
  }
  return descending
    ? (left, right) => compareNumbers(numbers[right] as number, numbers[left] as number)
    : (left, right) => compareNumbers(numbers[left] as number, numbers[right] as number)
}

const compareNumbers = (left: number, right: number): number =>
  left < right ? -1 : left > right ? 1 : 0

function mixedOrder(
  batch: Batch,
  { field, descending, type }: Required<SortKey>,
): RowOrder | undefined {
  const column = batch.column(field)
  if (!column) return undefined
  const keys = Array.from({ length: batch.length }, (_, row) => sortKeyOf(type, column.at(row)))
  return (left, right) => compareSortKeys(keys[left] ?? null, keys[right] ?? null, descending)
}

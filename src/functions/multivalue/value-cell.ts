import { type Batch, type Column, withColumns } from '../../contract/batch.ts'
import type { Scalar } from '../../values/value.ts'

/** A batch in which one field has, in every row, the value that was put there last. */
export interface ValueCell {
  readonly batch: Batch
  put(value: Scalar): void
}

/** Lets an expression be bound once per batch, and evaluated for value after value of a field. */
export function valueCell(batch: Batch, field: string): ValueCell {
  let current: Scalar | null = null
  const column: Column = { length: batch.length, at: () => current }
  return {
    batch: withColumns(batch, new Map([[field, column]])),
    put(value) {
      current = value
    },
  }
}

import { type Batch, selectRows } from '../contract/batch.ts'

export const firstRows = (batch: Batch, count: number): Batch =>
  count >= batch.length
    ? batch
    : selectRows(
        batch,
        Uint32Array.from({ length: Math.max(0, count) }, (_, row) => row),
      )

/** Rows from `start` on, at most `count`. */
export const rowRange = (batch: Batch, start: number, count: number): Batch =>
  selectRows(
    batch,
    Uint32Array.from(
      { length: Math.max(0, Math.min(count, batch.length - start)) },
      (_, row) => start + row,
    ),
  )

import type { Batch } from '../contract/batch.ts'

/** Of each string, beside its characters. */
const stringBytes = 24

/** Eight bytes for each place in a column, and what its strings take; shared strings are counted each time. */
export function estimatedBytes(batch: Batch): number {
  let bytes = 0
  for (const name of batch.fields()) {
    const column = batch.column(name)
    if (!column) continue
    bytes += 8 * column.length
    for (let row = 0; row < column.length; row++) {
      const value = column.at(row)
      if (typeof value === 'string') bytes += stringBytes + value.length
    }
  }
  return bytes
}

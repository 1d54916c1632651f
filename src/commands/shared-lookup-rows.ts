import { type Batch, batchOfRows } from '../contract/batch.ts'
import type { LookupReader } from '../contract/function.ts'

/** All rows of a lookup, in its order; empty cells are missing fields. */
export function lookupRows(reader: LookupReader): Batch {
  const rows = reader.rows?.() ?? []
  return batchOfRows(
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))),
    reader.fields,
  )
}

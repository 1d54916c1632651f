import { type Batch, rowsOf } from '../contract/batch.ts'
import type { LookupWriteMode } from '../contract/command.ts'
import type { LookupReader } from '../contract/function.ts'
import { textOf } from '../values/convert.ts'
import { type LookupStore, withRows } from './lookup-store.ts'

/**
 * Writes to lookups, as `outputlookup` does: a lookup keeps its own rules of matching, one that is new matches exactly. Several values of a
 * field are joined by line breaks, as in Splunk's CSV files. Without a store the rows are there for this run alone.
 */
export const lookupWriter =
  (lookups: Map<string, LookupReader>, store?: LookupStore) =>
  (name: string, batch: Batch, mode: LookupWriteMode): void => {
    const known = lookups.get(name)
    const written = rowsOf(batch).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([field, value]) => [
          field,
          Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value),
        ]),
      ),
    )
    const before = mode === 'replace' ? [] : (known?.rows?.() ?? [])
    const all = typeof mode === 'string' ? [...before, ...written] : byKey(before, written, mode)
    const fields = [
      ...new Set([...(mode === 'replace' ? [] : (known?.fields ?? [])), ...batch.fields()]),
    ]
    // What is not kept must not be seen either: a search that fails here leaves the lookup as it was.
    store?.save(name, { fields, rows: all })
    lookups.set(name, withRows(known, { fields, rows: all }))
  }

type Row = Readonly<Record<string, string>>

/** Rows without a key are added. Source: Splunk Search Reference, "outputlookup", `key_field`. */
function byKey(
  before: readonly Row[],
  written: readonly Row[],
  { keyField, allowUpdates }: Exclude<LookupWriteMode, string>,
): readonly Row[] {
  const rows = [...before]
  const places = new Map<string, number>()
  for (const [place, row] of rows.entries()) {
    const key = row[keyField]
    if (key && !places.has(key)) places.set(key, place)
  }
  for (const row of written) {
    const key = row[keyField]
    const place = key ? places.get(key) : undefined
    if (place === undefined) {
      if (key) places.set(key, rows.length)
      rows.push(row)
    } else if (allowUpdates) rows[place] = row
  }
  return rows
}

import { type Batch, rowsOf } from '../contract/batch.ts'
import type { LookupReader } from '../contract/function.ts'
import { textOf } from '../values/convert.ts'
import { type LookupStore, withRows } from './lookup-store.ts'

/**
 * Writes to lookups, as `outputlookup` does: a lookup keeps its own rules of matching, one that is new matches exactly. Several values of a
 * field are joined by line breaks, as in Splunk's CSV files. Without a store the rows are there for this run alone.
 */
export const lookupWriter =
  (lookups: Map<string, LookupReader>, store?: LookupStore) =>
  (name: string, batch: Batch, mode: 'replace' | 'append'): void => {
    const known = lookups.get(name)
    const written = rowsOf(batch).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([field, value]) => [
          field,
          Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value),
        ]),
      ),
    )
    const before = mode === 'append' ? (known?.rows?.() ?? []) : []
    const all = [...before, ...written]
    const fields = [
      ...new Set([...(mode === 'append' ? (known?.fields ?? []) : []), ...batch.fields()]),
    ]
    // What is not kept must not be seen either: a search that fails here leaves the lookup as it was.
    store?.save(name, { fields, rows: all })
    lookups.set(name, withRows(known, { fields, rows: all }))
  }

import { type Batch, rowsOf } from '../contract/batch.ts'
import type { LookupReader } from '../contract/function.ts'
import { textOf } from '../values/convert.ts'
import { lookupReader } from './lookup-table.ts'

/**
 * Writes to lookups in memory, as `outputlookup` does: a lookup keeps its own rules of matching, one that is new matches exactly. Several
 * values of a field are joined by line breaks, as in Splunk's CSV files.
 */
export const lookupWriter =
  (lookups: Map<string, LookupReader>) =>
  (name: string, rows: Batch, mode: 'replace' | 'append'): void => {
    const known = lookups.get(name)
    const written = rowsOf(rows).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([field, value]) => [
          field,
          Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value),
        ]),
      ),
    )
    const all = mode === 'append' ? [...(known?.rows?.() ?? []), ...written] : written
    lookups.set(name, known?.withRows?.(all) ?? lookupReader({ rows: all }))
  }

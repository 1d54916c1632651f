import type { LookupReader } from '../contract/function.ts'
import { lookupReader } from './lookup-table.ts'

export interface LookupRows {
  readonly fields: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** Where the rows of lookups are kept that searches write. */
export interface LookupStore {
  /** Of the lookups that were written. */
  names(): readonly string[]
  /** @throws when it cannot be read */
  load(name: string): LookupRows
  /** @throws when it cannot be written */
  save(name: string, rows: LookupRows): void
}

/** A lookup with rows in place of its own, and its own rules of matching; one that is new matches exactly. */
export function withRows(
  known: LookupReader | undefined,
  { fields, rows }: LookupRows,
): LookupReader {
  const reader = known?.withRows?.(rows) ?? lookupReader({ rows })
  // Without rows nothing else tells the fields.
  return { ...reader, fields: [...new Set([...fields, ...reader.fields])] }
}

/** The lookups with those that the store keeps in their place, each read when a search first uses it. */
export function keptLookups(
  lookups: ReadonlyMap<string, LookupReader>,
  store: LookupStore | undefined,
): Map<string, LookupReader> {
  const all = new Map(lookups)
  for (const name of store?.names() ?? []) {
    const known = lookups.get(name)
    let opened: LookupReader | undefined
    const open = () => {
      opened ??= withRows(known, store!.load(name))
      return opened
    }
    all.set(name, {
      get fields() {
        return open().fields
      },
      find: (match) => open().find(match),
      rows: () => open().rows?.() ?? [],
      withRows: (rows) => withRows(known, { fields: [], rows }),
    })
  }
  return all
}

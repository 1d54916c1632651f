import { createHash } from 'node:crypto'
import type { CacheFolder } from './cache-folder.ts'
import type { OutlineStore } from './search/outlined-search.ts'
import type { SearchOutline } from './search/search-outline.ts'

/** Outlines of searches, kept from one run to the next. */
export interface OutlineCache extends OutlineStore {
  /** Writes what is new. @throws when it cannot be written */
  save(): void
}

/** Searches that were not asked for are kept as long as all together are no more than these. */
const mostOutlines = 10_000

/** @param meaning stands for everything beside its text that decides what a search means */
export function outlineCache(folder: CacheFolder, meaning: string): OutlineCache {
  const name = `searches-${meaning.slice(0, 32)}`
  let known: Map<string, SearchOutline> | undefined
  const outlines = () => {
    known ??= new Map(read(folder.read(name), meaning))
    return known
  }
  const used = new Map<string, SearchOutline>()
  let isChanged = false
  return {
    find(text) {
      const key = keyOf(text)
      const found = outlines().get(key)
      if (found) used.set(key, found)
      return found
    },
    add(text, outline) {
      used.set(keyOf(text), outline)
      isChanged = true
    },
    save() {
      if (!isChanged) return
      const entries = [...used]
      for (const entry of outlines()) {
        if (entries.length >= mostOutlines) break
        if (!used.has(entry[0])) entries.push(entry)
      }
      folder.write(name, JSON.stringify([meaning, entries], withoutPlaces))
      isChanged = false
    },
  }
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Where terms stand in the text is not needed, and would be most of the file. */
const withoutPlaces = (key: string, value: unknown): unknown =>
  key === 'span' && typeof value === 'object' ? undefined : value

/** What is read was written here and is whole: it can be stale, but not of another form. */
function read(text: string | undefined, meaning: string): readonly [string, SearchOutline][] {
  if (text === undefined) return []
  const [meant, entries] = JSON.parse(text) as [string, [string, SearchOutline][]]
  return meant === meaning ? entries : []
}

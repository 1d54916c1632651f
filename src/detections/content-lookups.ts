import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseCsv } from '../commands/shared-csv.ts'
import type { LookupReader } from '../contract/function.ts'
import { lookupReader } from '../knowledge/lookup-table.ts'
import type { Content, LookupContent } from './content.ts'

type Row = Readonly<Record<string, string>>

/**
 * The lookups that content declares, by name; those of a CSV file by the name of the file as well, as `inputlookup` may say it. A file
 * is read when a search first uses the lookup. A KV store collection is empty: its rows are in somebody's Splunk.
 */
export function contentLookups({ lookups }: Content): ReadonlyMap<string, LookupReader> {
  const table = new Map<string, LookupReader>()
  for (const lookup of lookups) {
    if (lookup.type === 'mlmodel') continue
    const reader = lazyReader(lookup)
    table.set(lookup.name, reader)
    if (lookup.csv !== null) table.set(basename(lookup.csv), reader)
  }
  return table
}

/** Reading throws when the file is missing or too large: the search then ends, and says so. */
function lazyReader(lookup: LookupContent): LookupReader {
  let opened: Opened | undefined
  const open = () => {
    opened ??= openLookup(lookup)
    return opened
  }
  return {
    get fields() {
      return open().fields
    },
    find: (match) => open().reader.find(match),
    rows: () => open().rows,
    withRows: (rows) => readerOf(lookup, rows),
  }
}

interface Opened {
  readonly fields: readonly string[]
  readonly rows: readonly Row[]
  readonly reader: LookupReader
}

const maxBytes = 256 << 20

function openLookup(lookup: LookupContent): Opened {
  const { fields, rows } =
    lookup.csv === null ? { fields: lookup.fields, rows: [] } : readCsv(lookup.name, lookup.csv)
  return { fields, rows, reader: readerOf(lookup, rows) }
}

const readerOf = (lookup: LookupContent, rows: readonly Row[]): LookupReader =>
  lookupReader({
    rows,
    match_type: lookup.matchType,
    case_sensitive_match: lookup.caseSensitiveMatch,
    ...(lookup.maxMatches !== null && { max_matches: lookup.maxMatches }),
    ...(lookup.minMatches !== null && { min_matches: lookup.minMatches }),
    ...(lookup.defaultMatch !== null && { default_match: lookup.defaultMatch }),
  })

function readCsv(name: string, path: string): { fields: readonly string[]; rows: readonly Row[] } {
  const text = readText(name, path)
  const [header = [], ...lines] = parseCsv(text.replace(/^\ufeff/, ''))
  const fields = header.map((field) => field.trim())
  const rows = lines.map((cells) =>
    Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ''])),
  )
  return { fields, rows }
}

function readText(name: string, path: string): string {
  try {
    const status = statSync(path)
    if (!status.isFile()) throw new Error('not a file')
    if (status.size > maxBytes) throw new Error(`larger than ${maxBytes >> 20} MiB`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`the lookup "${name}" cannot be read: ${reason}`)
  }
}

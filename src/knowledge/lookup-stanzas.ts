import type { LookupReader } from '../contract/function.ts'
import { definitions, type LookupFile } from './conf/app-layers.ts'
import { type ConfFile, type ConfProblem, isYes, type Stanza } from './conf/conf-file.ts'
import { type LookupTable, lookupReader } from './lookup-table.ts'

type ParseCsv = (text: string) => readonly (readonly string[])[]

/**
 * Lookups by the names of their stanzas in `transforms.conf`, and CSV files by their own. A collection of the KV store is empty: its rows
 * are in somebody's Splunk. Source: transforms.conf specification, "Lookup tables".
 */
export function readLookups(
  transforms: ConfFile,
  files: readonly LookupFile[],
  parseCsv: ParseCsv,
  report: (problem: ConfProblem) => void,
): ReadonlyMap<string, LookupReader> {
  const byFile = new Map(files.map((file) => [file.name, file]))
  const lookups = new Map<string, LookupReader>()
  for (const file of byFile.values()) lookups.set(file.name, fileLookup(file, {}, parseCsv))
  for (const [name, stanza] of definitions(transforms)) {
    const filename = stanza.get('filename')
    const file = filename && byFile.get(filename.value)
    if (file) {
      lookups.set(name, fileLookup(file, tableSettings(stanza), parseCsv))
      continue
    }
    const fields = stanza.get('fields_list')
    const setting = filename ?? stanza.get('external_cmd') ?? stanza.get('collection') ?? fields
    if (!setting) continue
    if (stanza.has('collection')) {
      const names = (fields?.value ?? '').split(',').map((field) => field.trim())
      lookups.set(name, { fields: names, find: () => [], rows: () => [] })
      continue
    }
    const { path, line } = setting
    const message = filename
      ? `the lookup "${name}" has no file lookups/${filename.value}`
      : `the lookup "${name}" runs a program, which is not supported`
    report({ path, line, message })
  }
  return lookups
}

const tableSettings = (stanza: Stanza): Omit<LookupTable, 'rows'> => {
  const text = (key: string) => stanza.get(key)?.value
  const count = (key: string) => {
    const number = Number(text(key) || Number.NaN)
    return Number.isFinite(number) ? number : undefined
  }
  const matchType = text('match_type')
  const most = count('max_matches')
  const least = count('min_matches')
  const otherwise = text('default_match')
  return {
    case_sensitive_match:
      !stanza.has('case_sensitive_match') || isYes(stanza.get('case_sensitive_match')),
    ...(matchType && { match_type: matchType }),
    ...(most !== undefined && { max_matches: most }),
    ...(least !== undefined && { min_matches: least }),
    ...(otherwise && { default_match: otherwise }),
  }
}

function fileLookup(
  file: LookupFile,
  settings: Omit<LookupTable, 'rows'>,
  parseCsv: ParseCsv,
): LookupReader {
  let opened: { readonly fields: readonly string[]; readonly reader: LookupReader } | undefined
  const open = () => {
    if (opened) return opened
    const [header = [], ...lines] = parseCsv(file.text().replace(/^\ufeff/, ''))
    const fields = header.map((field) => field.trim())
    const rows = lines.map((cells) =>
      Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ''])),
    )
    opened = { fields, reader: lookupReader({ ...settings, rows }) }
    return opened
  }
  return {
    get fields() {
      return open().fields
    },
    find: (match) => open().reader.find(match),
    rows: () => open().reader.rows?.() ?? [],
  }
}

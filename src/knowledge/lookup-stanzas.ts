import type { LookupReader } from '../contract/function.ts'
import { definitions, type LookupFile } from './conf/app-layers.ts'
import { type ConfFile, type ConfProblem, isYes, type Stanza } from './conf/conf-file.ts'
import { type LookupTable, lookupReader } from './lookup-table.ts'

type Row = Readonly<Record<string, string>>
/** Which rows of a table a search finds, or why it cannot be used. */
export type RowFilter = (
  search: string,
) => ((rows: readonly Row[]) => readonly Row[]) | { readonly problem: string }
type ParseCsv = (text: string) => readonly (readonly string[])[]

/**
 * Lookups by the names of their stanzas in `transforms.conf`, and CSV files by their own. A collection of the KV store is empty: its rows
 * are in somebody's Splunk. Source: transforms.conf specification, "Lookup tables".
 */
export function readLookups(
  transforms: ConfFile,
  files: readonly LookupFile[],
  parseCsv: ParseCsv,
  filterOf: RowFilter,
  report: (problem: ConfProblem) => void,
): ReadonlyMap<string, LookupReader> {
  const byFile = new Map(files.map((file) => [file.name, file]))
  const lookups = new Map<string, LookupReader>()
  for (const file of byFile.values()) lookups.set(file.name, fileLookup(file, {}, parseCsv))
  for (const [name, stanza] of definitions(transforms)) {
    const filename = stanza.get('filename')
    const file = filename && byFile.get(filename.value)
    if (file) {
      const filter = filterIn(stanza, filterOf, report)
      lookups.set(name, fileLookup(file, tableSettings(stanza), parseCsv, filter))
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

function filterIn(
  stanza: Stanza,
  filterOf: RowFilter,
  report: (problem: ConfProblem) => void,
): ((rows: readonly Row[]) => readonly Row[]) | undefined {
  const setting = stanza.get('filter')
  if (!setting?.value) return undefined
  const filter = filterOf(setting.value)
  if (!('problem' in filter)) return filter
  const { path, line } = setting
  report({ path, line, message: `the setting has no effect: ${filter.problem}` })
  return undefined
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
  const timeField = text('time_field')
  const timeFormat = text('time_format')
  const latest = count('max_offset_secs')
  const earliest = count('min_offset_secs')
  return {
    case_sensitive_match:
      !stanza.has('case_sensitive_match') || isYes(stanza.get('case_sensitive_match')),
    ...(matchType && { match_type: matchType }),
    ...(most !== undefined && { max_matches: most }),
    ...(least !== undefined && { min_matches: least }),
    ...(otherwise && { default_match: otherwise }),
    ...(timeField && { time_field: timeField }),
    ...(timeFormat && { time_format: timeFormat }),
    ...(latest !== undefined && { max_offset_secs: latest }),
    ...(earliest !== undefined && { min_offset_secs: earliest }),
  }
}

function fileLookup(
  file: LookupFile,
  settings: Omit<LookupTable, 'rows'>,
  parseCsv: ParseCsv,
  filter: (rows: readonly Row[]) => readonly Row[] = (rows) => rows,
): LookupReader {
  let opened: { readonly fields: readonly string[]; readonly reader: LookupReader } | undefined
  const open = () => {
    if (opened) return opened
    const [header = [], ...lines] = parseCsv(file.text().replace(/^\ufeff/, ''))
    const fields = header.map((field) => field.trim())
    const rows = lines.map((cells) =>
      Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ''])),
    )
    opened = { fields, reader: lookupReader({ ...settings, rows: filter(rows) }) }
    return opened
  }
  return {
    get fields() {
      return open().fields
    },
    ...(settings.time_field !== undefined && { isTimed: true }),
    find: (match, time) => open().reader.find(match, time),
    rows: () => open().reader.rows?.() ?? [],
  }
}

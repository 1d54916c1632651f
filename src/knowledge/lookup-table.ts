import type { LookupReader } from '../contract/function.ts'
import { cidrMatcher } from '../values/cidr.ts'
import { foldCase } from '../values/fold-case.ts'
import { signIndex, type TextSign } from '../values/sign-index.ts'
import { parseTime } from '../values/time-parse.ts'
import type { Value } from '../values/value.ts'
import { signOfWildcard, wildcardMatcher, withPlainBackslashes } from '../values/wildcard.ts'

/** A lookup as a table with the settings of its stanza in transforms.conf, under the names they have there. */
export interface LookupTable {
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** `WILDCARD(field), CIDR(other)`; fields that are not named match exactly. */
  readonly match_type?: string
  /** Default true. */
  readonly case_sensitive_match?: boolean
  /** Most rows that one event gets; default 1000, or 1 where rows have times: then the latest of them. */
  readonly max_matches?: number
  /** With fewer matches than this, rows of `default_match` are added; default 0, or 1 when `default_match` is set. */
  readonly min_matches?: number
  readonly default_match?: string
  /** The field of a row's time: the row matches events from then on. */
  readonly time_field?: string
  /** For `strptime`, in UTC; default `%s.%Q`. */
  readonly time_format?: string
  /** How many seconds an event may be later than a row; default 2,000,000,000. */
  readonly max_offset_secs?: number
  /** How many seconds an event must be later than a row; default 0. */
  readonly min_offset_secs?: number
}

type ValueTest = (value: string) => boolean
type Row = Readonly<Record<string, string>>

/** Reads a table by Splunk's rules. Source: transforms.conf specification, "Lookup tables". */
export function lookupReader(table: LookupTable): LookupReader {
  const fields = [...new Set(table.rows.flatMap((row) => Object.keys(row)))]
  const kinds = matchTypes(table.match_type ?? '')
  const caseSensitive = table.case_sensitive_match ?? true
  const timeOf = table.time_field ? rowTime(table.time_field, table.time_format) : undefined
  const most = table.max_matches ?? (timeOf ? 1 : 1000)
  const least = table.min_matches ?? (table.default_match === undefined ? 0 : 1)
  const fold = (text: string) => (caseSensitive ? text : foldCase(text))
  const indexes = new Map<string, RowIndex>()
  const tests = new Map<string, Map<string, ValueTest>>()
  const remembered = new Map<string, readonly Row[]>()

  const rowIndex = (field: string): RowIndex => {
    const known = indexes.get(field)
    if (known) return known
    const kind = kinds.get(field.toLowerCase())
    const index = kind ? patternRows(table.rows, field, kind) : equalRows(table.rows, field, fold)
    indexes.set(field, index)
    return index
  }

  const testOf = (field: string, written: string): ValueTest => {
    const ofField = tests.get(field) ?? new Map<string, ValueTest>()
    tests.set(field, ofField)
    const known = ofField.get(written)
    if (known) return known
    const test = makeTest(kinds.get(field.toLowerCase()), written, caseSensitive, fold)
    ofField.set(written, test)
    return test
  }

  const find = (match: Readonly<Record<string, string>>, time: Value): readonly Row[] => {
    const wanted = Object.entries(match)
    const chosen = wanted.find(([field]) => !kinds.has(field.toLowerCase())) ?? wanted[0]
    const candidates = chosen ? rowIndex(chosen[0])(chosen[1]) : table.rows
    const found: Row[] = []
    for (const row of timeOf ? rowsBefore(candidates, timeOf, time, table) : candidates) {
      if (found.length >= most) break
      if (wanted.every(([field, value]) => testOf(field, row[field] ?? '')(value))) found.push(row)
    }
    while (table.default_match !== undefined && found.length < Math.min(least, most)) {
      found.push(defaultRow(fields, match, table.default_match))
    }
    return found
  }

  return {
    fields,
    withRows: (rows) => lookupReader({ ...table, rows }),
    rows: () => table.rows,
    ...(timeOf && { isTimed: true }),
    find(match, time = null) {
      // Only a search through all rows is worth remembering.
      if (timeOf || kinds.size === 0) return find(match, time)
      const key = JSON.stringify(match)
      const known = remembered.get(key)
      if (known) return known
      const found = find(match, time)
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(key, found)
      return found
    },
  }
}

const mostRemembered = 10_000

/** The rows that may have a value, in their order. */
type RowIndex = (value: string) => readonly Row[]

const noRows: readonly Row[] = []

function equalRows(rows: readonly Row[], field: string, fold: (text: string) => string): RowIndex {
  const index = new Map<string, Row[]>()
  for (const row of rows) {
    const value = fold(row[field] ?? '')
    const list = index.get(value)
    if (list) list.push(row)
    else index.set(value, [row])
  }
  return (value) => index.get(fold(value)) ?? noRows
}

/** Tables of patterns are long, and a value shows the signs of few of them. */
function patternRows(rows: readonly Row[], field: string, kind: string): RowIndex {
  const signs = rows.map((row) => signsOf(kind, row[field] ?? ''))
  const always = signs.flatMap((list, number) => (list ? [] : [number]))
  const index = signIndex(signs.map((list) => list ?? []))
  return (value) => {
    const shown = new Set(always)
    index.eachIn(foldCase(value), shown)
    const numbers = [...shown].sort((left, right) => left - right)
    return numbers.map((number) => rows[number] as Row)
  }
}

function signsOf(kind: string, written: string): readonly TextSign[] | undefined {
  if (kind === 'CIDR' && cidrMatcher(written)) return undefined
  const sign =
    kind === 'WILDCARD'
      ? signOfWildcard(patternOf(written))
      : ({ kind: 'equal', text: foldCase(written) } as const)
  return sign && [sign]
}

/** Source: transforms.conf specification, time_format. */
function rowTime(field: string, format = '%s.%Q'): (row: Row) => number | null {
  const known = new Map<string, number | null>()
  return (row) => {
    const text = row[field] ?? ''
    const before = known.get(text)
    if (before !== undefined) return before
    // Subseconds may be missing.
    const time = format === '%s.%Q' ? Number(text || Number.NaN) : parseTime(text, format, 'UTC')
    const found = time === null || Number.isNaN(time) ? null : time
    known.set(text, found)
    return found
  }
}

/** The rows whose times are right for an event of that time, the latest first. */
function rowsBefore(
  rows: readonly Row[],
  timeOf: (row: Row) => number | null,
  time: Value,
  { max_offset_secs: most = 2e9, min_offset_secs: least = 0 }: LookupTable,
): readonly Row[] {
  if (typeof time !== 'number') return []
  const timed = rows.flatMap((row) => {
    const at = timeOf(row)
    return at !== null && time - at >= least && time - at <= most ? [{ row, at }] : []
  })
  return timed.sort((left, right) => right.at - left.at).map(({ row }) => row)
}

function makeTest(
  kind: string | undefined,
  written: string,
  caseSensitive: boolean,
  fold: (text: string) => string,
): ValueTest {
  if (kind === 'CIDR') {
    const inSubnet = cidrMatcher(written)
    if (inSubnet) return inSubnet
  }
  if (kind === 'WILDCARD') {
    return wildcardMatcher(patternOf(written), { ignoreCase: !caseSensitive }).test
  }
  const plain = fold(written)
  return (value) => fold(value) === plain
}

/**
 * In a table an asterisk is always a wildcard: `c:\windows\*` is everything in a folder, as the tables of ESCU write it
 * (lolbas_file_path, hijacklibs_loaded) and as the searches that use them need it.
 */
const patternOf = withPlainBackslashes

const defaultRow = (fields: readonly string[], match: Row, value: string): Row =>
  Object.fromEntries(fields.map((field) => [field, match[field] ?? value]))

/** By field name in lower case: `WILDCARD` or `CIDR`. */
function matchTypes(setting: string): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>()
  for (const [, kind, fields] of setting.matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    for (const field of (fields as string).split(',')) {
      const name = (kind as string).toUpperCase()
      if (name !== 'EXACT') kinds.set(field.trim().toLowerCase(), name)
    }
  }
  return kinds
}

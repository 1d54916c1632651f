import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type LookupTable, openEngine, type SearchResult } from '../../src/index.ts'

/** A query with the result that Splunk's documentation gives; the format is described where such folders are kept. */
export interface ConformanceCase {
  readonly id: string
  readonly file: string
  readonly spl: string
  readonly input?: readonly Record<string, unknown>[]
  readonly now?: number
  readonly tz?: string
  readonly lookups?: Readonly<Record<string, LookupTable>>
  readonly expect?: readonly Record<string, unknown>[]
  readonly expect_fields?: readonly string[]
  readonly expect_absent_fields?: readonly string[]
  readonly ordered?: boolean
  readonly error?: boolean
  readonly json_fields?: readonly string[]
  readonly ws_insensitive_fields?: readonly string[]
  readonly confidence?: string
}

/** Reads the cases of every YAML file of a folder. @throws when one cannot be read */
export const readCases = (folder: string): ConformanceCase[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .flatMap((file) =>
      (parse(readFileSync(join(folder, file), 'utf8')) as Omit<ConformanceCase, 'file'>[]).map(
        (each) => ({ ...each, file }),
      ),
    )

/** Runs a case. @returns what differs, or `null` when it passes */
export async function runCase(each: ConformanceCase): Promise<string | null> {
  const engine = await openEngine({
    ...(each.lookups && { lookups: each.lookups }),
    timeZone: each.tz ?? 'UTC',
    ...(each.now !== undefined && { now: new Date(each.now * 1000) }),
  })
  try {
    const result = await engine.search(each.spl, { events: each.input ?? [] })
    return verdict(each, result)
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : error}`
  } finally {
    await engine.close()
  }
}

function verdict(
  each: ConformanceCase,
  { fields, rows, diagnostics }: SearchResult,
): string | null {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (each.error) return errors.length > 0 ? null : 'was not refused'
  if (errors.length > 0) return errors.map(({ code, message }) => `${code} ${message}`).join('; ')
  const wantedFields = each.expect_fields
  if (wantedFields && JSON.stringify(fields) !== JSON.stringify(wantedFields)) {
    return `fields ${fields.join(', ')} instead of ${wantedFields.join(', ')}`
  }
  const extra = each.expect_absent_fields?.find((name) => fields.includes(name))
  if (extra !== undefined) return `field ${extra} should not exist`
  const wanted = each.expect ?? []
  if (wanted.length !== rows.length) return `${rows.length} rows instead of ${wanted.length}`
  return each.ordered === false ? unordered(each, wanted, rows) : ordered(each, wanted, rows)
}

type Row = Readonly<Record<string, unknown>>

function ordered(
  each: ConformanceCase,
  wanted: readonly Row[],
  rows: readonly Row[],
): string | null {
  for (const [index, row] of wanted.entries()) {
    const difference = rowDifference(each, row, rows[index] as Row)
    if (difference) return `row ${index + 1}: ${difference}`
  }
  return null
}

function unordered(
  each: ConformanceCase,
  wanted: readonly Row[],
  rows: readonly Row[],
): string | null {
  const left = [...rows]
  for (const row of wanted) {
    const found = left.findIndex((candidate) => rowDifference(each, row, candidate) === null)
    if (found < 0) return `no row like ${JSON.stringify(row)} among ${JSON.stringify(left)}`
    left.splice(found, 1)
  }
  return null
}

function rowDifference(each: ConformanceCase, wanted: Row, row: Row): string | null {
  for (const [name, value] of Object.entries(wanted)) {
    if (!equal(each, name, value, row[name])) {
      return `${name} is ${JSON.stringify(row[name])} instead of ${JSON.stringify(value)}`
    }
  }
  return null
}

function equal(each: ConformanceCase, name: string, wanted: unknown, found: unknown): boolean {
  if (wanted === null) return found === undefined
  if (found === undefined) return false
  if (each.json_fields?.includes(name)) return sameJson(wanted, found)
  const bare = (value: unknown) =>
    each.ws_insensitive_fields?.includes(name) ? String(value).replace(/\s+/g, '') : value
  if (Array.isArray(wanted)) {
    const list = Array.isArray(found) ? found : [found]
    return (
      wanted.length === list.length &&
      wanted.every((one, index) => same(bare(one), bare(list[index])))
    )
  }
  return !Array.isArray(found) && same(bare(wanted), bare(found))
}

function same(wanted: unknown, found: unknown): boolean {
  if (typeof wanted !== 'number') return String(wanted) === String(found)
  const number = Number(found)
  return Math.abs(number - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted))
}

function sameJson(wanted: unknown, found: unknown): boolean {
  const parsed = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value)
  try {
    return JSON.stringify(sorted(parsed(wanted))) === JSON.stringify(sorted(parsed(found)))
  } catch {
    return false
  }
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}

import { type Actions, actionsOf } from './actions.ts'
import { type Attack, type AttackReference, attackReferences } from './attack.ts'
import type { Detection, DrilldownTemplate, Severity } from './detection.ts'
import { type Notable, notablesOf } from './notable.ts'
import { textsOfField } from './result-row.ts'
import { throttledRows } from './throttling.ts'
import { assumedValues } from './token-fallback.ts'
import {
  fillSearch,
  fillText,
  originalSearch,
  type ResultRow,
  singleValuedRows,
  tokensOf,
} from './tokens.ts'

/** What one detection found, as `hunt --format json` prints it. */
export interface Finding {
  readonly detection: {
    readonly name: string
    readonly id: string
    readonly type: string
    readonly severity: Severity
    readonly attack: readonly AttackReference[]
  }
  readonly rows: readonly ResultRow[]
  /** Files of the events that the search looked at behind its first filters. */
  readonly files: readonly string[]
  /** One for each row, in the same order. */
  readonly risk: readonly RowRisk[]
  /** What an analyst is told, as Enterprise Security does; empty for types that raise risk only, or nothing. */
  readonly notables: readonly Notable[]
  readonly drilldowns: readonly Drilldown[]
  /** How many searches were left out to keep a finding with very many rows readable; absent when none. */
  readonly drilldownsOmitted?: number
  /** ISO 8601 in UTC, milliseconds; `null` when no event told a time. */
  readonly firstTime: string | null
  readonly lastTime: string | null
}

export interface RowRisk {
  /** `null` when the detection rates no risk. */
  readonly message: string | null
  readonly objects: readonly RiskEvent[]
  readonly threatObjects: readonly {
    readonly field: string
    readonly value: string
    readonly type: string
  }[]
  /** The row raises nothing, since one with the same fields did so shortly before. */
  readonly throttled?: true
}

/** One value of a risk object; a field with several values gives several. */
export interface RiskEvent {
  readonly field: string
  readonly value: string
  readonly type: string
  readonly score: number
  /** Only where this object has a message of its own. */
  readonly message?: string
}

/** A search ready to run. */
export interface Drilldown {
  readonly name: string
  readonly search: string
  /** Seconds since 1970, a time modifier such as `-7d`, or `null` for no bound. */
  readonly earliest: number | string | null
  readonly latest: number | string | null
  /** Indexes of the rows that it serves. */
  readonly rows: readonly number[]
  /** Seconds since 1970: what "now" means in the search and its bounds, right after the last of the events. */
  readonly now: number
  /** Tokens that stayed unfilled, because the row has no such field; absent when there are none. */
  readonly missing?: readonly string[]
  /** Tokens that the row has no field for, and the risk object that they can only mean; absent when there are none. */
  readonly assumed?: Readonly<Record<string, string>>
}

/** All times in seconds since 1970. */
export interface FindingTimes {
  /** Of the events that the search's filters let through; `null` when none told a time. */
  readonly earliest: number | null
  readonly latest: number | null
  /** The bounds of the search itself, `$info_min_time$` and `$info_max_time$`. */
  readonly searchEarliest: number
  readonly searchLatest: number
}

/** One drilldown of one row gives at most this many searches, when fields that it names have several values. */
const maxPerRow = 50
/** Each repeats the detection's whole search: beyond this a finding would be unreadable and large. */
const maxPerFinding = 2000

/**
 * The finding of a detection whose search gave rows. A token without a value stays in its text, nothing else is put in its place
 * (`tokenProblems` says where such tokens stand).
 */
export function makeFinding(
  detection: Detection,
  rows: readonly ResultRow[],
  times: FindingTimes,
  attack: Attack | null = null,
  actions: Actions = actionsOf(detection),
  files: readonly string[] = [],
): Finding {
  const { name, id, type, severity } = detection
  const attackIds = detection.attackIds.map(({ text }) => text)
  const throttled = throttledRows(detection.throttling, rows, times.searchLatest)
  const risk = rows.map((row, index) => ({
    ...riskOfRow(detection, row),
    ...(throttled.has(index) && { throttled: true as const }),
  }))
  return {
    detection: { name, id, type, severity, attack: attackReferences(attack, attackIds) },
    rows,
    files,
    risk,
    notables: notablesOf(detection, actions.finding, rows, throttled),
    ...drilldownsOf(detection, rows, risk, times),
    firstTime: isoTime(times.earliest),
    lastTime: isoTime(times.latest),
  }
}

function riskOfRow(
  { riskMessage, riskObjects, threatObjects }: Detection,
  row: ResultRow,
): RowRisk {
  return {
    message: riskMessage && fillText(riskMessage.text, row).text,
    objects: riskObjects.flatMap(({ field: { text: field }, type, score, message }) =>
      textsOfField(row, field).map((value) => ({
        field,
        value,
        type,
        score,
        ...(message && { message: fillText(message.text, row).text }),
      })),
    ),
    threatObjects: threatObjects.flatMap(({ field: { text: field }, type }) =>
      textsOfField(row, field).map((value) => ({ field, value, type })),
    ),
  }
}

/** By row, then in the order of the detection; rows that give the same search share it. */
function drilldownsOf(
  detection: Detection,
  rows: readonly ResultRow[],
  risk: readonly RowRisk[],
  times: FindingTimes,
): Pick<Finding, 'drilldowns' | 'drilldownsOmitted'> {
  const byText = new Map<string, { drilldown: Omit<Drilldown, 'rows'>; rows: number[] }>()
  let omitted = 0
  const add = (drilldown: Omit<Drilldown, 'rows'>, row: number) => {
    const { name, search, earliest, latest } = drilldown
    const key = JSON.stringify([name, search, earliest, latest])
    const known = byText.get(key)
    if (known === undefined && byText.size >= maxPerFinding) omitted++
    else if (known === undefined) byText.set(key, { drilldown, rows: [row] })
    else if (known.rows.at(-1) !== row) known.rows.push(row)
  }
  const bounds = { info_min_time: times.searchEarliest, info_max_time: times.searchLatest }
  const original = detection.search.text.trim()
  for (const [index, row] of rows.entries())
    for (const template of detection.drilldowns) {
      const wanted = namesIn(template)
      const assumed = assumedFields(template, row, wanted, risk[index]!)
      const given = { ...bounds, ...row, ...assumed.values }
      const { rows: singles, cut } = singleValuedRows(given, wanted, maxPerRow)
      for (const single of singles) {
        const filled = fillDrilldown(template, single, original)
        add({ ...filled, now: times.searchLatest, ...assumed.told }, index)
      }
      if (cut) omitted++
    }
  const drilldowns = [...byText.values()].map((entry) => ({ ...entry.drilldown, rows: entry.rows }))
  return omitted === 0 ? { drilldowns } : { drilldowns, drilldownsOmitted: omitted }
}

/** A search over the detection's own rows finds nothing by a field that these do not have, whatever stands for it. */
function assumedFields(
  { search }: DrilldownTemplate,
  row: ResultRow,
  wanted: readonly string[],
  risk: RowRisk,
): { readonly values?: ResultRow; readonly told?: Pick<Drilldown, 'assumed'> } {
  if (search.text.includes(originalSearch)) return {}
  const assumed = [...assumedValues(row, wanted, risk.objects)]
  if (assumed.length === 0) return {}
  return {
    values: Object.fromEntries(assumed.map(([name, { value }]) => [name, value])),
    told: { assumed: Object.fromEntries(assumed.map(([name, { field }]) => [name, field])) },
  }
}

function fillDrilldown(
  { name, search, earliestOffset, latestOffset }: DrilldownTemplate,
  row: ResultRow,
  original: string,
): Omit<Drilldown, 'rows' | 'now'> {
  const filledName = fillText(name.text, row)
  const filledSearch = fillSearch(search.text, row, original)
  const earliest = fillText(earliestOffset?.text ?? '', row)
  const latest = fillText(latestOffset?.text ?? '', row)
  const missing = [filledName, filledSearch, earliest, latest].flatMap((filled) =>
    filled.missing.map((token) => token.name),
  )
  return {
    name: filledName.text,
    search: filledSearch.text,
    earliest: timeBound(earliest.text),
    latest: timeBound(latest.text),
    ...(missing.length > 0 && { missing: [...new Set(missing)] }),
  }
}

function namesIn({ name, search, earliestOffset, latestOffset }: DrilldownTemplate): string[] {
  return [name, search, earliestOffset, latestOffset].flatMap((text) =>
    text === null ? [] : tokensOf(text.text).map((token) => token.name),
  )
}

function timeBound(text: string): Drilldown['earliest'] {
  const trimmed = text.trim()
  if (trimmed === '') return null
  return /^-?\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed
}

/** Times outside of what a date can hold are `null`, as no event can have them. */
function isoTime(seconds: number | null): string | null {
  if (seconds === null || !Number.isFinite(seconds)) return null
  const date = new Date(Math.floor(seconds * 1000 + 1e-6))
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

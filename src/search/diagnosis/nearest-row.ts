import { type Batch, selectRows } from '../../contract/batch.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { textOf } from '../../values/convert.ts'
import { type BatchView, viewOf } from './closeness.ts'
import { commonPart } from './common-part.ts'
import type { Requirement } from './requirement.ts'

/** How many rows met a requirement. */
export interface RequirementCount {
  readonly text: string
  /** Rows that meet it and all before it. */
  readonly left: number
  /** Rows that meet it, whatever else they do. */
  readonly alone: number
  /** Fields that it looks at and that no row has. */
  readonly absent: readonly string[]
}

/** The row that meets the most requirements, and what it does not meet. */
export interface NearestRow {
  readonly met: number
  readonly misses: readonly Miss[]
  /** Fields that tell which row it is. */
  readonly identity: Readonly<Record<string, string>>
  /** The text of the event, cut; of a Windows event what follows its system part. */
  readonly raw: string | null
}

export interface Miss {
  readonly text: string
  /** What the row has in the fields that are looked at. */
  readonly values: readonly FieldValue[]
}

export interface FieldValue {
  readonly field: string
  /** `null` when the row lacks it. */
  readonly value: string | null
  /** A field that the row has, of a name that is nearly the same. */
  readonly near?: string
}

export interface RowSearch {
  look(batch: Batch): void
  counts(): readonly RequirementCount[]
  nearest(): NearestRow | undefined
}

/** Rows with the same number of met requirements that are compared further, in one batch and in all. */
const mostTied = 200
const mostTiedInAll = 5000
const longestValue = 300
/** How much is shown before the part of a value that is like what is wanted. */
const before = 30

/** Looks for the row that comes nearest to meeting all requirements; of equally near ones the first. */
export function findNearestRow(requirements: readonly Requirement[]): RowSearch {
  const left = requirements.map(() => 0)
  const alone = requirements.map(() => 0)
  const absent = new Set(requirements.flatMap(({ fields }) => fields))
  let best: { met: number; closeness: number; row: Batch } | undefined
  let tied = 0

  function count(view: BatchView): Uint8Array {
    const { batch } = view
    const met = new Uint8Array(batch.length)
    const alive = new Uint8Array(batch.length).fill(1)
    for (const [index, requirement] of requirements.entries()) {
      const flags = view.met(requirement)
      for (let row = 0; row < batch.length; row++) {
        if (flags[row] !== 1) alive[row] = 0
        else {
          met[row]!++
          alone[index]!++
          if (alive[row] === 1) left[index]!++
        }
      }
    }
    return met
  }

  /** Of the rows that meet most, the one that comes nearest to meeting the rest. */
  function compare(view: BatchView, met: Uint8Array): void {
    const most = met.reduce((sofar, number) => Math.max(sofar, number), 0)
    if (best && most < best.met) return
    if (best && most > best.met) {
      best = undefined
      tied = 0
    }
    const room = best ? Math.min(mostTied, mostTiedInAll - tied) : mostTied
    for (const row of rowsWith(met, most, room)) {
      tied++
      const closeness = requirements.reduce((sum, one) => sum + view.closeness(one, row), 0)
      if (!best || closeness > best.closeness) {
        best = { met: most, closeness, row: selectRows(view.batch, [row]) }
      }
    }
  }

  return {
    look(batch) {
      for (const field of absent) if (hasValue(batch, field)) absent.delete(field)
      const view = viewOf(batch)
      compare(view, count(view))
    },
    counts: () =>
      requirements.map(({ text, fields }, index) => ({
        text,
        left: left[index]!,
        alone: alone[index]!,
        absent: fields.filter((field) => absent.has(field)),
      })),
    nearest() {
      if (!best) return undefined
      const view = viewOf(best.row)
      return {
        met: best.met,
        misses: requirements.flatMap((requirement) => missesOf(requirement, view)),
        identity: identityOf(best.row),
        raw: rawOf(best.row),
      }
    },
  }
}

/** The first rows of which so many requirements are met. */
function rowsWith(met: Uint8Array, count: number, most: number): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < met.length && rows.length < most; row++) {
    if (met[row] === count) rows.push(row)
  }
  return rows
}

function hasValue(batch: Batch, field: string): boolean {
  const column = batch.column(field)
  if (!column) return false
  for (let row = 0; row < batch.length; row++) if (column.at(row) !== null) return true
  return false
}

/** What the only row of the view does not meet: of alternatives those that it comes nearest to. */
function missesOf(requirement: Requirement, view: BatchView): readonly Miss[] {
  if (view.met(requirement)[0] === 1) return []
  const { parts, text, fields } = requirement
  if (parts?.join === 'all') return parts.of.flatMap((part) => missesOf(part, view))
  if (parts?.join === 'any' && parts.of.some((alternative) => alternative.parts)) {
    const nearest = parts.of.reduce((before, each) =>
      view.closeness(each, 0) > view.closeness(before, 0) ? each : before,
    )
    return missesOf(nearest, view)
  }
  const wanted = [requirement, ...(parts?.of ?? [])].flatMap((each) => each.wanted)
  return [{ text, values: fields.map((field) => fieldValue(view.batch, field, wanted)) }]
}

function fieldValue(row: Batch, field: string, wanted: readonly string[]): FieldValue {
  const value = valueIn(row, field)
  if (value !== null) return { field, value: likePart(value, wanted) }
  const near = suggest(
    field,
    row.fields().filter((name) => name !== field && hasValue(row, name)),
  )
  return { field, value, ...(near !== undefined && { near }) }
}

function valueIn(row: Batch, field: string): string | null {
  const value = row.column(field)?.at(0) ?? null
  return value === null ? null : textOf(value)
}

/** A long value from a little before the part that it has in common with what is wanted. */
function likePart(value: string, wanted: readonly string[]): string {
  const from = Math.max(0, commonPart(value, wanted) - before)
  return from === 0 ? cut(value) : `…${cut(value.slice(from))}`
}

function rawOf(row: Batch): string | null {
  const raw = valueIn(row, '_raw')
  const data = raw?.startsWith('<Event') ? raw.indexOf('</System>') : -1
  return raw && cut(data < 0 ? raw : raw.slice(data + '</System>'.length))
}

const cut = (text: string): string =>
  text.length > longestValue ? `${text.slice(0, longestValue)}…` : text

const identifying = ['_time', 'host', 'source', 'sourcetype'] as const

const identityOf = (row: Batch): Readonly<Record<string, string>> =>
  Object.fromEntries(
    identifying.flatMap((field) => {
      const value = valueIn(row, field)
      return value === null ? [] : [[field, value] as const]
    }),
  )

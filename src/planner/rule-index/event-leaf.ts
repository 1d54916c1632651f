import type { Value } from '../../values/value.ts'
import { accessPathOf } from './access-path.ts'
import type { Condition } from './condition.ts'
import type { Demanded } from './event-class.ts'
import type { FieldIndex } from './field-index.ts'
import { type FieldReference, fieldKey } from './value-test.ts'

/** Reads the fields of a batch's rows. */
export interface RowFields {
  /** The values of the field by row. */
  of(field: FieldReference): (row: number) => Value
}

/** What is asked of the events of one class. */
export interface EventLeaf {
  /** Some search may want such events. */
  readonly wanted: boolean
  /**
   * Finds the searches that may want these rows.
   * @param found is called with each search and those of the rows that it may want, ascending
   */
  match(
    rows: readonly number[],
    fields: RowFields,
    found: (task: number, rows: readonly number[]) => void,
  ): void
}

/** A field by which rows are found, and which searches its tests find them for. */
interface Access {
  readonly field: FieldReference
  readonly index: FieldIndex
  /** Places in the list of searches, by the number of the test. */
  readonly searches: Map<number, number[]>
}

/** @param indexOf the index of a field, shared by all leaves */
export function eventLeaf(
  open: readonly Demanded[],
  indexOf: (field: FieldReference) => FieldIndex,
): EventLeaf {
  const wantingAll: number[] = []
  const searches: Demanded[] = []
  const withoutPath: number[] = []
  const accesses = new Map<string, Access>()
  for (const demanded of open) {
    if (demanded.condition.kind === 'always') {
      wantingAll.push(demanded.task)
      continue
    }
    const place = searches.push(demanded) - 1
    const path = accessPathOf(demanded.condition)
    if (!path) withoutPath.push(place)
    for (const { field, test } of path?.tests ?? []) {
      const key = fieldKey(field)
      const access = accesses.get(key) ?? { field, index: indexOf(field), searches: new Map() }
      accesses.set(key, access)
      const number = access.index.add(test)
      access.searches.set(number, [...(access.searches.get(number) ?? []), place])
    }
  }

  return {
    wanted: open.length > 0,
    match(rows, fields, found) {
      for (const task of wantingAll) found(task, rows)
      const asked = askedOf(searches, fields)
      for (const row of rows) for (const place of withoutPath) asked.ask(place, row)
      for (const access of accesses.values()) {
        const valueAt = fields.of(access.field)
        for (const row of rows) eachSearch(access, valueAt(row), (place) => asked.ask(place, row))
      }
      asked.matching.forEach((list, place) => {
        if (list) found((searches[place] as Demanded).task, ascending(list))
      })
    },
  }
}

function eachSearch(
  { index, searches }: Access,
  value: Value,
  take: (place: number) => void,
): void {
  for (const number of index.passedBy(value)) {
    for (const place of searches.get(number) ?? []) take(place)
  }
}

/** The rows that met what searches demand, by the place of the search; none is asked twice in a row. */
function askedOf(searches: readonly Demanded[], fields: RowFields) {
  const matching = new Array<number[] | undefined>(searches.length).fill(undefined)
  const last = new Int32Array(searches.length).fill(-1)
  return {
    matching,
    ask(place: number, row: number): void {
      if (last[place] === row) return
      last[place] = row
      if (!holds((searches[place] as Demanded).condition, row, fields)) return
      const list = matching[place]
      if (list) list.push(row)
      else matching[place] = [row]
    },
  }
}

/** Rows that several fields led to, each once. */
function ascending(rows: readonly number[]): readonly number[] {
  if (rows.every((row, index) => index === 0 || row > (rows[index - 1] as number))) return rows
  return [...new Set(rows)].sort((left, right) => left - right)
}

function holds(condition: Condition, row: number, fields: RowFields): boolean {
  switch (condition.kind) {
    case 'always':
      return true
    case 'never':
      return false
    case 'all':
      return condition.parts.every((part) => holds(part, row, fields))
    case 'any':
      return condition.parts.some((part) => holds(part, row, fields))
    case 'test':
      return condition.test.test(fields.of(condition.field)(row))
  }
}

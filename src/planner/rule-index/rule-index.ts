import { type Batch, selectRows } from '../../contract/batch.ts'
import type { Value } from '../../values/value.ts'
import { type Condition, fieldsOf } from './condition.ts'
import { type Demanded, type EventClass, eventClasses } from './event-class.ts'
import { type EventLeaf, eventLeaf, type RowFields } from './event-leaf.ts'
import { type FieldIndex, fieldIndex } from './field-index.ts'
import { type FieldReference, fieldKey, fieldOfKey } from './value-test.ts'

/** Rows that searches may want. */
export interface Candidates {
  /** The events of the batch that some search may want; rows are counted among these. */
  readonly events: Batch
  /** By search, ascending; searches that want none are missing. */
  readonly rows: ReadonlyMap<number, readonly number[]>
}

/** Finds for many searches at once which events they may want. */
export interface RuleIndex {
  /**
   * @param events with the fields that are known of them
   * @param own the same with the fields that they have themselves
   */
  candidates(events: Batch, own: Batch): Candidates
}

/** Fields that tell kinds of events apart; what an event tells itself of its type stands between. */
const firstFields = ['index', 'sourcetype']
const laterFields = ['source', 'EventCode', 'EventID', 'Channel']

/**
 * Looks at the kind of an event first, then at the rarest thing that each search demands of events of this kind, for all searches at once,
 * and at everything else only where that is met.
 * @param conditions what each search demands at least
 */
export function ruleIndex(conditions: readonly Condition[]): RuleIndex {
  const indexes = new Map<string, FieldIndex>()
  const indexOf = (field: FieldReference): FieldIndex => {
    const index = indexes.get(fieldKey(field)) ?? fieldIndex()
    indexes.set(fieldKey(field), index)
    return index
  }
  const demanded = conditions
    .map((condition, task): Demanded => ({ task, condition }))
    .filter(({ condition }) => condition.kind !== 'never')
  const fields = [
    ...firstFields.map(knownField),
    ...ownFieldsIn(conditions),
    ...laterFields.map(knownField),
  ]
  const classes = eventClasses(demanded, fields, (open) => eventLeaf(open, indexOf))

  return {
    candidates(events, own) {
      const fieldsOfAll = rowFields(events, own)
      const leaves: EventLeaf[] = []
      const wanted: number[] = []
      for (let row = 0; row < events.length; row++) {
        const leaf = leafOf(classes, row, fieldsOfAll)
        if (!leaf.wanted) continue
        wanted.push(row)
        leaves.push(leaf)
      }
      if (wanted.length === 0) return { events, rows: new Map() }
      const whole = wanted.length === events.length
      const read = whole ? events : selectRows(events, wanted)
      const fields = whole ? fieldsOfAll : rowFields(read, selectRows(own, wanted))
      const found = new Map<number, (readonly number[])[]>()
      for (const [leaf, rows] of grouped(leaves)) {
        leaf.match(rows, fields, (task, matching) => {
          const lists = found.get(task)
          if (lists) lists.push(matching)
          else found.set(task, [matching])
        })
      }
      return {
        events: read,
        rows: new Map([...found].map(([task, lists]) => [task, merged(lists)])),
      }
    },
  }
}

function leafOf(classes: EventClass<EventLeaf>, row: number, fields: RowFields): EventLeaf {
  let current = classes
  while (current.kind === 'branch') current = current.child(fields.of(current.field)(row))
  return current.leaf
}

function rowFields(events: Batch, own: Batch): RowFields {
  const readers = new Map<string, (row: number) => Value>()
  const readerOf = (field: FieldReference): ((row: number) => Value) => {
    const column = (field.own ? own : events).column(field.name)
    if (!column) return () => null
    const { list } = column
    return list ? (row) => list[row] as Value : (row) => column.at(row)
  }
  return {
    of(field) {
      const key = fieldKey(field)
      const reader = readers.get(key) ?? readerOf(field)
      readers.set(key, reader)
      return reader
    },
  }
}

const knownField = (name: string): FieldReference => ({ name, own: false })

function ownFieldsIn(conditions: readonly Condition[]): readonly FieldReference[] {
  const found = new Set(conditions.flatMap((condition) => [...fieldsOf(condition)]))
  return [...found].map(fieldOfKey).filter(({ own }) => own)
}

/** The places at which each value stands. */
function grouped<T>(values: readonly T[]): ReadonlyMap<T, readonly number[]> {
  const places = new Map<T, number[]>()
  values.forEach((value, place) => {
    const list = places.get(value)
    if (list) list.push(place)
    else places.set(value, [place])
  })
  return places
}

function merged(lists: readonly (readonly number[])[]): readonly number[] {
  const [only] = lists
  return only && lists.length === 1 ? only : lists.flat().sort((left, right) => left - right)
}

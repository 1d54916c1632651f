import {
  type Batch,
  type Column,
  lazyColumn,
  plainColumn,
  selectColumn,
  selectRows,
} from '../contract/batch.ts'
import type { CompiledPredicate } from '../contract/expression.ts'
import { textOf, textOfScalar } from '../values/convert.ts'
import { multivalueOf, type Value, valuesOf } from '../values/value.ts'
import { wildcardMatcher } from '../values/wildcard.ts'
import { readInFull } from './event-fields.ts'
import { type Membership, membershipOf } from './membership.ts'
import type { Profile } from './props/profile.ts'
import { profileBatch, touches } from './props/profile-batch.ts'
import type { EventIdentity } from './props/stanza-match.ts'
import type { Tags } from './tags.ts'

/** What is known of events, ready to be used. */
export interface CompiledKnowledge {
  readonly usesSource: boolean
  readonly usesHost: boolean
  readonly tags: Tags
  readonly eventTypes: readonly string[]
  /** @param readInFull the format that read all of the event's fields */
  profile(event: EventIdentity, readInFull: string | undefined): Profile
  renamed(sourcetype: string): string
  /** `undefined` when its search cannot be used, as was reported. */
  eventType(name: string): CompiledPredicate | undefined
}

/** Rows that have a profile in common. */
interface Group {
  readonly profile: Profile
  readonly rows: readonly number[]
  readonly batch: Batch
}

/**
 * Events with the fields, event types and tags that are known of them; each is worked out when it is first asked for.
 * @param known columns that were worked out before
 */
export function knownBatch(
  base: Batch,
  knowledge: CompiledKnowledge,
  known?: (name: string) => Column | undefined,
): Batch {
  const { length } = base
  const made = new Map<string, Column | undefined>()
  const underway = new Set<string>()
  let parts: readonly Group[] | undefined
  const groups = (): readonly Group[] => {
    parts ??= groupRows(base, knowledge)
    return parts
  }

  let placed: Places | undefined
  const places = (): Places => {
    placed ??= placesIn(groups(), length)
    return placed
  }

  const fieldColumn = (name: string): Column | undefined => {
    const touched = groups().some(({ profile }) => touches(profile, name))
    if (!touched) return base.column(name)
    const [only, ...others] = groups()
    if (only && others.length === 0) return only.batch.column(name)
    const columns = groups().map(({ batch }) => batch.column(name))
    const { groupOf, placeOf } = places()
    return lazyColumn(
      length,
      (row) => columns[groupOf[row] as number]?.at(placeOf[row] as number) ?? null,
    )
  }

  const typeRows = new Map<string, Uint8Array>()
  /** An event type that is asked for while it is worked out is one whose search names itself: no event is of it. */
  const rowsOfType = (name: string): Uint8Array => {
    const known = typeRows.get(name)
    if (known) return known
    const member = new Uint8Array(length)
    const predicate = underway.has(name) ? undefined : knowledge.eventType(name)
    if (!predicate) return member
    underway.add(name)
    for (const row of predicate.rows(batch)) member[row] = 1
    underway.delete(name)
    if (underway.size === 0) typeRows.set(name, member)
    return member
  }

  const eventTypeColumn = (): Column => {
    const own = base.column('eventtype')
    const members = knowledge.eventTypes.map((name) => ({ name, rows: rowsOfType(name) }))
    return columnOf(length, (row) => [
      ...valuesOf(own?.at(row) ?? null).map(textOfScalar),
      ...members.filter(({ rows }) => rows[row] === 1).map(({ name }) => name),
    ])
  }

  const tagColumn = (field: string | undefined): Column => {
    const own = base.column(field === undefined ? 'tag' : `tag::${field}`)
    const fields = knowledge.tags.fields.filter((name) => field === undefined || name === field)
    const columns = fields.map((name) => ({ name, column: batch.column(name) }))
    return columnOf(length, (row) => {
      const tags = valuesOf(own?.at(row) ?? null).map(textOfScalar)
      for (const { name, column } of columns) {
        for (const value of valuesOf(column?.at(row) ?? null)) {
          tags.push(...knowledge.tags.of(name, textOfScalar(value)))
        }
      }
      return tags.sort()
    })
  }

  const membersOfTypes = (matches: (name: string) => boolean): Members => {
    const members = memberRows(length)
    members.addWhere(base.column('eventtype'), matches)
    for (const name of knowledge.eventTypes) if (matches(name)) members.add(rowsOfType(name))
    return members
  }

  const membersOfTag = (matches: (tag: string) => boolean, only: string | undefined): Members => {
    const members = memberRows(length)
    members.addWhere(base.column(only === undefined ? 'tag' : `tag::${only}`), matches)
    for (const field of knowledge.tags.fields) {
      if (only !== undefined && field !== only) continue
      const tagged = (value: string) => knowledge.tags.of(field, value).some(matches)
      if (field === 'eventtype') members.add(membersOfTypes(tagged).rows)
      else members.addWhere(batch.column(field), tagged)
    }
    return members
  }

  const membershipColumn = (membership: Membership): Column => {
    const matches = wildcardMatcher(membership.pattern, { ignoreCase: true }).test
    const { rows } =
      membership.kind === 'eventtype'
        ? membersOfTypes(matches)
        : membersOfTag(matches, membership.field)
    const flags = new Array<Value>(length).fill(null)
    for (let row = 0; row < length; row++) if (rows[row] === 1) flags[row] = 1
    return plainColumn(flags)
  }

  const make = (name: string): Column | undefined => {
    const membership = membershipOf(name)
    if (membership) return membershipColumn(membership)
    if (name === 'eventtype') return eventTypeColumn()
    if (name === 'tag') return tagColumn(undefined)
    if (name.startsWith('tag::')) return tagColumn(name.slice('tag::'.length))
    if (name === '_sourcetype') return base.column('sourcetype')
    if (name === 'sourcetype') return renamedColumn(base, knowledge)
    return fieldColumn(name)
  }

  const batch: Batch = {
    length,
    fields() {
      const names = new Set(base.fields())
      for (const group of groups()) for (const name of group.batch.fields()) names.add(name)
      if (knowledge.eventTypes.length > 0) names.add('eventtype')
      if (knowledge.tags.fields.length > 0) names.add('tag')
      for (const field of knowledge.tags.fields) names.add(`tag::${field}`)
      return [...names]
    },
    column(name) {
      if (made.has(name)) return made.get(name)
      const column = known?.(name) ?? make(name)
      // What was worked out within an event type that names itself holds there alone.
      if (underway.size === 0) made.set(name, column)
      return column
    },
    select: (rows) =>
      knownBatch(selectRows(base, rows), knowledge, (name) => {
        const column = made.get(name)
        return column && selectColumn(column, rows)
      }),
  }
  return batch
}

/** Collects rows. */
interface Members {
  /** 1 where a row was added. */
  readonly rows: Uint8Array
  add(rows: Uint8Array): void
  addWhere(column: Column | undefined, passes: (value: string) => boolean): void
}

function memberRows(length: number): Members {
  const rows = new Uint8Array(length)
  return {
    rows,
    add(more) {
      for (let row = 0; row < length; row++) if (more[row] === 1) rows[row] = 1
    },
    addWhere(column, passes) {
      if (!column) return
      for (let row = 0; row < length; row++) {
        const values = valuesOf(column.at(row))
        if (values.some((value) => passes(textOfScalar(value)))) rows[row] = 1
      }
    },
  }
}

function columnOf(length: number, valuesAt: (row: number) => readonly string[]): Column {
  return plainColumn(Array.from({ length }, (_, row) => multivalueOf([...new Set(valuesAt(row))])))
}

function renamedColumn(base: Batch, { renamed }: CompiledKnowledge): Column | undefined {
  const own = base.column('sourcetype')
  if (!own) return own
  const values = Array.from({ length: base.length }, (_, row) => own.at(row))
  const changed = values.map((value) => (typeof value === 'string' ? renamed(value) : value))
  return changed.every((value, row) => value === values[row]) ? own : plainColumn(changed)
}

/** Events given as objects do not tell how they were read: those of these sourcetypes were read in full. */
const fullSourcetypes = new Map([
  ['XmlWinEventLog', 'windows'],
  ['WinEventLog', 'windows'],
  ['_json', 'object'],
])

/** By row its group, and where it stands there. */
interface Places {
  readonly groupOf: Uint32Array
  readonly placeOf: Uint32Array
}

function placesIn(groups: readonly Group[], length: number): Places {
  const groupOf = new Uint32Array(length)
  const placeOf = new Uint32Array(length)
  for (const [group, { rows }] of groups.entries()) {
    for (const [place, row] of rows.entries()) {
      groupOf[row] = group
      placeOf[row] = place
    }
  }
  return { groupOf, placeOf }
}

/** Rows by profile. Neighbours mostly have the same sourcetype, source and host. */
function groupRows(base: Batch, knowledge: CompiledKnowledge): readonly Group[] {
  const columns = {
    sourcetype: base.column('sourcetype'),
    source: knowledge.usesSource ? base.column('source') : undefined,
    host: knowledge.usesHost ? base.column('host') : undefined,
    readInFull: base.column(readInFull),
  }
  const rowsByProfile = new Map<Profile, number[]>()
  const profiles = new Map<string, Profile>()
  let previous: readonly string[] | undefined
  let current: number[] = []
  for (let row = 0; row < base.length; row++) {
    const sourcetype = textOf(columns.sourcetype?.at(row) ?? null)
    const source = textOf(columns.source?.at(row) ?? null)
    const host = textOf(columns.host?.at(row) ?? null)
    const full = columns.readInFull
      ? textOf(columns.readInFull.at(row)) || undefined
      : fullSourcetypes.get(sourcetype)
    const same =
      previous?.[0] === sourcetype &&
      previous[1] === source &&
      previous[2] === host &&
      previous[3] === (full ?? '')
    if (!same) {
      previous = [sourcetype, source, host, full ?? '']
      const key = previous.join('\0')
      const profile = profiles.get(key) ?? knowledge.profile({ sourcetype, source, host }, full)
      profiles.set(key, profile)
      current = rowsByProfile.get(profile) ?? []
      rowsByProfile.set(profile, current)
    }
    current.push(row)
  }
  return [...rowsByProfile].map(([profile, rows]) => {
    const part = rows.length === base.length ? base : selectRows(base, rows)
    return { profile, rows, batch: profileBatch(part, profile) }
  })
}

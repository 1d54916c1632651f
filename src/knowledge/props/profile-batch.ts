import { type Batch, type Column, lazyColumn } from '../../contract/batch.ts'
import { textOfScalar } from '../../values/convert.ts'
import { type EvalValue, multivalueOf, type Value, valuesOf } from '../../values/value.ts'
import type { FieldAlias } from './aliases.ts'
import type { Extraction } from './extraction.ts'
import type { Profile } from './profile.ts'

type Found = ReadonlyMap<string, readonly string[]>
/** What is found in a row. */
type FoundAt = (row: number) => Found

/**
 * Rows of one profile with the fields that it gives them. A field is made when it is first asked for, from the steps that can make it and
 * the fields that those read; each step runs once over the batch.
 * @param base the rows with the fields that they were read with
 */
export function profileBatch(base: Batch, profile: Profile): Batch {
  const { extractions, keyValues, aliases, calculations, lookups } = profile
  const { length } = base
  const found = new Map<Extraction, FoundAt>()
  const lookedUp: (Batch | undefined)[] = []

  /** What an extraction finds in each row, read from the fields that those before it make. */
  const finderOf = (extraction: Extraction, before: number): FoundAt => {
    const known = found.get(extraction)
    if (known) return known
    const texts = extracted(extraction.source, before)
    const rows = onceByRow(length, (row) => findIn(extraction, texts?.at(row) ?? null))
    found.set(extraction, rows)
    return rows
  }

  /** @param before of how many extractions the results are looked at; all and the automatic one without it */
  const extractedHere = (name: string, before?: number): Column | undefined => {
    const makers = extractions
      .slice(0, before)
      .map((extraction, index) => ({ extraction, index }))
      .filter(({ extraction: { outputs } }) => outputs === 'any' || outputs.has(name))
    const own = base.column(name)
    const last = before === undefined && keyValues ? finderOf(keyValues, 0) : undefined
    if (makers.length === 0 && !last) return own
    const steps = makers.map(({ extraction, index }) => ({
      foundAt: finderOf(extraction, index),
      adds: extraction.addsValues,
    }))
    return lazyColumn(length, (row) => {
      const values: string[] = []
      for (const { foundAt, adds } of steps) {
        const more = foundAt(row).get(name)
        if (more && (adds || values.length === 0)) values.push(...more)
      }
      if (values.length > 0) return multivalueOf(values)
      return own?.at(row) ?? multivalueOf(last?.(row).get(name) ?? [])
    })
  }

  const metadata = new Set(['_raw', '_time', 'index'])
  const extractedOnce = remembered((name: string) => extractedHere(name))
  const extracted = (name: string, before?: number): Column | undefined => {
    if (metadata.has(name)) return base.column(name)
    return before === undefined ? extractedOnce(name) : extractedHere(name, before)
  }

  const aliased = remembered((name: string): Column | undefined => {
    const rules = aliases.filter(({ alias }) => alias === name)
    const own = extracted(name)
    if (rules.length === 0) return own
    const originals = rules.map(({ original }) => extracted(original))
    return lazyColumn(length, (row) => aliasedValue(rules, originals, own?.at(row) ?? null, row))
  })

  const view = (column: (name: string) => Column | undefined): Batch => ({
    length,
    fields: () => names(),
    column,
  })

  const aliasedRows = view(aliased)
  const calculated = remembered((name: string): Column | undefined => {
    const compiled = calculations.get(name)
    if (!compiled) return aliased(name)
    const evaluate = compiled.bind(aliasedRows)
    return lazyColumn(length, (row) => fieldValue(evaluate(row)))
  })

  /** @param before of how many lookups the results are looked at */
  const looked = (name: string, before: number): Column | undefined => {
    for (let step = before - 1; step >= 0; step--) {
      if (!lookups[step]?.outputs.has(name)) continue
      const input = view((field) => looked(field, step))
      lookedUp[step] ??= lookups[step]?.process(input)
      return lookedUp[step]?.column(name)
    }
    return calculated(name)
  }

  const names = (): string[] => {
    const all = new Set(base.fields())
    const addFound = (foundAt: FoundAt): void => {
      for (let row = 0; row < length; row++) for (const name of foundAt(row).keys()) all.add(name)
    }
    extractions.forEach((extraction, index) => {
      if (extraction.outputs !== 'any') for (const name of extraction.outputs) all.add(name)
      else addFound(finderOf(extraction, index))
    })
    if (keyValues) addFound(finderOf(keyValues, 0))
    for (const { alias } of aliases) all.add(alias)
    for (const name of calculations.keys()) all.add(name)
    for (const { outputs } of lookups) for (const name of outputs) all.add(name)
    return [...all]
  }

  return view((name) => looked(name, lookups.length))
}

/** Whether the profile can change a field of this name. */
export const touches = (
  { extractions, keyValues, aliases, calculations, lookups }: Profile,
  name: string,
): boolean =>
  keyValues !== undefined ||
  calculations.has(name) ||
  aliases.some(({ alias }) => alias === name) ||
  extractions.some(({ outputs }) => outputs === 'any' || outputs.has(name)) ||
  lookups.some(({ outputs }) => outputs.has(name))

function onceByRow(length: number, at: FoundAt): FoundAt {
  const known = new Array<Found | undefined>(length)
  return (row) => {
    const before = known[row]
    if (before) return before
    const found = at(row)
    known[row] = found
    return found
  }
}

const noFields: Found = new Map()

function findIn({ addsValues, find }: Extraction, value: Value): Found {
  if (value === null) return noFields
  const found = new Map<string, string[]>()
  for (const text of valuesOf(value)) {
    find(textOfScalar(text), (name, one) => {
      const list = found.get(name)
      if (!list) found.set(name, [one])
      else if (addsValues) list.push(one)
    })
  }
  return found
}

/**
 * With AS an event loses the alias where it lacks the original.
 * Source: Splunk Knowledge Manager Manual, "Create field aliases", Overwrite field values.
 */
function aliasedValue(
  rules: readonly FieldAlias[],
  originals: readonly (Column | undefined)[],
  own: Value,
  row: number,
): Value {
  let value = own
  rules.forEach(({ onlyNew }, index) => {
    const original = originals[index]?.at(row) ?? null
    if (!onlyNew) value = original
    else if (value === null) value = original
  })
  return value
}

const fieldValue = (value: EvalValue): Value =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : value

function remembered<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>()
  return (name) => {
    if (made.has(name)) return made.get(name) as T
    const value = make(name)
    made.set(name, value)
    return value
  }
}

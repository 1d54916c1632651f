import type { Batch } from '../../contract/batch.ts'
import { textOfScalar } from '../../values/convert.ts'
import { valuesOf } from '../../values/value.ts'
import type { Requirement } from './requirement.ts'

/** Of a value that is there, but nothing like what is wanted. */
const present = 0.05
/** However near a value comes, it does not meet what it does not meet. */
const nearly = 0.9
const longestCompared = 4096
const mostRemembered = 10_000

/** Tells how near rows of one batch come to meeting requirements. */
export interface BatchView {
  readonly batch: Batch
  /** For each row 1 where it meets the requirement. */
  met(requirement: Requirement): Uint8Array
  /** 1 for a row that meets it, else from 0 to 0.9. */
  closeness(requirement: Requirement, row: number): number
}

export function viewOf(batch: Batch): BatchView {
  const known = new Map<Requirement, Uint8Array>()
  const met = (requirement: Requirement): Uint8Array => {
    const before = known.get(requirement)
    if (before) return before
    const flags = new Uint8Array(batch.length)
    for (const row of requirement.rows(batch)) flags[row] = 1
    known.set(requirement, flags)
    return flags
  }
  const closeness = (requirement: Requirement, row: number): number => {
    if (met(requirement)[row] === 1) return 1
    const { parts, fields, wanted } = requirement
    if (parts) {
      const all = parts.of.map((part) => closeness(part, row))
      const sum =
        parts.join === 'all' ? mean(all) : all.reduce((most, one) => Math.max(most, one), 0)
      return Math.min(sum, nearly)
    }
    const values = fields.flatMap((field) => valuesOf(batch.column(field)?.at(row) ?? null))
    if (values.length === 0) return 0
    return values.reduce<number>(
      (most, value) => Math.max(most, likeness(textOfScalar(value), wanted)),
      present,
    )
  }
  return { batch, met, closeness }
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)

const remembered = new WeakMap<readonly string[], Map<string, number>>()

/** Which share of the wanted text's pairs of characters the value has, for the text that comes nearest. */
function likeness(value: string, wanted: readonly string[]): number {
  if (wanted.length === 0) return present
  const known = remembered.get(wanted) ?? new Map<string, number>()
  remembered.set(wanted, known)
  const before = known.get(value)
  if (before !== undefined) return before
  const pairs = pairsOf(value)
  const best = wanted.reduce((most, text) => Math.max(most, shareOf(pairsOf(text), pairs)), 0)
  const result = present + best * (nearly - present)
  if (known.size < mostRemembered) known.set(value, result)
  return result
}

function pairsOf(text: string): ReadonlySet<string> {
  const plain = text.slice(0, longestCompared).toLowerCase()
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < plain.length; at++) pairs.add(plain.slice(at, at + 2))
  return pairs
}

function shareOf(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  let common = 0
  for (const pair of wanted) if (found.has(pair)) common++
  // A long value that happens to hold all pairs is less near than one of the wanted length.
  return (
    (2 * common) / (wanted.size + Math.max(wanted.size, Math.min(found.size, 4 * wanted.size)) || 1)
  )
}

import { numberOf, textOf } from '../values/convert.ts'
import { valuesOf } from '../values/value.ts'
import type { ResultRow } from './tokens.ts'

/** All values of a field as text; members that objects inherit are no fields. */
export const textsOfField = (row: ResultRow, field: string): readonly string[] =>
  Object.hasOwn(row, field) ? valuesOf(row[field] ?? null).map((value) => textOf(value)) : []

/** The time that a row has of its own, in seconds since 1970. */
export function rowTime(row: ResultRow): number | null {
  const [first] = valuesOf(Object.hasOwn(row, '_time') ? (row['_time'] ?? null) : null)
  return first === undefined ? null : numberOf(first)
}

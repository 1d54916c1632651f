import { type Batch, batchOfRows } from '../contract/batch.ts'
import { multivalueOf, type Scalar, type Value } from '../values/value.ts'

/**
 * Row objects of a program as rows of a search. Booleans become `true` and `false`, nested objects their JSON text, `null` and
 * `undefined` a missing field.
 */
export const batchOfObjects = (objects: Iterable<Readonly<Record<string, unknown>>>): Batch =>
  batchOfRows(
    Array.from(objects, (object) =>
      Object.fromEntries(Object.entries(object).map(([name, value]) => [name, fieldValue(value)])),
    ),
  )

function fieldValue(value: unknown): Value {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? multivalueOf(value.map(scalar)) : scalar(value)
}

function scalar(value: unknown): Scalar {
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

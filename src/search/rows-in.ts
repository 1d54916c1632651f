import { type Batch, batchOf, plainColumn } from '../contract/batch.ts'
import { multivalueOf, type Scalar, type Value } from '../values/value.ts'

/**
 * Row objects of a program as rows of a search. Booleans become `true` and `false`, nested objects their JSON text, `null` and
 * `undefined` a missing field.
 */
export function batchOfObjects(objects: Iterable<Readonly<Record<string, unknown>>>): Batch {
  const rows = Array.isArray(objects)
    ? (objects as Readonly<Record<string, unknown>>[])
    : [...objects]
  const columns = new Map<string, Value[]>()
  for (const [index, row] of rows.entries()) {
    for (const name of Object.keys(row)) {
      let values = columns.get(name)
      if (!values) {
        values = new Array<Value>(rows.length).fill(null)
        columns.set(name, values)
      }
      values[index] = fieldValue(row[name])
    }
  }
  return batchOf(
    new Map([...columns].map(([name, values]) => [name, plainColumn(values)])),
    rows.length,
  )
}

function fieldValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? multivalueOf(value.map(scalar)) : scalar(value)
}

function scalar(value: unknown): Scalar {
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

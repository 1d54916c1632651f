import { type Batch, type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { multivalueOf, type Scalar, type Value } from '../values/value.ts'

/** Fields found in one row, in the order in which they were found. */
export type FoundFields = ReadonlyMap<string, Value>

/** Collects values by name; several of one name become a multivalue. */
export function collectFields(): {
  add(name: string, value: Scalar): void
  fields(): FoundFields
} {
  const found = new Map<string, Scalar[]>()
  return {
    add(name, value) {
      const values = found.get(name)
      if (values) values.push(value)
      else found.set(name, [value])
    },
    fields: () => new Map([...found].map(([name, values]) => [name, multivalueOf(values)])),
  }
}

/** The rows with what was found in each; where nothing was found a field keeps what it had. */
export function withFound(batch: Batch, foundAt: (row: number) => FoundFields): Batch {
  const made = new Map<string, Value[]>()
  for (let row = 0; row < batch.length; row++) {
    for (const [name, value] of foundAt(row)) {
      let values = made.get(name)
      if (!values) {
        const before = batch.column(name)
        values = Array.from({ length: batch.length }, (_, each) => before?.at(each) ?? null)
        made.set(name, values)
      }
      values[row] = value
    }
  }
  if (made.size === 0) return batch
  return withColumns(
    batch,
    new Map([...made].map(([name, values]): [string, Column] => [name, plainColumn(values)])),
  )
}

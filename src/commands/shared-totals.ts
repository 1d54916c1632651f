import { type Batch, batchOfRows } from '../contract/batch.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { fieldNames, hasStar, isInternal } from './shared-field-names.ts'

/** Which fields are added up: the named ones, or all that are not internal. */
export function totalledFields(batch: Batch, names: readonly string[]): readonly string[] {
  if (names.length === 0) return batch.fields().filter((field) => !isInternal(field))
  if (!names.some(hasStar)) return names
  return fieldNames(names).among(
    () => batch.fields(),
    (field) => batch.column(field) !== undefined,
  )
}

/** For `flow`. */
export const totalsNeed = (names: readonly string[], also: readonly string[] = []) =>
  names.length === 0 ? { needsAll: true } : { needs: [...new Set([...names, ...also])] }

/** Adds up columns over all batches. */
export interface ColumnTotals {
  add(batch: Batch): void
  /** A row with the totals, its label in the label field; none when there were no rows. */
  row(): readonly Batch[]
}

export interface ColumnTotalsOptions {
  readonly names: readonly string[]
  readonly labelfield: string | undefined
  readonly label: string
  /** A column beside the named ones (`Total`). */
  readonly also?: string
}

export function columnTotals({
  names,
  labelfield,
  label,
  also,
}: ColumnTotalsOptions): ColumnTotals {
  const totals = new Map<string, number>()
  let rows = 0
  return {
    add(batch) {
      rows += batch.length
      const fields = new Set(totalledFields(batch, names))
      if (also !== undefined) fields.add(also)
      for (const field of fields) {
        const column = batch.column(field)
        for (let row = 0; column && row < column.length; row++) {
          const number = numberOf(column.at(row))
          if (number !== null) totals.set(field, (totals.get(field) ?? 0) + number)
        }
      }
    },
    row() {
      if (rows === 0) return []
      const row: Record<string, Value> = Object.fromEntries(totals)
      if (labelfield !== undefined) row[labelfield] = label
      return [batchOfRows([row])]
    },
  }
}

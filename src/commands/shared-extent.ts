import type { Column } from '../contract/batch.ts'
import { numberOf } from '../values/convert.ts'

/** The smallest and the largest number of a column; 0 to 0 when there is none. */
export function extentOf(column: Column | undefined): {
  readonly least: number
  readonly most: number
} {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let row = 0; column && row < column.length; row++) {
    const number = numberOf(column.at(row))
    if (number === null) continue
    least = Math.min(least, number)
    most = Math.max(most, number)
  }
  return least > most ? { least: 0, most: 0 } : { least, most }
}

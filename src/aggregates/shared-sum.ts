/**
 * A sum that keeps what rounding loses (Neumaier, 1974): whole numbers are exact up to 2^53, and the parts of a split sum give
 * what one pass gives to the last digit or nearly so.
 */
export interface Sum {
  count: number
  total: number
  lost: number
}

export const emptySum = (): Sum => ({ count: 0, total: 0, lost: 0 })

export function addTo(sum: Sum, number: number): Sum {
  const total = sum.total + number
  sum.lost +=
    Math.abs(sum.total) >= Math.abs(number)
      ? sum.total - total + number
      : number - total + sum.total
  sum.total = total
  sum.count++
  return sum
}

export function mergeSums(earlier: Sum, later: Sum): Sum {
  const count = earlier.count + later.count
  addTo(earlier, later.total)
  earlier.lost += later.lost
  earlier.count = count
  return earlier
}

/** `null` when nothing was added. */
export function totalOf({ count, total, lost }: Sum): number | null {
  if (count === 0) return null
  const result = total + lost
  // An overflow leaves infinity less infinity in the lost part.
  return Number.isNaN(result) ? total : result
}

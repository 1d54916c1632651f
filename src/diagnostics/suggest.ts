/**
 * The candidate that someone most probably meant, or `undefined` when none is near: at most a third of the letters may differ
 * (insertions, deletions, replacements, neighbours swapped). Case does not count.
 */
export function suggest(written: string, candidates: Iterable<string>): string | undefined {
  if (written.length > maxLength) return undefined
  const wanted = written.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** `did you mean "user"?`, as advice of a diagnostic; nothing when no candidate is near. */
export function didYouMean(
  written: string,
  candidates: Iterable<string>,
): { readonly advice?: string } {
  const near = suggest(written, candidates)
  return near === undefined ? {} : { advice: `did you mean "${near}"?` }
}

/** Longer names are not compared: the work grows with the square of the length. */
const maxLength = 100

/** Optimal string alignment distance; `limit` where it is that or more. */
function editDistance(left: string, right: string, limit: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const replaced = left[row - 1] === right[column - 1] ? 0 : 1
      let distance = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + replaced,
      )
      const swapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      if (swapped) distance = Math.min(distance, beforeLast[column - 2]! + 1)
      current.push(distance)
    }
    // It never gets smaller than the least of two rows that follow each other.
    if (Math.min(...current) >= limit && Math.min(...last) >= limit) return limit
    beforeLast = last
    last = current
  }
  return last[right.length]!
}

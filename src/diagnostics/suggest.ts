/**
 * The candidate that someone most probably meant, or `undefined` when none is near: at most a third of the letters may differ
 * (insertions, deletions, replacements, neighbours swapped). Case does not count.
 */
export function suggest(written: string, candidates: Iterable<string>): string | undefined {
  if (written.length > maxLength) return undefined
  const wanted = written.toLowerCase()
  const letters = countLetters(wanted)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue
    const lower = candidate.toLowerCase()
    if (differingLetters(letters, lower) >= bestDistance) continue
    const distance = editDistance(wanted, lower, bestDistance)
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

const classes = 128

/** How often each letter occurs; letters beyond ASCII share their counts. */
function countLetters(text: string): Int16Array {
  const counts = new Int16Array(classes)
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at) % classes]!++
  return counts
}

/** As many letters must at least be inserted, deleted or replaced, wherever they stand: most candidates are ruled out by it. */
function differingLetters(counts: Int16Array, text: string): number {
  const left = scratch
  left.set(counts)
  let missing = 0
  for (let at = 0; at < text.length; at++)
    if (left[text.charCodeAt(at) % classes]!-- <= 0) missing++
  let surplus = 0
  for (const count of left) if (count > 0) surplus += count
  return Math.max(missing, surplus)
}

const scratch = new Int16Array(classes)

/** Optimal string alignment distance; `limit` where it is that or more. */
function editDistance(left: string, right: string, limit: number): number {
  const width = right.length + 1
  let beforeLast = new Uint16Array(width)
  let last = Uint16Array.from({ length: width }, (_, index) => index)
  let current = new Uint16Array(width)
  let leastBefore = 0
  for (let row = 1; row <= left.length; row++) {
    current[0] = row
    let least = row
    for (let column = 1; column < width; column++) {
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
      current[column] = distance
      least = Math.min(least, distance)
    }
    // It never gets smaller than the least of two rows that follow each other.
    if (least >= limit && leastBefore >= limit) return limit
    leastBefore = least
    ;[beforeLast, last, current] = [last, current, beforeLast]
  }
  return last[right.length]!
}

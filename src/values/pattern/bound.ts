/**
 * A sum of products: a factor, times the places of a text to the power of `texts`, times the places of a run to the power of `runs`. A run
 * is a stretch of characters that one unbounded repetition may take, so it is as long as the text at most, and mostly much shorter.
 */
export type Bound = readonly Term[]

interface Term {
  readonly factor: number
  readonly texts: number
  readonly runs: number
}

/** Of a bound of higher degree, texts of two dozen characters would be too long already. */
const MOST_DEGREE = 20

export const none: Bound = []
export const one: Bound = [{ factor: 1, texts: 0, runs: 0 }]
export const oncePerPlace: Bound = [{ factor: 1, texts: 1, runs: 0 }]
export const oncePerPlaceOfRun: Bound = [{ factor: 1, texts: 0, runs: 1 }]
export const endless: Bound = [{ factor: Number.POSITIVE_INFINITY, texts: 0, runs: 0 }]

export const constant = (factor: number): Bound => [{ factor, texts: 0, runs: 0 }]

export const isOne = (bound: Bound): boolean =>
  bound.length === 1 && bound[0]?.factor === 1 && bound[0].texts + bound[0].runs === 0

export const isConstant = (bound: Bound): boolean =>
  bound.every(({ texts, runs }) => texts + runs === 0)

export const plus = (left: Bound, right: Bound): Bound =>
  collected([...left, ...right], (a, b) => a + b)

/** Not less than either. */
export const larger = (left: Bound, right: Bound): Bound => collected([...left, ...right], Math.max)

export function times(left: Bound, right: Bound): Bound {
  const products = left.flatMap((a) =>
    right.map((b) => ({
      factor: a.factor * b.factor,
      texts: a.texts + b.texts,
      runs: a.runs + b.runs,
    })),
  )
  return collected(products, (a, b) => a + b)
}

export function power(bound: Bound, exponent: number): Bound {
  let all = one
  for (let left = exponent, square = bound; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) all = times(all, square)
    square = times(square, square)
  }
  return all
}

/** What iterations take together that are bound in this way, and have the text to share among them. */
export const shared = (bound: Bound): Bound =>
  collected(
    bound.map(({ factor, texts, runs }) => ({
      factor,
      texts: Math.max(texts, 1),
      runs: texts > 0 || runs === 0 ? runs : runs - 1,
    })),
    (a, b) => a + b,
  )

function collected(terms: readonly Term[], combine: (a: number, b: number) => number): Bound {
  const byDegrees = new Map<number, Term>()
  for (const term of terms) {
    const { factor, texts, runs } = term
    if (factor === Number.POSITIVE_INFINITY || texts + runs > MOST_DEGREE) return endless
    const key = texts * (MOST_DEGREE + 1) + runs
    const same = byDegrees.get(key)
    byDegrees.set(key, same ? { ...term, factor: combine(same.factor, factor) } : term)
  }
  return [...byDegrees.values()]
}

/** The most there can be for a text of this length, whatever it is. */
export const mostForLength = (bound: Bound, length: number): number =>
  bound.reduce((sum, { factor, texts, runs }) => sum + factor * choices(length, texts + runs), 0)

/** The most there can be for a text of this length in which no run is longer than that. */
export const mostForRuns = (bound: Bound, length: number, run: number): number =>
  bound.reduce(
    (sum, { factor, texts, runs }) => sum + factor * choices(length, texts) * (run + 1) ** runs,
    0,
  )

/** In how many ways so many places of a text can be chosen: always in ascending order, the same one more than once too. */
function choices(length: number, places: number): number {
  let ways = 1
  for (let i = 1; i <= places; i++) ways *= (length + i) / i
  return ways
}

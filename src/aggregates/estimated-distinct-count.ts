import { type Aggregate, defineAggregate } from '../contract/aggregate.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

/**
 * The smallest hashes of the values: exact up to this many distinct values, an estimate from their density beyond
 * (Bar-Yossef et al., "Counting distinct elements in a data stream", 2002). It is bounded, and merging loses nothing.
 */
const kept = 4096
const hashRange = 2 ** 53

/** At most twice `kept` hashes; those above the largest kept one are dropped as they come. */
interface Sketch {
  hashes: Set<number>
  limit: number
}

/** 53 bits of two multiplicative hashes over the text. */
function hashOf(text: string): number {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    low = Math.imul(low ^ unit, 2654435761)
    high = Math.imul(high ^ unit, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return 4294967296 * (2097151 & high) + (low >>> 0)
}

function insert(sketch: Sketch, hash: number): void {
  if (hash >= sketch.limit) return
  sketch.hashes.add(hash)
  if (sketch.hashes.size >= 2 * kept) prune(sketch)
}

function prune(sketch: Sketch): void {
  if (sketch.hashes.size <= kept) return
  const sorted = Float64Array.from(sketch.hashes).sort()
  sketch.hashes = new Set(sorted.subarray(0, kept))
  sketch.limit = sorted[kept] as number
}

const sketched = (
  name: string,
  summary: string,
  finish: (sketch: Sketch) => Value,
  examples: Aggregate['examples'],
): Aggregate =>
  defineAggregate<Sketch>({
    name,
    aliases: [],
    summary,
    category: 'aggregate',
    argument: 'required',
    readsOrder: false,
    readsTime: false,
    start: () => ({ hashes: new Set(), limit: hashRange }),
    add(state, value) {
      insert(state, hashOf(textOf(value as string | number)))
      return state
    },
    merge(earlier, later) {
      // Both limits are hashes that were seen: what lies above the lower one cannot be told any more.
      earlier.limit = Math.min(earlier.limit, later.limit)
      for (const hash of earlier.hashes) if (hash >= earlier.limit) earlier.hashes.delete(hash)
      for (const hash of later.hashes) insert(earlier, hash)
      return earlier
    },
    finish,
    examples,
  })

const estimate = (sketch: Sketch): number => {
  prune(sketch)
  const { hashes, limit } = sketch
  return hashes.size < kept || limit === hashRange
    ? hashes.size
    : Math.round((kept * hashRange) / limit)
}

export const estimatedDistinctCount = sketched(
  'estdc',
  `Estimates the number of distinct values in little memory; exact up to ${kept} of them.`,
  estimate,
  [
    { values: ['ann', 'bob', 'ann'], result: 2 },
    { title: 'Compared as text', values: [1, '1', '1.0'], result: 2 },
  ],
)

export const estimatedDistinctCountError = sketched(
  'estdc_error',
  'The theoretical error of `estdc`, as a part of the true count; 0 where that is exact.',
  (sketch) => (estimate(sketch) <= kept ? 0 : 1 / Math.sqrt(kept - 2)),
  [
    { values: ['ann', 'bob'], result: 0 },
    { values: [null], result: 0 },
  ],
)

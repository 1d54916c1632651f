import type { Scope } from '../../contract/command.ts'
import { numberOf } from '../../values/convert.ts'
import { nextSpanStart, type Span, snapToSpan } from '../../values/time-span.ts'
import type { Value } from '../../values/value.ts'
import { missing } from '../shared-groups.ts'

/** Buckets of time, numbered in the order in which rows first fall into them. */
export interface TimeBuckets {
  /** Puts down the number of the bucket of each time, `missing` when it has none. */
  read(times: readonly Value[], numbers: Int32Array): void
  /** Start and number of each bucket to show, in order; the number is negative where no row fell into it. */
  shown(): readonly Bucket[]
}

export interface Bucket {
  readonly start: number
  readonly end: number
  readonly number: number
}

export interface BucketOptions {
  /** Empty buckets between others are shown. */
  readonly cont: boolean
  /** Empty buckets up to the bounds of the search are shown. */
  readonly fixedrange: boolean
  /** Buckets that reach beyond the bounds of the search are shown. */
  readonly partial: boolean
  readonly align: number | undefined
}

export function createTimeBuckets(width: Span, options: BucketOptions, scope: Scope): TimeBuckets {
  const { timeZone, earliest, latest, limits } = scope
  const numbers = new Map<number, number>()
  let start = Number.NaN
  let end = Number.NaN
  let current = missing
  const endOf = (from: number): number => {
    const next = nextSpanStart(from, width, timeZone)
    return next !== null && next > from ? next : from + 1
  }

  function firstAndLast(): readonly [number, number] | undefined {
    let first = Number.POSITIVE_INFINITY
    let last = Number.NEGATIVE_INFINITY
    for (const bucket of numbers.keys()) {
      first = Math.min(first, bucket)
      last = Math.max(last, bucket)
    }
    if (options.fixedrange && earliest !== null && latest !== null && earliest < latest) {
      first = Math.min(first, snapToSpan(earliest, width, timeZone, options.align) ?? first)
      const final = snapToSpan(latest, width, timeZone, options.align) ?? last
      // The latest time itself does not belong to the search.
      if (final < latest) last = Math.max(last, final)
      else
        last = Math.max(
          last,
          first,
          snapToSpan(latest - 1e-3, width, timeZone, options.align) ?? last,
        )
    }
    return first <= last ? [first, last] : undefined
  }

  function continuous(): Bucket[] | undefined {
    const range = firstAndLast()
    if (!range) return []
    const [first, last] = range
    const buckets: Bucket[] = []
    for (let from = first; from <= last; ) {
      if (buckets.length >= limits.maxRows) return undefined
      const to = endOf(from)
      buckets.push({ start: from, end: to, number: numbers.get(from) ?? -1 })
      from = to
    }
    // Rows must not get lost where the clock makes a bucket begin elsewhere.
    const found = new Set(buckets.map((bucket) => bucket.start))
    for (const [from, number] of numbers) {
      if (!found.has(from)) buckets.push({ start: from, end: endOf(from), number })
    }
    return buckets
  }

  /** Makes the bucket of a time the current one; false when it has none. */
  function enter(time: number | null): boolean {
    const from = time === null ? null : snapToSpan(time, width, timeZone, options.align)
    if (from === null) return false
    start = from
    end = endOf(from)
    current = numbers.get(from) ?? numbers.size
    numbers.set(from, current)
    return true
  }

  return {
    read(times, found) {
      for (let row = 0; row < found.length; row++) {
        const value = times[row] as Value
        const time = typeof value === 'number' ? value : numberOf(value)
        const isKnown = (time !== null && time >= start && time < end) || enter(time)
        found[row] = isKnown ? current : missing
      }
    },
    shown() {
      const present = [...numbers].map(([from, number]) => ({
        start: from,
        end: endOf(from),
        number,
      }))
      const all = options.cont ? continuous() : present
      if (!all) {
        scope.report({
          code: 'SPL0601',
          severity: 'error',
          message: `the time range has more than ${limits.maxRows} buckets; empty ones are left out`,
          advice: 'use a wider span',
        })
      }
      const buckets = (all ?? present).sort((left, right) => left.start - right.start)
      if (options.partial) return buckets
      return buckets.filter(
        (bucket) =>
          (earliest === null || bucket.start >= earliest) &&
          (latest === null || bucket.end <= latest),
      )
    },
  }
}

import { type Aggregate, defineAggregate } from '../contract/aggregate.ts'
import { numberOf } from '../values/convert.ts'
import type { Scalar, Value } from '../values/value.ts'

/** `sparkline_maxsize` of limits.conf. */
const maxPoints = 100

/** Each width divides the next, so that buckets can be joined when the data turn out to reach further. */
const widths = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400, 604_800, 6_048_000, 60_480_000]

/** What marks a multivalue as a small chart rather than a list of numbers. */
const marker = '##__SPARKLINE__##'

/** States of the inner aggregate by the number of their bucket, buckets being `width` seconds wide. */
interface Points {
  width: number
  fixed: boolean
  buckets: Map<number, unknown>
}

function boundsOf(points: Points): { readonly least: number; readonly length: number } {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const bucket of points.buckets.keys()) {
    least = Math.min(least, bucket)
    most = Math.max(most, bucket)
  }
  return { least, length: most - least + 1 }
}

function widen(points: Points, width: number, inner: Aggregate): void {
  const ratio = width / points.width
  if (ratio === 1) return
  const buckets = new Map<number, unknown>()
  for (const [bucket, state] of points.buckets) {
    const wider = Math.floor(bucket / ratio)
    const present = buckets.get(wider)
    buckets.set(wider, present === undefined ? state : inner.merge(present, state))
  }
  points.buckets = buckets
  points.width = width
}

/** Widens until the points are few enough. A fixed width stays; its points are cut when they are printed. */
function coarsen(points: Points, inner: Aggregate): void {
  while (!points.fixed && points.buckets.size > 1 && boundsOf(points).length > maxPoints) {
    const wider = widths.find((width) => width > points.width)
    if (wider === undefined) return
    widen(points, wider, inner)
  }
}

const docs = {
  name: 'sparkline',
  aliases: [],
  summary: `A small chart of an aggregate over time, in at most ${maxPoints} points: sparkline(count), sparkline(avg(x), 1h).`,
  category: 'multivalue',
  argument: 'required',
  readsOrder: false,
  readsTime: true,
} as const

const sparklineOver = (
  inner: Aggregate,
  parameter: number | undefined,
  span: number | undefined,
): Aggregate<Points> => ({
  ...docs,
  argument: inner.argument,
  readsOrder: inner.readsOrder,
  ...(inner.whole !== undefined && { whole: inner.whole }),
  examples: [],
  start: () => ({
    width: span ?? (widths[0] as number),
    fixed: span !== undefined,
    buckets: new Map(),
  }),
  add(points, value, time) {
    if (time === null) return points
    const bucket = Math.floor(time / points.width)
    const known = points.buckets.has(bucket)
    const state = known ? points.buckets.get(bucket) : inner.start(parameter)
    points.buckets.set(bucket, inner.add(state, value, time))
    if (!known) coarsen(points, inner)
    return points
  },
  merge(earlier, later) {
    const width = Math.max(earlier.width, later.width)
    widen(earlier, width, inner)
    const ratio = width / later.width
    for (const [bucket, state] of later.buckets) {
      const wider = Math.floor(bucket / ratio)
      const present = earlier.buckets.get(wider)
      earlier.buckets.set(wider, inner.merge(present ?? inner.start(parameter), state))
    }
    coarsen(earlier, inner)
    return earlier
  },
  finish(points): Value {
    if (points.buckets.size === 0) return null
    const { least, length } = boundsOf(points)
    const values: Scalar[] = [marker]
    for (let point = 0; point < Math.min(length, maxPoints); point++) {
      const state = points.buckets.get(least + point)
      const value = state === undefined ? null : inner.finish(state, parameter)
      values.push(numberOf(value) ?? 0)
    }
    return values
  },
})

/** What `sparkline(x)` counts when no other aggregate is named. */
const counting = defineAggregate<number>({
  ...docs,
  start: () => 0,
  add: (state) => state + 1,
  merge: (earlier, later) => earlier + later,
  finish: (state) => state,
  examples: [],
})

const overCount = sparklineOver(counting, undefined, undefined)

export const sparkline = defineAggregate<Points>({
  ...overCount,
  over: (inner, parameter, span) => sparklineOver(inner, parameter, span) as Aggregate,
  examples: [
    {
      title: 'Three seconds, one of them empty',
      values: ['a', 'b', 'c'],
      times: [12, 12, 10],
      result: [marker, 1, 0, 2],
    },
    { title: 'No times', values: ['a'], result: null },
  ],
})

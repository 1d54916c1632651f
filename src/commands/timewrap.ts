import { type Batch, batchOf, type Column, emptyBatch, plainColumn } from '../contract/batch.ts'
import { defineCommand, type Scope } from '../contract/command.ts'
import { oneOf, option, sequence, word } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import { formatTime } from '../values/time-format.ts'
import { applyModifier } from '../values/time-modifier.ts'
import { type TimeUnit, timeUnitOf } from '../values/time-unit.ts'
import type { Value } from '../values/value.ts'
import { checked } from './shared-checked.ts'
import { isInternal } from './shared-field-names.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

type Naming = 'relative' | 'short' | 'exact'
type Alignment = 'now' | 'end'

interface TimewrapArgs {
  readonly align: Alignment
  readonly series: Naming
  readonly timeFormat: string | undefined
  readonly period: string
}

interface Period {
  readonly count: number
  readonly unit: TimeUnit
}

const unitNames: Readonly<Record<TimeUnit, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mon: 'month',
  q: 'quarter',
  y: 'year',
}

function periodOf(text: string): Period | undefined {
  const match = /^(\d{1,6})?([a-z]+)$/.exec(text)
  const unit = match && timeUnitOf(match[2] as string)
  const count = Number(match?.[1] ?? 1)
  return unit && count > 0 ? { count, unit } : undefined
}

/** A time, so many periods earlier (negative) or later, on the clock of the wall. */
function shifted(time: number, periods: number, { count, unit }: Period, zone: string): number {
  const amount = periods * count
  const fraction = time - Math.floor(time)
  const moved = applyModifier(
    Math.floor(time),
    `${amount < 0 ? '-' : '+'}${Math.abs(amount)}${unit}`,
    zone,
  )
  return 'time' in moved ? moved.time + fraction : time
}

/** `latest_day`, `1day_before`, `2days_before`; each with two days `4days_before`. */
function seriesName(
  ago: number,
  period: Period,
  end: number,
  args: TimewrapArgs,
  zone: string,
): string {
  if (args.series === 'short') return `s${ago}`
  if (args.series === 'exact') {
    const start = shifted(end, -ago - 1, period, zone)
    return formatTime(start, args.timeFormat ?? '%Y-%m-%d', zone) ?? `s${ago}`
  }
  const unit = unitNames[period.unit]
  const distance = ago * period.count
  if (ago === 0) return `latest_${period.count === 1 ? unit : `${period.count}${unit}s`}`
  return `${distance}${unit}${distance === 1 ? '' : 's'}_before`
}

interface Wrapped {
  readonly ago: number
  readonly time: number
}

/** How many periods before the latest one a time lies, and the time of the latest one that it is compared with. */
function wrap(
  time: number,
  end: number,
  period: Period,
  maxAgo: number,
  zone: string,
): Wrapped | undefined {
  let low = 0
  let high = maxAgo
  // Periods differ in length: the first whose start is not after the time.
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (shifted(end, -middle - 1, period, zone) <= time) high = middle
    else low = middle + 1
  }
  if (low >= maxAgo) return undefined
  return { ago: low, time: shifted(time, low, period, zone) }
}

/** More than that would be a table with as many columns. */
const mostPeriods = 1000

function wrappedTable(all: Batch, args: TimewrapArgs, scope: Scope): Batch {
  const period = periodOf(args.period)
  const times = all.column('_time')
  if (!period || !times) return all
  const zone = scope.timeZone
  const timeOfRows = Array.from({ length: all.length }, (_, row) => numberOf(times.at(row)))
  const known = timeOfRows.filter((time) => time !== null)
  const sorted = [...known].sort((left, right) => left - right)
  const last = sorted.at(-1)
  if (last === undefined) return all
  const step = last - (sorted.at(-2) ?? last - 1)
  // Without a bound the search ends with its last bucket.
  const end = args.align === 'now' ? scope.now : (scope.latest ?? last + step)
  const fields = all.fields().filter((field) => !isInternal(field))
  const rows = new Map<number, Map<number, number>>()
  const agos = new Set<number>()
  for (const [row, time] of timeOfRows.entries()) {
    const place = time === null ? undefined : wrap(time, end, period, mostPeriods, zone)
    if (!place) continue
    agos.add(place.ago)
    const cells = rows.get(place.time) ?? new Map<number, number>()
    cells.set(place.ago, row)
    rows.set(place.time, cells)
  }
  const starts = [...rows.keys()].sort((left, right) => left - right)
  const columns = new Map<string, Column>([['_time', plainColumn(starts)]])
  for (const ago of [...agos].sort((left, right) => right - left)) {
    const name = seriesName(ago, period, end, args, zone)
    for (const field of fields) {
      const column = all.column(field)
      const values = starts.map((start): Value => {
        const row = rows.get(start)?.get(ago)
        return row === undefined ? null : (column?.at(row) ?? null)
      })
      columns.set(fields.length === 1 ? name : `${field}_${name}`, plainColumn(values))
    }
  }
  return batchOf(columns, starts.length)
}

/**
 * Periods are counted back from the end of the search; the oldest comes first. With several columns each name begins with that of its column.
 * Source: Splunk Search Reference, "timewrap".
 */
export const timewrap = defineCommand<TimewrapArgs>({
  name: 'timewrap',
  kind: 'transforming',
  summary: 'Lays the periods of a time chart over each other, a column for each.',
  syntax: sequence({
    align: option<Alignment>('align', oneOf(['end', 'now']), {
      or: 'end',
      about: 'Whether periods are counted from the end of the search, or from now.',
    }),
    series: option<Naming>('series', oneOf(['relative', 'short', 'exact']), {
      or: 'relative',
      about: 'How columns are named: 1day_before, s1, or by time_format.',
    }),
    timeFormat: option('time_format', word(), {
      about: 'The name of a column from its start, for series=exact.',
    }),
    period: checked(
      word({ usage: '[<int>]<timescale>', about: 'How long a period is: day, 2w …' }),
      (text) => (periodOf(text) ? undefined : { message: `"${text}" is not a length of time` }),
    ),
  }),
  flow: () => ({ needsAll: true, adds: ['_time'], passes: 'none', addsUnknown: true }),
  readsOrder: false,
  operator(args, scope) {
    const held = holdRows('timewrap', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, 'all'))
        return emptyBatch
      },
      finish() {
        const all = held.all()
        return all.length === 0 ? [] : [wrappedTable(all, args, scope)]
      },
    }
  },
  examples: [
    {
      title: 'Day over day',
      query: 'timewrap day',
      input: [
        { _time: 0, count: 1 },
        { _time: 43200, count: 2 },
        { _time: 86400, count: 3 },
        { _time: 129600, count: 4 },
      ],
      output: [
        { _time: 86400, '1day_before': 1, latest_day: 3 },
        { _time: 129600, '1day_before': 2, latest_day: 4 },
      ],
    },
    {
      title: 'Short names, and two columns',
      query: 'timewrap 1h series=short',
      input: [
        { _time: 0, a: 1, b: 5 },
        { _time: 3600, a: 2 },
      ],
      output: [{ _time: 3600, a_s1: 1, b_s1: 5, a_s0: 2 }],
    },
  ],
})

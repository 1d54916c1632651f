import { civilOfDays, daysOfCivil, secondsPerDay } from './calendar.ts'
import { offsetTime } from './time-modifier.ts'
import { monthsOfUnit, secondsOfUnit, type TimeUnit, timeUnitOf } from './time-unit.ts'
import { timeZoneOf } from './time-zone.ts'

/** How wide the buckets of `bin`, `chart` and `timechart` are. */
export type Span =
  /** Seconds, which may be fractions (`100ms`), aligned to the clock on the wall. */
  | { readonly kind: 'seconds'; readonly seconds: number }
  /** Whole days; weeks are seven, beginning with `weekday` (0 is Sunday), or with no weekday counted from 1970-01-01. */
  | { readonly kind: 'days'; readonly days: number; readonly weekday?: number }
  | { readonly kind: 'months'; readonly months: number }
  /** Of a plain number. */
  | { readonly kind: 'number'; readonly size: number }
  | { readonly kind: 'log'; readonly coefficient: number; readonly base: number }

const SUBSECONDS: Readonly<Record<string, number>> = { us: 1e6, ms: 1e3, cs: 100, ds: 10 }

/**
 * Reads a span: `5m`, `1d`, `2mon`, `1w@w1` (weeks from Monday), `100ms`, `10` (a plain number), `1.5log3`.
 * Source: Splunk Search Reference, "bin" and "timechart", span-length and log-span.
 */
export function parseSpan(text: string): Span | { readonly problem: string } {
  const log = /^(\d*\.?\d+)?log(\d*\.?\d+)?$/i.exec(text)
  if (log) return logSpan(Number(log[1] ?? 1), Number(log[2] ?? 10))
  const match = /^(\d*\.?\d*)\s*([a-z]*)(?:@([a-z]+)([0-7])?)?$/.exec(text)
  if (!match || text === '') return { problem: `"${text}" is not a span` }
  const [, digits = '', name = '', snapName, weekday] = match
  const count = digits === '' ? 1 : Number(digits)
  if (!(count > 0)) return { problem: `the span "${text}" is not more than zero` }
  if (name === '') return { kind: 'number', size: count }
  const parts = SUBSECONDS[name]
  if (parts) return { kind: 'seconds', seconds: count / parts }
  const unit = timeUnitOf(name)
  if (!unit) return { problem: `"${name}" is not a unit of time` }
  if (snapName && !timeUnitOf(snapName)) return { problem: `"${snapName}" is not a unit of time` }
  const snapsToWeek = snapName !== undefined && timeUnitOf(snapName) === 'w'
  return spanOf(count, unit, snapsToWeek ? Number(weekday ?? 0) % 7 : undefined)
}

function logSpan(coefficient: number, base: number): Span | { readonly problem: string } {
  if (!(base > 1)) return { problem: 'the base of a logarithmic span is more than 1' }
  if (!(coefficient >= 1 && coefficient < base))
    return { problem: 'the coefficient of a logarithmic span is at least 1 and less than its base' }
  return { kind: 'log', coefficient, base }
}

function spanOf(count: number, unit: TimeUnit, weekday: number | undefined): Span {
  if (unit === 's' || unit === 'm' || unit === 'h')
    return { kind: 'seconds', seconds: count * secondsOfUnit[unit] }
  if (unit === 'd' || unit === 'w') {
    const days = Math.max(1, Math.round(count * (unit === 'w' ? 7 : 1)))
    const start = weekday ?? (unit === 'w' ? 0 : undefined)
    return start === undefined ? { kind: 'days', days } : { kind: 'days', days, weekday: start }
  }
  return { kind: 'months', months: Math.max(1, Math.round(count * monthsOfUnit[unit])) }
}

/** 1970-01-04 was a Sunday. */
const FIRST_SUNDAY = 3

/**
 * The start of the bucket that holds a time (seconds since 1970) or, for spans of numbers, a number. Spans of days and longer follow the
 * local calendar; shorter ones are counted from local midnight of 1970-01-01, or from `align`, which spans of days ignore. `null` for a
 * number that has no bucket (a logarithmic one of nothing positive) and for an unknown zone.
 */
export function snapToSpan(time: number, span: Span, zone: string, align?: number): number | null {
  if (span.kind === 'number') return floorTo(time, span.size)
  if (span.kind === 'log') return floorToLog(time, span.coefficient, span.base)
  const timeZone = timeZoneOf(zone)
  if (!timeZone || !Number.isFinite(time)) return null
  const offset = timeZone.offsetAt(time)
  if (span.kind === 'seconds') {
    if (align !== undefined) return align + floorTo(time - align, span.seconds)
    return floorTo(time + offset, span.seconds) - offset
  }
  const days = Math.floor((time + offset) / secondsPerDay)
  return timeZone.timeOfLocal(bucketDay(days, span) * secondsPerDay)
}

function bucketDay(days: number, span: Extract<Span, { kind: 'days' | 'months' }>): number {
  if (span.kind === 'days') {
    const from = span.weekday === undefined ? 0 : FIRST_SUNDAY + span.weekday
    return from + Math.floor((days - from) / span.days) * span.days
  }
  const { year, month } = civilOfDays(days)
  const index = floorTo(year * 12 + month - 1, span.months)
  return daysOfCivil(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1)
}

/** Where the bucket that starts here ends and the next one starts; `null` like `snapToSpan`. */
export function nextSpanStart(start: number, span: Span, zone: string): number | null {
  if (span.kind === 'number') return start + span.size
  if (span.kind === 'log') return start > 0 ? start * span.base : null
  const timeZone = timeZoneOf(zone)
  if (!timeZone) return null
  if (span.kind === 'seconds') return start + span.seconds
  const unit = span.kind === 'days' ? 'd' : 'mon'
  return offsetTime(start, span.kind === 'days' ? span.days : span.months, unit, timeZone)
}

/** Rounds down to a multiple; multiples of fractions such as 0.1 keep the fraction's digits. */
function floorTo(number: number, size: number): number {
  const count = Math.floor(number / size)
  if (size >= 1) {
    const whole = count * size
    // Division may round up to the next multiple, which would put a number after the start of its bucket.
    return whole > number ? whole - size : whole
  }
  const parts = Math.round(1 / size)
  return Math.abs(parts * size - 1) < 1e-9
    ? Math.floor(number * parts + 1e-6) / parts
    : count * size
}

function floorToLog(number: number, coefficient: number, base: number): number | null {
  if (!(number > 0) || !Number.isFinite(number)) return null
  const exponent = Math.floor(Math.log(number / coefficient) / Math.log(base))
  const start = coefficient * base ** exponent
  if (start > number) return start / base
  return start * base <= number ? start * base : start
}

/**
 * A duration such as `maxspan=30s` in seconds (plain numbers are seconds); months and longer are as long as 30 and 365 days. `null` when
 * it is none.
 */
export function parseDuration(text: string): number | null {
  const match = /^(\d*\.?\d+)\s*([a-z]*)$/.exec(text.trim())
  if (!match) return null
  const count = Number(match[1])
  const name = match[2] as string
  if (name === '') return count
  const parts = SUBSECONDS[name]
  if (parts) return count / parts
  const unit = timeUnitOf(name)
  if (!unit) return null
  return (
    count * (unit in secondsOfUnit ? secondsOfUnit[unit as 's'] : DAYS[unit as 'q'] * secondsPerDay)
  )
}

const DAYS = { mon: 30, q: 90, y: 365 } as const

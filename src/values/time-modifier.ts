import { civilOfDays, daysInMonth, daysOfCivil, secondsPerDay, weekdayOfDays } from './calendar.ts'
import { parseTime } from './time-parse.ts'
import { monthsOfUnit, secondsOfUnit, type TimeUnit, timeUnitOf } from './time-unit.ts'
import { type TimeZone, timeZoneOf } from './time-zone.ts'

export type ModifiedTime = { readonly time: number } | { readonly problem: string }

type Move =
  | { readonly kind: 'offset'; readonly count: number; readonly unit: TimeUnit }
  | { readonly kind: 'snap'; readonly unit: TimeUnit; readonly weekday: number }

const MOVE = /([+-])\s*(\d*)\s*([a-z]+)|@\s*([a-z]+)([0-7])?/y

/**
 * Applies a time modifier to a time (seconds since 1970): offsets `-2d`, snaps `@w1`, any chain of them `-mon@mon+7d`, `now` before it or
 * alone. Also a time by itself: seconds since 1970, or `MM/DD/YYYY:HH:MM:SS` in the zone. Days and longer units move and snap the
 * clock on the wall, so a day may have 23 or 25 hours; a day past the end of a month becomes its last. Snapping drops the fraction.
 * Real-time modifiers (`rt`) are a problem: there is no search without an end here.
 * Source: Splunk Search Reference, "Time modifiers"; Search Manual, "Specify time modifiers in your search".
 */
export function applyModifier(time: number, modifier: string, zone: string): ModifiedTime {
  const timeZone = timeZoneOf(zone)
  if (!timeZone) return { problem: `unknown time zone "${zone}"` }
  const text = modifier.trim()
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { time: Number(text) }
  if (/^\d+\/\d+\/\d+/.test(text)) return absoluteTime(text, zone)
  if (/^[+-]?rt/.test(text)) return { problem: `real-time modifier "${text}" is not supported` }
  const moves = parseMoves(text)
  if ('problem' in moves) return moves
  let moved = time
  for (const move of moves.moves)
    moved =
      move.kind === 'offset'
        ? offsetTime(moved, move.count, move.unit, timeZone)
        : snapTime(moved, move.unit, timeZone, move.weekday)
  // Past the years that a calendar has, a time means nothing.
  if (!(Math.abs(moved) < 1e14)) return { problem: `"${text}" leads out of all time` }
  return { time: moved }
}

function absoluteTime(text: string, zone: string): ModifiedTime {
  const form = /^\d{1,2}\/\d{1,2}\/\d{4}(?::\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/
  const format = text.includes(':') ? '%m/%d/%Y:%H:%M:%S' : '%m/%d/%Y'
  const time = form.test(text)
    ? parseTime(text, text.includes('.') ? `${format}.%N` : format, zone)
    : null
  return time === null
    ? { problem: `"${text}" is not a time of the form MM/DD/YYYY:HH:MM:SS` }
    : { time }
}

type Moves = { readonly moves: readonly Move[] } | { readonly problem: string }

function parseMoves(text: string): Moves {
  const start = /^now(?:\(\))?\s*/.exec(text)?.[0].length ?? 0
  if (text === '') return { problem: 'a time modifier is empty' }
  const moves: Move[] = []
  for (let at = start; at < text.length; ) {
    MOVE.lastIndex = at
    const match = MOVE.exec(text)
    if (!match) return { problem: `"${text.slice(at)}" is not a time modifier` }
    const move = moveOf(match)
    if ('problem' in move) return move
    moves.push(move)
    at += match[0].length
    while (text.charAt(at) === ' ') at++
  }
  return { moves }
}

function moveOf(match: RegExpExecArray): Move | { readonly problem: string } {
  const [, sign, digits, offsetName, snapName = '', weekday] = match
  const name = offsetName ?? snapName
  const unit = timeUnitOf(name)
  if (!unit) return { problem: `"${name}" is not a unit of time` }
  if (sign) {
    const count = digits ? Number(digits) : 1
    return { kind: 'offset', unit, count: sign === '-' ? -count : count }
  }
  if (weekday && name !== 'w') return { problem: `only weeks have days to snap to, not "${name}"` }
  return { kind: 'snap', unit, weekday: Number(weekday ?? 0) % 7 }
}

/** The time so many units later on the wall clock (earlier, when negative). */
export function offsetTime(time: number, count: number, unit: TimeUnit, zone: TimeZone): number {
  if (unit === 's' || unit === 'm' || unit === 'h') return time + count * secondsOfUnit[unit]
  const local = time + zone.offsetAt(time)
  if (unit === 'd' || unit === 'w') return zone.timeOfLocal(local + count * secondsOfUnit[unit])
  const days = Math.floor(local / secondsPerDay)
  const { year, month, day } = civilOfDays(days)
  const monthIndex = year * 12 + month - 1 + count * monthsOfUnit[unit]
  if (!Number.isSafeInteger(monthIndex)) return Number.NaN
  const newYear = Math.floor(monthIndex / 12)
  const newMonth = monthIndex - newYear * 12 + 1
  const newDay = Math.min(day, daysInMonth(newYear, newMonth))
  const moved = daysOfCivil(newYear, newMonth, newDay)
  return zone.timeOfLocal(local + (moved - days) * secondsPerDay)
}

/** The latest start of such a unit that is not after the time; weeks start with `weekday`, 0 for Sunday. */
export function snapTime(time: number, unit: TimeUnit, zone: TimeZone, weekday = 0): number {
  const local = time + zone.offsetAt(time)
  if (unit === 's' || unit === 'm' || unit === 'h') {
    const size = secondsOfUnit[unit]
    return Math.floor(time) - modulo(Math.floor(local), size)
  }
  const days = Math.floor(local / secondsPerDay)
  return zone.timeOfLocal(snapDays(days, unit, weekday) * secondsPerDay)
}

function snapDays(days: number, unit: 'd' | 'w' | 'mon' | 'q' | 'y', weekday: number): number {
  if (unit === 'd') return days
  if (unit === 'w') return days - ((weekdayOfDays(days) - weekday + 7) % 7)
  const { year, month } = civilOfDays(days)
  const size = monthsOfUnit[unit]
  return daysOfCivil(year, month - ((month - 1) % size), 1)
}

const modulo = (number: number, by: number): number => ((number % by) + by) % by

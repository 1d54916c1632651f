import {
  civilOfDays,
  daysOfCivil,
  isoWeekOfDays,
  secondsPerDay,
  weekdayOfDays,
} from './calendar.ts'
import { type TimeZone, timeZoneOf } from './time-zone.ts'

/** A moment taken apart in its zone. */
interface Moment {
  readonly time: number
  readonly micros: number
  readonly zone: TimeZone
  readonly offset: number
  readonly days: number
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** The time as it was given, for digits past the microsecond. */
  readonly given: number
}

type Part = (moment: Moment) => string

export const weekdayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** Conversions that stand for others. `%c`, `%x` and `%X` are those of US English on Linux, as the page shows them. */
export const compositeConversions: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  '+': '%a %b %e %H:%M:%S %Z %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%Y',
  X: '%H:%M:%S',
}

const PAIRS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))
const pair = (number: number): string => PAIRS[number] ?? String(number)
const spaced = (number: number): string => (number < 10 ? ` ${number}` : String(number))
const modulo = (number: number, by: number): number => ((number % by) + by) % by

const hour12 = (hour: number): number => hour % 12 || 12
const dayOfYear = (moment: Moment): number => moment.days - daysOfCivil(moment.year, 1, 1)
const weekday = (moment: Moment): number => weekdayOfDays(moment.days)

const conversions: Readonly<Record<string, Part>> = {
  a: (moment) => (weekdayNames[weekday(moment)] as string).slice(0, 3),
  A: (moment) => weekdayNames[weekday(moment)] as string,
  b: (moment) => (monthNames[moment.month - 1] as string).slice(0, 3),
  h: (moment) => (monthNames[moment.month - 1] as string).slice(0, 3),
  B: (moment) => monthNames[moment.month - 1] as string,
  C: (moment) => pair(Math.floor(moment.year / 100)),
  d: (moment) => pair(moment.day),
  e: (moment) => spaced(moment.day),
  f: (moment) => fraction(moment, 6),
  g: (moment) => pair(modulo(isoWeekOfDays(moment.days).year, 100)),
  G: (moment) => String(isoWeekOfDays(moment.days).year),
  H: (moment) => pair(moment.hour),
  I: (moment) => pair(hour12(moment.hour)),
  j: (moment) => String(dayOfYear(moment) + 1).padStart(3, '0'),
  k: (moment) => spaced(moment.hour),
  l: (moment) => spaced(hour12(moment.hour)),
  m: (moment) => pair(moment.month),
  M: (moment) => pair(moment.minute),
  n: () => '\n',
  N: (moment) => fraction(moment, 9),
  p: (moment) => (moment.hour < 12 ? 'AM' : 'PM'),
  P: (moment) => (moment.hour < 12 ? 'am' : 'pm'),
  q: (moment) => String(Math.ceil(moment.month / 3)),
  Q: (moment) => fraction(moment, 3),
  s: (moment) => String(moment.time),
  S: (moment) => pair(moment.second),
  t: () => '\t',
  u: (moment) => String(weekday(moment) || 7),
  U: (moment) => pair(Math.floor((dayOfYear(moment) + 7 - weekday(moment)) / 7)),
  V: (moment) => pair(isoWeekOfDays(moment.days).week),
  w: (moment) => String(weekday(moment)),
  W: (moment) => pair(Math.floor((dayOfYear(moment) + 7 - ((weekday(moment) + 6) % 7)) / 7)),
  y: (moment) => pair(modulo(moment.year, 100)),
  Y: (moment) => String(moment.year),
  z: (moment) => offsetText(moment.offset, 0),
  Z: (moment) => moment.zone.abbreviationAt(moment.time),
  '%': () => '%',
}

/** Digits of the second's fraction, cut off; past the microsecond only those that the number's own digits have. */
function fraction(moment: Moment, digits: number): string {
  const micros = String(moment.micros).padStart(6, '0')
  if (digits <= 6) return micros.slice(0, digits)
  const text = String(moment.given)
  const point = text.indexOf('.')
  const exact =
    point > 0 && moment.given >= 0 && !text.includes('e') ? text.slice(point + 1) : micros
  return exact.slice(0, digits).padEnd(digits, '0')
}

/** `+hhmm`, and with colons `+hh:mm`, `+hh:mm:ss`, `+hh`. */
function offsetText(offset: number, colons: number): string {
  const size = Math.abs(offset)
  const sign = offset < 0 ? '-' : '+'
  const hours = pair(Math.floor(size / 3600))
  const minutes = pair(Math.floor(size / 60) % 60)
  if (colons === 0) return `${sign}${hours}${minutes}`
  if (colons === 1) return `${sign}${hours}:${minutes}`
  return colons === 2 ? `${sign}${hours}:${minutes}:${pair(size % 60)}` : `${sign}${hours}`
}

const FLAGS: Readonly<Record<string, (text: string) => string>> = {
  '-': (text) => text.replace(/^[0 ]+(?=.)/, ''),
  _: (text) => text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length)),
  '0': (text) => text.replace(/^ +/, (blanks) => '0'.repeat(blanks.length)),
  '^': (text) => text.toUpperCase(),
}

/** `%`, a flag, a width, colons, an ignored E or O, the conversion. */
const CONVERSION = /%([-_0^]?)(\d?)(:{0,3})([EO]?)([A-Za-z%+])/gy

function compileFormat(format: string): readonly (string | Part)[] {
  const parts: (string | Part)[] = []
  let at = 0
  while (at < format.length) {
    const percent = format.indexOf('%', at)
    if (percent < 0) break
    if (percent > at) parts.push(format.slice(at, percent))
    CONVERSION.lastIndex = percent
    const match = CONVERSION.exec(format)
    const made = match && compileConversion(match)
    if (made) parts.push(...made)
    // What is no conversion is printed as it stands.
    else parts.push('%')
    at = made ? percent + match[0].length : percent + 1
  }
  if (at < format.length) parts.push(format.slice(at))
  return parts
}

function compileConversion(match: RegExpExecArray): readonly (string | Part)[] | null {
  const [, flag = '', width = '', colons = '', modifier = '', letter = ''] = match
  if (letter === 'z') {
    if (modifier === 'E') return [(moment) => String(Math.round(moment.offset / 60))]
    return [(moment) => offsetText(moment.offset, colons.length)]
  }
  if (colons) return null
  if ('NQf'.includes(letter)) {
    const digits = Number(width || { N: 9, Q: 3, f: 6 }[letter as 'N' | 'Q' | 'f'])
    return [(moment) => fraction(moment, digits)]
  }
  if (width) return null
  const composite = compositeConversions[letter]
  if (composite) return compileFormat(composite)
  const part = conversions[letter]
  const flagged = FLAGS[flag]
  if (!part) return null
  return [flagged ? (moment) => flagged(part(moment)) : part]
}

const compiled = new Map<string, readonly (string | Part)[]>()

function partsOf(format: string): readonly (string | Part)[] {
  const known = compiled.get(format)
  if (known) return known
  const parts = compileFormat(format)
  if (compiled.size > 1000) compiled.clear()
  compiled.set(format, parts)
  return parts
}

/** Times past this (seconds, either way) are not printed: 200 million years. */
const FARTHEST = 8.64e15 / 1.3

function momentOf(given: number, zone: TimeZone): Moment {
  let time = Math.floor(given)
  let micros = Math.round((given - time) * 1e6)
  if (micros === 1_000_000) {
    time++
    micros = 0
  }
  const offset = zone.offsetAt(time)
  const local = time + offset
  const days = Math.floor(local / secondsPerDay)
  const rest = local - days * secondsPerDay
  const { year, month, day } = civilOfDays(days)
  const hour = Math.floor(rest / 3600)
  const minute = Math.floor((rest - hour * 3600) / 60)
  const second = rest - hour * 3600 - minute * 60
  return { time, micros, zone, offset, days, year, month, day, hour, minute, second, given }
}

/**
 * Prints a time (seconds since 1970) as `strftime` does, in a zone by IANA name. What is no conversion is printed as it stands; English
 * names. Fractions are rounded to the microsecond, then cut. `null` for no number, a time out of all bounds, or an unknown zone.
 * Source: Splunk Search Reference, "Date and time format variables".
 */
export function formatTime(time: number, format: string, zone: string): string | null {
  const timeZone = timeZoneOf(zone)
  if (!timeZone || !(Math.abs(time) < FARTHEST)) return null
  const moment = momentOf(time, timeZone)
  const parts = partsOf(format)
  let text = ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string | Part
    text += typeof part === 'string' ? part : part(moment)
  }
  return text
}

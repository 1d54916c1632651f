import { zoneLetters } from '../values/time-parse.ts'
import { civilSeconds, toUtc } from './event-time.ts'

/** A time in a text, by its parts. */
export interface FoundTime {
  /** Where it begins. */
  readonly index: number
  /** Seconds since 1970; `null` when the text tells no year and nothing else tells it. */
  readonly time: number | null
}

export interface TimeContext {
  /** IANA name; meant where the text names no zone. */
  readonly timeZone: string
  /** Seconds since 1970 when the log was last written: a time without a year is the last such before that. */
  readonly written: number | undefined
}

const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
]
/** In any case: the expression as a whole tells cases apart. */
const month = `(${monthNames.map((name) => [...name].map((letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`).join('')).join('|')})[A-Za-z]*`
const dates = [
  // 2026-11-26, 2026/11/26
  '(\\d{4})([-/.])(\\d\\d?)\\2(\\d\\d?)',
  // 26/Nov/2026, 26 Nov 2026, 26-Nov-26
  `(\\d\\d?)([-/ ])${month}\\6(\\d{4}|\\d\\d)`,
  // Nov 26, Nov 26 2026, November 26, 2026
  `${month}\\.?\\s{1,2}(\\d\\d?)(?:,?\\s(\\d{4}))?`,
  // 11/26/2026, 26.11.2026
  '(\\d\\d?)([-/.])(\\d\\d?)\\13(\\d{4}|\\d\\d)',
].join('|')
/** Behind a comma stands a fraction, unless one more comma ends it, as it does a column; milliseconds are one in any case. */
const clock =
  '(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:(?:[.:]|,(?=\\d{3}(?!\\d)|\\d+(?![\\d,])))(\\d{1,12}))?)?(?!\\d)'
const half = '(?:\\s?([APap])\\.?[Mm]\\b\\.?)?'
const zone =
  '(?:\\s?(Z(?![\\w])|[+-]\\d\\d:?\\d\\d(?!\\d)|(?<=\\s)\\(?[A-Z]{2,5}\\)?(?![\\w:=.])))?'
const yearBehind = '(?:\\s(\\d{4})(?![\\d:.-]))?'
const dated = new RegExp(
  `(?<![\\w.])(?:${dates})(?:[T_:]|,?\\s{1,2}|,)${clock}${half}${zone}${yearBehind}`,
)

/** `20261126T134118Z`, and with seconds left out or behind a blank. */
const compact =
  /(?<![\w.])((?:19|20)\d\d)([01]\d)([0-3]\d)[T ]?([0-2]\d)([0-5]\d)([0-5]\d)(?:[.,](\d{1,12}))?(Z|[+-]\d\d:?\d\d)?(?![\w.])/

/** Seconds, or smaller units, since 1970; times of this century. */
const epoch = /(?<=^|[\s#,"=([|{:])(1\d{9}|1\d{12}|1\d{15}|1\d{18})(?:\.(\d{1,9}))?(?![\w.])/

/**
 * The first time in a text in one of the common forms: ISO 8601, syslog, those of web servers, mail and `date`, American and German dates;
 * where there is none, seconds since 1970. Months come before days in `11/26/2026`, unless there is no such month.
 * Source: Getting Data In, "How timestamp assignment works"; the forms are those of public log samples.
 */
export function findTime(text: string, context: TimeContext): FoundTime | undefined {
  const match = dated.exec(text)
  if (match) {
    const found = timeOf(match, context)
    if (found) return found
  }
  const packed = compact.exec(text)
  if (packed) {
    const [, year, monthNumber, day, hour, minute, second, fraction, offset] = packed
    const time = civilSeconds(...numbers(year, monthNumber, day, hour, minute, second))
    if (time !== null)
      return { index: packed.index, time: inUtc(time, offset, context) + fractionOf(fraction) }
  }
  const counted = epoch.exec(text)
  if (!counted) return undefined
  const [, digits = '', fraction] = counted
  const scaled = Number(digits.length === 10 && fraction ? `${digits}.${fraction}` : digits)
  return { index: counted.index, time: scaled / 10 ** (digits.length - 10) }
}

function timeOf(match: RegExpExecArray, context: TimeContext): FoundTime | undefined {
  const date = dateOf(match)
  const [hour, minute, second, fraction, pm, offset, yearBehind] = match.slice(16)
  const hours = hourOf(Number(hour), pm)
  const year = date.year ?? (yearBehind === undefined ? undefined : Number(yearBehind))
  const rest = [Number(minute), Number(second ?? 0)] as const
  const at = (inYear: number): number | null => {
    const seconds = civilSeconds(inYear, date.month, date.day, hours, ...rest)
    return seconds === null ? null : inUtc(seconds, offset, context) + fractionOf(fraction)
  }
  if (year === undefined && at(2000) === null) return undefined
  const time = year === undefined ? lastBefore(context.written, at) : at(year)
  if (year !== undefined && time === null) return undefined
  return { index: match.index, time }
}

/** Clocks may be a day ahead of the one that wrote the file. */
const tolerance = 86_400

function lastBefore(
  written: number | undefined,
  at: (year: number) => number | null,
): number | null {
  if (written === undefined) return null
  const year = new Date(written * 1000).getUTCFullYear()
  for (const candidate of [year + 1, year]) {
    const time = at(candidate)
    if (time !== null && time <= written + tolerance) return time
  }
  return at(year - 1)
}

function dateOf(match: RegExpExecArray): {
  readonly year: number | undefined
  readonly month: number
  readonly day: number
} {
  const [, y1, , m1, d1, d2, , m2, y2, m3, d3, y3, first, sign, second, y4] = match
  if (y1 !== undefined) return { year: Number(y1), month: Number(m1), day: Number(d1) }
  if (m2 !== undefined) return { year: fullYear(y2), month: monthOf(m2), day: Number(d2) }
  if (m3 !== undefined) return { year: fullYear(y3), month: monthOf(m3), day: Number(d3) }
  const dayFirst = sign === '.' || Number(first) > 12
  const [monthText, dayText] = dayFirst ? [second, first] : [first, second]
  return { year: fullYear(y4), month: Number(monthText), day: Number(dayText) }
}

const monthOf = (name: string): number =>
  monthNames.findIndex((known) => known.toLowerCase() === name.toLowerCase()) + 1

function fullYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const year = Number(text)
  return text.length > 2 ? year : year + (year < 69 ? 2000 : 1900)
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  return hour > 12 ? 99 : (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
}

function inUtc(local: number, zone: string | undefined, { timeZone }: TimeContext): number {
  const hours = zone === undefined ? undefined : hoursOf(zone.replace(/[()]/g, ''))
  return hours === undefined ? toUtc(local, timeZone) : local - hours * 3600
}

/** Letters that are no zone are the next word of the text. */
function hoursOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  if (sign === undefined) return zoneLetters[zone]
  const size = Number(hours) + Number(minutes) / 60
  return sign === '-' ? -size : size
}

const fractionOf = (digits: string | undefined): number =>
  digits === undefined ? 0 : Number(`0.${digits}`)

const numbers = (
  ...parts: readonly (string | undefined)[]
): [number, number, number, number, number, number] =>
  parts.map(Number) as [number, number, number, number, number, number]

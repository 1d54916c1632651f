import { civilOfDays, daysInMonth, daysOfCivil, secondsPerDay, weekdayOfDays } from './calendar.ts'
import { compositeConversions, monthNames, weekdayNames } from './time-format.ts'
import { type TimeZone, timeZoneOf } from './time-zone.ts'

/** What a text told of its time so far. */
interface Reading {
  at: number
  year?: number
  century?: number
  yearOfCentury?: number
  month?: number
  day?: number
  dayOfYear?: number
  hour?: number
  minute?: number
  second?: number
  /** Subseconds as a whole number, and of how many digits it was. */
  fraction?: number
  fractionDigits?: number
  afternoon?: boolean
  epoch?: number
  offset?: number
  zone?: TimeZone
  weekday?: number
  isoYear?: number
  isoWeek?: number
  sundayWeek?: number
  mondayWeek?: number
}

type Step = (text: string, reading: Reading) => boolean
type NumberField = {
  [K in keyof Reading]-?: Reading[K] extends number | undefined ? K : never
}[keyof Reading]

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

function skipBlanks(text: string, reading: Reading): void {
  while (isBlank(text.charCodeAt(reading.at))) reading.at++
}

/** A number of at most so many digits, blanks before it allowed; -1 when there is none. */
function readNumber(text: string, reading: Reading, digits: number): number {
  skipBlanks(text, reading)
  const from = reading.at
  let number = 0
  while (reading.at - from < digits && isDigit(text, reading.at))
    number = number * 10 + text.charCodeAt(reading.at++) - 48
  return reading.at === from ? -1 : number
}

const numberStep =
  (field: NumberField, digits: number, least: number, most: number): Step =>
  (text, reading) => {
    const number = readNumber(text, reading, digits)
    if (number < least || number > most) return false
    reading[field] = number
    return true
  }

/** A name in full or by its first three letters, in any case. */
function readName(text: string, reading: Reading, names: readonly string[]): number {
  const rest = text.slice(reading.at, reading.at + 9).toLowerCase()
  const index = names.findIndex((name) => rest.startsWith(name.slice(0, 3).toLowerCase()))
  if (index < 0) return -1
  const name = names[index] as string
  reading.at += rest.startsWith(name.toLowerCase()) ? name.length : 3
  return index
}

const monthStep: Step = (text, reading) => {
  const index = readName(text, reading, monthNames)
  reading.month = index + 1
  return index >= 0
}

const weekdayStep: Step = (text, reading) => {
  const index = readName(text, reading, weekdayNames)
  reading.weekday = index
  return index >= 0
}

const halfDayStep: Step = (text, reading) => {
  const letters = /[ap]\.?m\.?/iy
  letters.lastIndex = reading.at
  const match = letters.exec(text)
  if (!match) return false
  reading.at += match[0].length
  reading.afternoon = /^p/i.test(match[0])
  return true
}

const epochStep: Step = (text, reading) => {
  const number = /\s*(-?\d{1,13})/y
  number.lastIndex = reading.at
  const match = number.exec(text)
  if (!match) return false
  reading.at += match[0].length
  reading.epoch = Number(match[1])
  return true
}

const fractionStep =
  (most: number): Step =>
  (text, reading) => {
    const from = reading.at
    const number = isDigit(text, from) ? readNumber(text, reading, most) : -1
    reading.fraction = number
    reading.fractionDigits = reading.at - from
    return number >= 0
  }

const offsetStep: Step = (text, reading) => {
  const form = /\s*(?:(Z)|(?:GMT|UTC)?([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?)/iy
  form.lastIndex = reading.at
  const match = form.exec(text)
  if (!match) return false
  reading.at += match[0].length
  const [, zulu, sign, hours = '0', minutes = '0', seconds = '0'] = match
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  reading.offset = zulu ? 0 : sign === '-' ? -size : size
  return true
}

/** Hours east of UTC of zones that are written with letters; those that mean several places as Splunk's home reads them. */
export const zoneLetters: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  UT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  MEZ: 1,
  CEST: 2,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  SAST: 2,
  IST: 5.5,
  PKT: 5,
  SGT: 8,
  HKT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  ACDT: 10.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  NST: -3.5,
  NDT: -2.5,
  AST: -4,
  ADT: -3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
}

const zoneStep: Step = (text, reading) => {
  const form = /\s*([A-Za-z][\w/+-]*)/y
  form.lastIndex = reading.at
  const match = form.exec(text)
  if (!match) return offsetStep(text, reading)
  const name = match[1] as string
  const hours = zoneLetters[name.toUpperCase()]
  if (hours !== undefined) reading.offset = hours * 3600
  else {
    if (name.length > 40) return false
    const zone = timeZoneOf(name)
    if (!zone) return offsetStep(text, reading)
    reading.zone = zone
  }
  reading.at += match[0].length
  return true
}

const yearStep: Step = (text, reading) => {
  const year = readNumber(text, reading, 4)
  reading.year = year
  return year >= 0
}

const steps: Readonly<Record<string, Step>> = {
  a: weekdayStep,
  A: weekdayStep,
  b: monthStep,
  B: monthStep,
  h: monthStep,
  C: numberStep('century', 2, 0, 99),
  d: numberStep('day', 2, 1, 31),
  e: numberStep('day', 2, 1, 31),
  f: fractionStep(6),
  g: numberStep('yearOfCentury', 2, 0, 99),
  G: numberStep('isoYear', 4, 0, 9999),
  H: numberStep('hour', 2, 0, 24),
  k: numberStep('hour', 2, 0, 24),
  I: numberStep('hour', 2, 1, 12),
  l: numberStep('hour', 2, 1, 12),
  j: numberStep('dayOfYear', 3, 1, 366),
  m: numberStep('month', 2, 1, 12),
  M: numberStep('minute', 2, 0, 59),
  N: fractionStep(9),
  p: halfDayStep,
  P: halfDayStep,
  Q: fractionStep(9),
  s: epochStep,
  S: numberStep('second', 2, 0, 60),
  u: numberStep('weekday', 1, 1, 7),
  U: numberStep('sundayWeek', 2, 0, 53),
  V: numberStep('isoWeek', 2, 1, 53),
  w: numberStep('weekday', 1, 0, 6),
  W: numberStep('mondayWeek', 2, 0, 53),
  y: numberStep('yearOfCentury', 2, 0, 99),
  Y: yearStep,
  z: offsetStep,
  Z: zoneStep,
}

const blankStep: Step = (text, reading) => {
  skipBlanks(text, reading)
  return true
}

const literalStep =
  (literal: string): Step =>
  (text, reading) => {
    if (!text.startsWith(literal, reading.at)) return false
    reading.at += literal.length
    return true
  }

const CONVERSION = /%[-_0^]?(\d?):{0,3}[EO]?([A-Za-z%+])/y

/** `null` when the format holds something that cannot be read. */
function compileSteps(format: string): readonly Step[] | null {
  const made: Step[] = []
  let at = 0
  while (at < format.length) {
    const char = format.charAt(at)
    if (isBlank(format.charCodeAt(at))) {
      made.push(blankStep)
      at++
    } else if (char === '%') {
      CONVERSION.lastIndex = at
      const match = CONVERSION.exec(format)
      const inner = match && stepsOf(match[2] as string, match[1] as string)
      if (!inner) return null
      made.push(...inner)
      at += match[0].length
    } else {
      const end = format.slice(at).search(/[%\s]/)
      const literal = end < 0 ? format.slice(at) : format.slice(at, at + end)
      made.push(literalStep(literal))
      at += literal.length
    }
  }
  return made
}

function stepsOf(letter: string, width: string): readonly Step[] | null {
  if (letter === '%') return [literalStep('%')]
  if (letter === 'n' || letter === 't') return [blankStep]
  if (width && 'NQf'.includes(letter)) return [fractionStep(Number(width))]
  const composite = compositeConversions[letter]
  if (composite) return compileSteps(composite)
  const step = steps[letter]
  return step ? [step] : null
}

const compiled = new Map<string, readonly Step[] | null>()

function compiledSteps(format: string): readonly Step[] | null {
  const known = compiled.get(format)
  if (known !== undefined) return known
  const made = compileSteps(format)
  if (compiled.size > 1000) compiled.clear()
  compiled.set(format, made)
  return made
}

/**
 * Reads a time as `strptime` does: seconds since 1970, or `null` when the text does not begin with what the format says or names no date.
 * Text after it does not count. A format without a date means the day of `now`, one without a year its year; year and month need a day.
 * A zone in the text goes before `zone`, an IANA name. Subseconds keep the digits they have.
 * Source: Splunk Search Reference, strptime() and "Date and time format variables"; missing parts: observed behaviour.
 */
export function parseTime(text: string, format: string, zone: string, now = 0): number | null {
  const timeZone = timeZoneOf(zone)
  const made = compiledSteps(format)
  if (!timeZone || !made || made.length === 0) return null
  const reading: Reading = { at: 0 }
  for (const step of made) if (!step(text, reading)) return null
  return timeOfReading(reading, timeZone, now)
}

function timeOfReading(reading: Reading, zone: TimeZone, now: number): number | null {
  if (reading.epoch !== undefined) return withFraction(reading.epoch, reading)
  const home = reading.zone ?? zone
  const days = daysOfReading(reading, Math.floor((now + home.offsetAt(now)) / secondsPerDay))
  const hour = hourOfReading(reading)
  if (days === null || hour === null) return null
  const { minute = 0, second = 0 } = reading
  const local = days * secondsPerDay + hour * 3600 + minute * 60 + second
  const whole = reading.offset === undefined ? home.timeOfLocal(local) : local - reading.offset
  return withFraction(whole, reading)
}

/** The double nearest to the decimal text, not the sum of two rounded ones. */
function withFraction(whole: number, { fraction = 0, fractionDigits = 0 }: Reading): number {
  if (fraction === 0) return whole
  const scale = 10 ** fractionDigits
  const scaled = whole * scale + fraction
  if (Number.isSafeInteger(scaled)) return scaled / scale
  return whole + fraction / scale
}

function hourOfReading({ hour = 0, afternoon }: Reading): number | null {
  if (afternoon === undefined) return hour
  if (hour > 12) return null
  return (hour % 12) + (afternoon ? 12 : 0)
}

function yearOfReading({ year, century, yearOfCentury }: Reading): number | undefined {
  if (year !== undefined) return year
  if (yearOfCentury === undefined) return century === undefined ? undefined : century * 100
  if (century !== undefined) return century * 100 + yearOfCentury
  return yearOfCentury + (yearOfCentury < 69 ? 2000 : 1900)
}

function daysOfReading(reading: Reading, today: number): number | null {
  const { month, day, dayOfYear } = reading
  const given = yearOfReading(reading)
  const year = given ?? civilOfDays(today).year
  if (month !== undefined && day !== undefined)
    return day > daysInMonth(year, month) ? null : daysOfCivil(year, month, day)
  if (dayOfYear !== undefined) return daysOfCivil(year, 1, dayOfYear)
  const weekDays = daysOfWeek(reading, year)
  if (weekDays !== null) return weekDays
  if (month !== undefined || given !== undefined) return null
  if (day === undefined) return today
  return daysOfCivil(year, civilOfDays(today).month, day)
}

function daysOfWeek(reading: Reading, year: number): number | null {
  const { isoYear, isoWeek, sundayWeek, mondayWeek, weekday } = reading
  if (isoWeek !== undefined) {
    const fourth = daysOfCivil(isoYear ?? year, 1, 4)
    const monday = fourth - ((weekdayOfDays(fourth) + 6) % 7)
    return monday + (isoWeek - 1) * 7 + (((weekday ?? 1) + 6) % 7)
  }
  const first = daysOfCivil(year, 1, 1)
  if (sundayWeek !== undefined)
    return (
      first - weekdayOfDays(first) + lead(first, 0) + (sundayWeek - 1) * 7 + ((weekday ?? 0) % 7)
    )
  if (mondayWeek === undefined) return null
  const monday = first - ((weekdayOfDays(first) + 6) % 7) + lead(first, 1)
  return monday + (mondayWeek - 1) * 7 + (((weekday ?? 1) + 6) % 7)
}

/** Week 1 begins with the first such weekday of the year: seven days later unless the year begins with it. */
const lead = (first: number, weekday: number): number => (weekdayOfDays(first) === weekday ? 0 : 7)

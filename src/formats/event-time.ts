/**
 * Times as logs write them, as seconds since 1970 with fractions. Seconds are kept as a double: at today's dates that tells
 * microseconds apart, not the 100 ns of Windows.
 */

const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/

const longestRemembered = 64
const mostRemembered = 256
/** By zone and text. */
const remembered = new Map<string, Map<string, number | null>>()

/**
 * Date and time in ISO 8601, with `T` or a blank between; `timeZone` (IANA) is meant where the text names none. Remembers the last ones:
 * events tell the same time several times, and those after them tell it again.
 */
export function parseIsoTime(text: string, timeZone: string): number | null {
  if (text.length > longestRemembered) return readIsoTime(text, timeZone)
  let times = remembered.get(timeZone)
  if (!times || times.size >= mostRemembered) {
    times = new Map()
    remembered.set(timeZone, times)
  }
  const known = times.get(text)
  if (known !== undefined) return known
  const time = readIsoTime(text, timeZone)
  times.set(text, time)
  return time
}

function readIsoTime(text: string, timeZone: string): number | null {
  const match = isoTime.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const local = civilSeconds(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? 0),
  )
  if (local === null) return null
  const seconds = zone === undefined ? toUtc(local, timeZone) : local - offsetOf(zone)
  return seconds + fractionOf(fraction)
}

const americanTime =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ ,]+(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,12}))?(?:\s?([AP])M)?$/i

/** `02/03/2026 10:11:12 AM`: month first, twelve hours with AM or PM, 24 hours without. */
export function parseAmericanTime(text: string, timeZone: string): number | null {
  const match = americanTime.exec(text)
  if (match === null) return null
  const [, month, day, year, hour, minute, second, fraction, half] = match
  const hours = half === undefined ? Number(hour) : twelveHours(Number(hour), half)
  const local = civilSeconds(
    Number(year),
    Number(month),
    Number(day),
    hours,
    Number(minute),
    Number(second),
  )
  return local === null ? null : toUtc(local, timeZone) + fractionOf(fraction)
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size: all four cannot mean 1973 to 5138. */
export function parseEpoch(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null
  if (value < 1e11) return value
  if (value < 1e14) return value / 1e3
  if (value < 1e17) return value / 1e6
  return value < 1e20 ? value / 1e9 : null
}

/** The time as Windows writes it in XML, cut to the microseconds that a double holds. */
export function isoTimeOf(seconds: number): string {
  const whole = Math.floor(seconds)
  const micros = Math.min(Math.round((seconds - whole) * 1e6), 999_999)
  const date = new Date(whole * 1000)
  if (Number.isNaN(date.getTime())) return ''
  return `${date.toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`
}

/** Seconds since 1970 for a reading of a calendar and clock as if in UTC; `null` when there is no such moment. */
export function civilSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | null {
  // 60 is a leap second.
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
    return null
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
  return Number.isNaN(seconds) ? null : seconds
}

/**
 * The moment at which clocks in the zone show what `local` shows in UTC. An hour that occurs twice means its first occurrence,
 * one that is skipped the moment as far after the gap.
 */
export function toUtc(local: number, timeZone: string): number {
  if (timeZone === 'UTC') return local
  const day = 86_400
  const before = zoneOffset(local - day, timeZone)
  const earliest = local - before
  if (zoneOffset(earliest, timeZone) === before) return earliest
  const after = zoneOffset(local + day, timeZone)
  const latest = local - after
  return zoneOffset(latest, timeZone) === after ? latest : earliest
}

const offsets = new Map<string, Map<number, number>>()
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Seconds by which the zone's clocks are ahead of UTC. Remembered per quarter of an hour: zones change on no finer grid. */
function zoneOffset(seconds: number, timeZone: string): number {
  const quarter = Math.floor(seconds / 900)
  let known = offsets.get(timeZone)
  if (known === undefined || known.size > 10_000) {
    known = new Map()
    offsets.set(timeZone, known)
  }
  const remembered = known.get(quarter)
  if (remembered !== undefined) return remembered
  const offset = readOffset(quarter * 900, timeZone)
  known.set(quarter, offset)
  return offset
}

function readOffset(seconds: number, timeZone: string): number {
  let formatter = formatters.get(timeZone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(timeZone, formatter)
  }
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return 0
  const part: Record<string, number> = {}
  for (const { type, value } of formatter.formatToParts(date)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds
}

const twelveHours = (hour: number, half: string): number =>
  hour > 12 ? 99 : (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0)

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60
  return zone.startsWith('-') ? -seconds : seconds
}

const fractionOf = (digits: string | undefined): number =>
  digits === undefined ? 0 : Number(`0.${digits}`)

import { type ChunkBytes, u16 } from './bytes.ts'

/** Seconds from 1601, where FILETIME begins, to 1970. */
const epochDifference = 11644473600
const firstSecondOf10000 = 253402300800

/**
 * A FILETIME counts 100 ns in 64 bits, more than a number holds exactly; whole seconds and the rest are split so that no
 * step leaves 2^53 for any time before the year 20000.
 */
function split({ view }: ChunkBytes, offset: number): { seconds: number; ticks: number } {
  const high = view.getUint32(offset + 4, true)
  const rest = high * 4967296 + view.getUint32(offset, true)
  const carry = Math.floor(rest / 10_000_000)
  return { seconds: high * 429 + carry - epochDifference, ticks: rest - carry * 10_000_000 }
}

/** Seconds since 1970 with fractions; `null` for a time that was never set or lies beyond the year 9999. */
export function filetimeSeconds(from: ChunkBytes, offset: number): number | null {
  const { seconds, ticks } = split(from, offset)
  if (seconds >= firstSecondOf10000 || seconds + epochDifference === 0) return null
  return seconds + ticks / 10_000_000
}

const secondsPerDay = 86400
const minuteTexts = Array.from(
  { length: 1440 },
  (_, minute) => `T${digits(Math.floor(minute / 60), 2)}:${digits(minute % 60, 2)}:`,
)
const secondTexts = Array.from({ length: 60 }, (_, second) => `${digits(second, 2)}.`)
const threeDigits = Array.from({ length: 1000 }, (_, value) => digits(value, 3))
const lastDigits = Array.from({ length: 10 }, (_, value) => `${value}Z`)

/** The dates of days used lately: making one costs as much as decoding the rest of a record. */
const recentDays = new Float64Array(64).fill(Number.NaN)
const recentDates: string[] = new Array<string>(64).fill('')

/** ISO 8601 in UTC with seven decimals, as Windows renders it. */
export function filetimeText(from: ChunkBytes, offset: number): string {
  if (from.view.getInt32(offset + 4, true) < 0) return '0000-00-00T00:00:00.0000000Z'
  const { seconds, ticks } = split(from, offset)
  const day = Math.floor(seconds / secondsPerDay)
  const rest = seconds - day * secondsPerDay
  const minute = (rest / 60) | 0
  const time = `${minuteTexts[minute]}${secondTexts[rest - minute * 60]}`
  const milliseconds = (ticks / 10_000) | 0
  const below = ticks - milliseconds * 10_000
  const microseconds = (below / 10) | 0
  const last = lastDigits[below - 10 * microseconds]
  return `${dateText(day)}${time}${threeDigits[milliseconds]}${threeDigits[microseconds]}${last}`
}

function dateText(day: number): string {
  const slot = day & 63
  if (recentDays[slot] !== day) {
    recentDays[slot] = day
    const text = new Date(day * secondsPerDay * 1000).toISOString()
    // Windows keeps the last four digits of years past 9999, which JavaScript writes with a sign and six digits.
    recentDates[slot] = text.startsWith('+') ? text.slice(3, 13) : text.slice(0, 10)
  }
  return recentDates[slot] as string
}

/** A SYSTEMTIME; one that is no time is rendered as the beginning of FILETIME, as Windows does. */
export function systemtimeText({ bytes }: ChunkBytes, offset: number): string {
  const year = u16(bytes, offset)
  const month = u16(bytes, offset + 2)
  const day = u16(bytes, offset + 6)
  const hour = u16(bytes, offset + 8)
  const minute = u16(bytes, offset + 10)
  const second = u16(bytes, offset + 12)
  const millisecond = u16(bytes, offset + 14)
  const valid =
    year >= 1601 &&
    year <= 30827 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(year, month, 0)).getUTCDate() &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    millisecond < 1000
  if (!valid) return '1601-01-01T00:00:00.0000000Z'
  const date = `${digits(year % 10000, 4)}-${digits(month, 2)}-${digits(day, 2)}`
  const time = `${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}`
  return `${date}T${time}.${digits(millisecond, 3)}0000Z`
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0')
}

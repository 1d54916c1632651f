/** A zone with its rules of all times. All times are seconds since 1970 (UTC); local ones are what a clock on the wall would count. */
export interface TimeZone {
  readonly name: string
  /** Seconds to add to UTC. */
  offsetAt(time: number): number
  /** `PST`, `CEST`; `+03` where people use no letters. */
  abbreviationAt(time: number): string
  /**
   * The time at which a clock in the zone shows this. Of two such times (clocks set back) the earlier; when there is none (set forward)
   * the one that the offset before the change gives, as `mktime` does.
   */
  timeOfLocal(local: number): number
}

interface Period {
  readonly from: number
  readonly to: number
  readonly offset: number
}

/** Zones keep an offset for at least this long but for changes that are found inside: 12 days. */
const CHUNK = 2 ** 20
/** Bounds the memory that times scattered over millennia can take. */
const MAX_CHUNKS = 4096
/** Years 1 to 9999: `Intl` is not asked beyond, the offset at the bound is used. */
const FIRST = -62_135_596_800
const LAST = 253_402_300_799

const utc: TimeZone = {
  name: 'UTC',
  offsetAt: () => 0,
  abbreviationAt: () => 'UTC',
  timeOfLocal: (local) => local,
}

const zones = new Map<string, TimeZone | null>()

/** The zone of an IANA name (`America/New_York`, any case), of `UTC`, `GMT`, `Z`, or `null`. */
export function timeZoneOf(name: string): TimeZone | null {
  const known = zones.get(name)
  if (known !== undefined) return known
  const zone = makeZone(name)
  // Names come from users' data too (`%Z`), so what is remembered has a bound.
  if (zones.size > 2000) zones.clear()
  zones.set(name, zone)
  return zone
}

function makeZone(name: string): TimeZone | null {
  if (/^(?:UTC|Z|Etc\/UTC|GMT|Etc\/GMT|Zulu|UCT|Universal)$/i.test(name)) return utc
  // `Intl` also takes offsets such as +01:00 in later versions; here only names are zones.
  if (!/^[A-Za-z][\w+\-/]*$/.test(name)) return null
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
      year: 'numeric',
    })
    return zoneOfFormat(name, format)
  } catch {
    return null
  }
}

function zoneOfFormat(name: string, format: Intl.DateTimeFormat): TimeZone {
  const chunks = new Map<number, readonly Period[]>()
  let last: Period = { from: 0, to: 0, offset: 0 }

  const ask = (time: number): number => {
    const text = format.format(Math.min(Math.max(time, FIRST), LAST) * 1000)
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(text)
    if (!match?.[1]) return 0
    const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
    return match[1] === '-' ? -seconds : seconds
  }

  const periodsOf = (chunk: number): readonly Period[] => {
    const known = chunks.get(chunk)
    if (known) return known
    const from = chunk * CHUNK
    const to = from + CHUNK
    const before = ask(from)
    const after = ask(to - 1)
    const periods: Period[] = [{ from, to, offset: before }]
    if (before !== after) {
      const change = firstWith(after, from, to - 1, ask)
      periods[0] = { from, to: change, offset: before }
      periods.push({ from: change, to, offset: after })
    }
    if (chunks.size >= MAX_CHUNKS) chunks.clear()
    chunks.set(chunk, periods)
    return periods
  }

  const offsetAt = (time: number): number => {
    if (time >= last.from && time < last.to) return last.offset
    if (!Number.isFinite(time)) return 0
    const bounded = Math.min(Math.max(time, FIRST), LAST)
    const periods = periodsOf(Math.floor(bounded / CHUNK))
    last = (periods.find((period) => bounded < period.to) ?? periods[0]) as Period
    return last.offset
  }

  const abbreviation = abbreviations(name)
  return {
    name,
    offsetAt,
    abbreviationAt: (time) => abbreviation(time, offsetAt(time)),
    timeOfLocal(local) {
      const guess = local - offsetAt(local)
      // A day is longer than any offset, so these are those before and after a change nearby.
      const before = offsetAt(guess - 86_400)
      const after = offsetAt(guess + 86_400)
      const early = local - before
      if (before === after || offsetAt(early) === before) return early
      const late = local - after
      return offsetAt(late) === after ? late : early
    },
  }
}

function firstWith(
  offset: number,
  from: number,
  to: number,
  ask: (time: number) => number,
): number {
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (ask(middle) === offset) high = middle
    else low = middle
  }
  return high
}

/** Where English has its own letters they differ by country; the rest of the world's are in the table. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-ZA', 'en-IN', 'en-CA']
const LETTERS: Readonly<Record<string, string>> = {
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Shanghai': 'CST',
  'Asia/Taipei': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Manila': 'PST',
  'Asia/Karachi': 'PKT',
  'Asia/Jakarta': 'WIB',
  'Asia/Kolkata': 'IST',
  'Asia/Calcutta': 'IST',
  'Europe/Moscow': 'MSK',
  'Africa/Lagos': 'WAT',
  'Africa/Nairobi': 'EAT',
  'Africa/Johannesburg': 'SAST',
}

function abbreviations(name: string): (time: number, offset: number) => string {
  const known = new Map<number, string>()
  const formats: Intl.DateTimeFormat[] = []
  return (time, offset) => {
    const found = known.get(offset)
    if (found) return found
    if (formats.length === 0)
      for (const locale of LOCALES)
        formats.push(
          new Intl.DateTimeFormat(locale, {
            timeZone: name,
            timeZoneName: 'short',
            year: 'numeric',
          }),
        )
    const text = LETTERS[name] ?? lettersOf(formats, time) ?? numericAbbreviation(offset)
    // An offset had other letters at other times in a few zones only (wartime); the first ones stay.
    known.set(offset, text)
    return text
  }
}

function lettersOf(formats: readonly Intl.DateTimeFormat[], time: number): string | null {
  const date = Math.min(Math.max(time, FIRST), LAST) * 1000
  for (const format of formats) {
    const text = format.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value
    if (text && /^[A-Z]{2,5}$/.test(text)) return text
  }
  return null
}

/** `+03`, `-0330`: the form of the zone database. */
function numericAbbreviation(offset: number): string {
  const minutes = Math.abs(Math.round(offset / 60))
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0')
  const rest = minutes % 60
  return `${offset < 0 ? '-' : '+'}${hours}${rest ? String(rest).padStart(2, '0') : ''}`
}

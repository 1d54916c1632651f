import type { FormatOptions } from '../contract/format.ts'
import type { TimeSettings } from '../contract/indexing.ts'
import { PatternTimeout } from '../values/pattern.ts'
import { parseTime } from '../values/time-parse.ts'
import { type FoundTime, findTime, type TimeContext } from './find-time.ts'

/** Finds the time of an event in its text. */
export interface TimeFinder {
  find(text: string): FoundTime | undefined
  /** How many characters of a text it looks at; `undefined` for all. */
  readonly reach: number | undefined
}

interface FinderContext extends TimeContext {
  /** Seconds since 1970 that "now" means. */
  readonly now: number
}

/** As far as Splunk looks where nothing says otherwise: MAX_TIMESTAMP_LOOKAHEAD. */
const usualLookahead = 128

/** Where nothing is said of times: the first in a common form. */
const generalFinder = (context: TimeContext): TimeFinder => ({
  find: (text) => findTime(text.slice(0, usualLookahead), context),
  reach: usualLookahead,
})

/**
 * After settings of `props.conf`. A text that does not fit TIME_FORMAT is looked through for common forms; one without TIME_PREFIX has no
 * time. A time beyond MAX_DAYS_AGO or MAX_DAYS_HENCE is none, where these are set: old logs are what people look into.
 * Source: props.conf specification, "Timestamp extraction configuration".
 */
export function timeFinder({
  time: settings,
  timeZone,
  written,
  now = 0,
}: FormatOptions): TimeFinder {
  const context = { timeZone, written, now }
  if (!settings) return generalFinder(context)
  const { from, prefix, lookahead, maxDaysAgo, maxDaysHence } = settings
  if (from === 'none') return { find: () => undefined, reach: 0 }
  if (from === 'current') return { find: () => ({ index: 0, time: context.now }), reach: 0 }
  const local = { ...context, timeZone: settings.zone ?? context.timeZone }
  const read = settings.format === undefined ? undefined : formatReader(settings.format, local)
  const isAcceptable = (time: number): boolean =>
    (maxDaysAgo === undefined || time >= context.now - maxDaysAgo * day) &&
    (maxDaysHence === undefined || time <= context.now + maxDaysHence * day)
  return {
    reach: prefix || lookahead === 0 ? undefined : lookahead,
    find(text) {
      const start = prefix ? endOfMatch(prefix, text) : 0
      if (start < 0) return undefined
      const part = text.slice(start, lookahead === 0 ? undefined : start + lookahead)
      const time = read?.(part) ?? null
      const found = time === null ? findTime(part, local) : { index: 0, time }
      if (!found) return undefined
      const isTold = found.time !== null && isAcceptable(found.time)
      return { index: start + found.index, time: isTold ? found.time : null }
    },
  }
}

const day = 86_400

function endOfMatch(prefix: NonNullable<TimeSettings['prefix']>, text: string): number {
  try {
    return prefix.exec(text)?.end ?? -1
  } catch (error) {
    if (error instanceof PatternTimeout) return -1
    throw error
  }
}

/** A format without a year means the last such time before the log was written. */
function formatReader(
  format: string,
  { timeZone, written, now }: FinderContext,
): (text: string) => number | null {
  if (/%[-_0^]?(?:[YyGgCsDFxc+]|E[Yy])/.test(format))
    return (text) => parseTime(text, format, timeZone, now)
  const last = written ?? now
  return (text) => {
    const time = parseTime(text, format, timeZone, last)
    if (time === null || time <= last + day) return time
    return parseTime(text, format, timeZone, last - 365 * day)
  }
}

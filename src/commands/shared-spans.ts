import type { Scope } from '../contract/command.ts'
import { type Syntax, word } from '../language/syntax.ts'
import { numberOf, textOfNumber } from '../values/convert.ts'
import { applyModifier } from '../values/time-modifier.ts'
import { parseDuration, parseSpan, type Span, snapToSpan } from '../values/time-span.ts'
import { secondsOfUnit } from '../values/time-unit.ts'
import type { Scalar } from '../values/value.ts'
import { checked } from './shared-checked.ts'

/** A length of time such as `30s`, in seconds. */
export function duration(): Syntax<number> {
  const text = checked(word({ usage: '<span-length>' }), (written) =>
    parseDuration(signless(written)) === null
      ? { message: `"${written}" is not a length of time` }
      : undefined,
  )
  return {
    usage: text.usage,
    arguments: text.arguments,
    parse: (cursor) => parseDuration(signless(text.parse(cursor))) ?? 0,
    print: (seconds) => `${textOfNumber(seconds)}s`,
  }
}

/** Splunk reads `maxspan=-1s`, its documented default, as no limit. */
const signless = (text: string): string => (text.startsWith('-') ? '0' : text)

/** The width of buckets as it was written; `spanOf` reads it again. */
export const span = (): Syntax<string> =>
  checked(word({ usage: '<span>' }), (text) => {
    const read = parseSpan(text)
    return 'problem' in read ? { code: 'SPL0307', message: read.problem } : undefined
  })

/** A span that was checked when it was parsed. */
export function spanOf(text: string): Span {
  const read = parseSpan(text)
  return 'problem' in read ? { kind: 'number', size: 1 } : read
}

/** A plain number of a span on `_time` is seconds. */
export const timeSpanOf = (text: string): Span => {
  const read = spanOf(text)
  return read.kind === 'number' ? { kind: 'seconds', seconds: read.size } : read
}

/**
 * Widths that buckets of time may have when none is written, in seconds. Source: Splunk Search Reference, "timechart", minspan; between a day
 * and its 30 days we do not go by months, whose lengths differ.
 */
const timeWidths = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400]

/** How long a span is, a month being 30 days; of a plain number, as many seconds. */
export function secondsOf(width: Span): number {
  switch (width.kind) {
    case 'seconds':
      return width.seconds
    case 'days':
      return width.days * secondsOfUnit.d
    case 'months':
      return width.months * 30 * secondsOfUnit.d
    case 'number':
      return width.size
    case 'log':
      return 0
  }
}

/** `aligntime`: `earliest` and `latest` are the bounds of the search; without such a bound nothing is shifted. */
export function alignmentOf(text: string | undefined, scope: Scope): number | undefined {
  if (text === undefined) return undefined
  if (text === 'earliest') return scope.earliest ?? undefined
  if (text === 'latest') return scope.latest ?? undefined
  const moved = applyModifier(scope.now, text, scope.timeZone)
  return 'time' in moved ? moved.time : undefined
}

/** The narrowest of the usual spans that needs at most so many buckets, and is not narrower than asked for. */
export function timeSpanFor(earliest: number, latest: number, bins: number, atLeast = 0): Span {
  const least = Math.max((latest - earliest) / bins, atLeast)
  const seconds = timeWidths.find((width) => width >= least)
  if (seconds === undefined) return { kind: 'months', months: 1 }
  return seconds === 86_400 ? { kind: 'days', days: 1 } : { kind: 'seconds', seconds }
}

/** The narrowest power of ten that needs at most so many ranges. */
export function numberSpanFor(least: number, most: number, bins: number, atLeast = 0): Span {
  const wanted = Math.max((most - least) / bins, atLeast)
  if (!(wanted > 0) || !Number.isFinite(wanted)) return { kind: 'number', size: 1 }
  const size = 10 ** Math.ceil(Math.log10(wanted) - 1e-9)
  return { kind: 'number', size }
}

/** `10-20`: how a range of numbers is written, with as many decimals as its width has. */
export function rangeLabel(start: number, width: Span): string {
  if (width.kind === 'log') return `${rounded(start)}-${rounded(start * width.base)}`
  const size = width.kind === 'number' ? width.size : 1
  const decimals = decimalsOf(size)
  return `${start.toFixed(decimals)}-${(start + size).toFixed(decimals)}`
}

const rounded = (number: number): string => textOfNumber(Number(number.toPrecision(12)))

function decimalsOf(size: number): number {
  const text = textOfNumber(size)
  const point = text.indexOf('.')
  return point < 0 ? 0 : Math.min(text.length - point - 1, 20)
}

/** The range that holds a number; `null` when none does. */
export function rangeOf(number: number, width: Span): string | null {
  const start = snapToSpan(number, width, 'UTC')
  return start === null ? null : rangeLabel(start, width)
}

/** What stands for the values of a field that is grouped by. */
export interface Buckets {
  /** What equal buckets have in common, and are sorted by; the values themselves without it. */
  readonly keyOf?: (value: Scalar) => Scalar
  labelOf(key: Scalar): Scalar
}

const asTheyAre: Buckets = { labelOf: (key) => key }

/** Buckets of this width; values that are not numbers stand for themselves, as all do without a width. */
export function bucketsOf(
  field: string,
  written: string | Span | undefined,
  timeZone: string,
): Buckets {
  if (written === undefined) return asTheyAre
  const read = typeof written === 'string' ? spanOf(written) : written
  const width: Span =
    field === '_time' && read.kind === 'number' ? { kind: 'seconds', seconds: read.size } : read
  const isRange = width.kind === 'number' || width.kind === 'log'
  return {
    keyOf(value) {
      const number = numberOf(value)
      return number === null ? value : (snapToSpan(number, width, timeZone) ?? value)
    },
    labelOf: (key) => (isRange && typeof key === 'number' ? rangeLabel(key, width) : key),
  }
}

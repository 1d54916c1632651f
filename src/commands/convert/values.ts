import { numberOf, numberOfText, textOfScalar } from '../../values/convert.ts'
import { formatTime } from '../../values/time-format.ts'
import { parseTime } from '../../values/time-parse.ts'
import type { Scalar } from '../../values/value.ts'

export interface ConversionContext {
  readonly timeFormat: string
  readonly timeZone: string
  readonly now: number
}

/** What a value becomes; itself where the conversion does not apply, `null` where it is taken away. */
type Converter = (value: Scalar, context: ConversionContext) => Scalar | null

const kilobytes: Readonly<Record<string, number>> = { '': 1, k: 1, m: 1024, g: 1024 * 1024 }

function secondsOfDuration(text: string): number | null {
  const match = /^\s*(?:(\d+)\+)?(\d+):(\d+):(\d+(?:\.\d+)?)\s*$/.exec(text)
  if (!match) return null
  const [, days = '0', hours, minutes, seconds] = match
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

const withoutCommas = (text: string): number | null => numberOfText(text.replaceAll(',', ''))

/** Source: Splunk Search Reference, "convert", Convert functions. Values are looked at one by one. */
export const converters = {
  auto: (value) =>
    numberOf(value) ??
    withoutCommas(textOfScalar(value)) ??
    secondsOfDuration(textOfScalar(value)) ??
    value,
  ctime(value, { timeFormat, timeZone }) {
    const time = numberOf(value)
    return time === null ? value : (formatTime(time, timeFormat, timeZone) ?? value)
  },
  dur2sec: (value) => secondsOfDuration(textOfScalar(value)) ?? value,
  memk(value) {
    const match = /^\s*(\d+\.?\d*|\.\d+)\s*([kmg]?)b?\s*$/i.exec(textOfScalar(value))
    if (!match) return value
    return Number(match[1]) * (kilobytes[(match[2] ?? '').toLowerCase()] as number)
  },
  mktime: (value, { timeFormat, timeZone, now }) =>
    parseTime(textOfScalar(value), timeFormat, timeZone, now) ?? value,
  mstime(value) {
    const match = /^\s*(?:(\d+):)?(\d+(?:\.\d+)?)\s*$/.exec(textOfScalar(value))
    return match ? Number(match[1] ?? 0) * 60 + Number(match[2]) : value
  },
  num: (value) => {
    const text = textOfScalar(value)
    return numberOf(value) ?? withoutCommas(text) ?? secondsOfDuration(text)
  },
  rmcomma: (value) => {
    const text = textOfScalar(value)
    return withoutCommas(text) ?? text.replaceAll(',', '')
  },
  rmunit(value) {
    const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i.exec(textOfScalar(value))
    return match ? Number(match[1]) : value
  },
} satisfies Readonly<Record<string, Converter>>

export type ConversionName = keyof typeof converters | 'none'

export const conversionNames: readonly ConversionName[] = [
  ...(Object.keys(converters) as (keyof typeof converters)[]),
  'none',
]

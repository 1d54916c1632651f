import { type EvalValue, isMultivalue, type Scalar } from './value.ts'

const ZERO = 48
const NINE = 57
const LONGEST_EXACT_INTEGER = 15

/** Optional blanks, sign, decimal digits with an optional fraction and exponent. No hexadecimal, `inf` or `nan`. */
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/

/**
 * The number that a string is, or `null`. Splunk reads decimal numbers with fraction and exponent; other bases need `tonumber(x, base)`.
 * Blanks around a number do not count, as in C's `strtod`, which the observed behaviour of numeric comparison follows.
 */
export function numberOfText(text: string): number | null {
  const length = text.length
  if (length === 0) return null
  const first = text.charCodeAt(0)
  // Every number starts with a digit, a sign, a point or a blank: most other texts leave here.
  if (first > NINE) return first === 0xa0 || first === 0xfeff ? slowNumberOf(text) : null
  if (length <= LONGEST_EXACT_INTEGER) {
    let whole = 0
    let at = 0
    while (at < length) {
      const code = text.charCodeAt(at)
      if (code < ZERO || code > NINE) break
      whole = whole * 10 + (code - ZERO)
      at++
    }
    if (at === length) return whole
  }
  return slowNumberOf(text)
}

function slowNumberOf(text: string): number | null {
  if (!NUMBER.test(text)) return null
  const number = Number(text)
  return Number.isFinite(number) ? number : null
}

/** The number that a value is: numbers, and strings that read as one; of a multivalue the first. `null` for all else. */
export function numberOf(value: EvalValue): number | null {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return numberOfText(value)
  if (isMultivalue(value)) return numberOf(value[0] ?? null)
  return null
}

/** Whether a single value is a number, or a string that reads as one. */
export const isNumeric = (value: EvalValue): boolean =>
  typeof value === 'number' || (typeof value === 'string' && numberOfText(value) !== null)

/**
 * A number as Splunk prints it: all digits that tell it from its neighbours (up to 17), never an exponent, `nan`, `inf` and `-inf`.
 * Source: Splunk Search Reference, "eval", Usage (special values, 17 significant digits).
 */
export function textOfNumber(number: number): string {
  if (Number.isSafeInteger(number)) return Object.is(number, -0) ? '0' : String(number)
  if (Number.isNaN(number)) return 'nan'
  if (!Number.isFinite(number)) return number > 0 ? 'inf' : '-inf'
  if (Number.isInteger(number)) return BigInt(number).toString()
  const text = String(number)
  return text.includes('e') ? withoutExponent(text) : text
}

/** `1.5e-7` → `0.00000015`. Only small numbers come here: large ones are whole. */
function withoutExponent(text: string): string {
  const mark = text.indexOf('e')
  const sign = text.startsWith('-') ? '-' : ''
  const digits = text.slice(sign.length, mark).replace('.', '')
  return `${sign}0.${'0'.repeat(-Number(text.slice(mark + 1)) - 1)}${digits}`
}

/** A value as text: numbers printed, booleans `True` and `False`, several values joined by line breaks, `null` as nothing. */
export function textOf(value: EvalValue): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return textOfNumber(value)
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return value.map(textOfScalar).join('\n')
}

/** One value as text. */
export const textOfScalar = (value: Scalar): string =>
  typeof value === 'string' ? value : textOfNumber(value)

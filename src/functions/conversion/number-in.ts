import { numberOfText } from '../../values/convert.ts'
import type { EvalValue } from '../../values/value.ts'

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'

/**
 * The number that a value is in a base, `null` when it is none. Blanks around the text are not allowed; the base counts for text only.
 * Source: Splunk Search Reference, "Conversion functions", tonumber(), todouble() and toint().
 */
export function numberIn(value: EvalValue, base = 10): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || /^\s|\s$/.test(value)) return null
  return base === 10 ? numberOfText(value) : wholeNumberIn(value.toLowerCase(), base)
}

function wholeNumberIn(text: string, base: number): number | null {
  if (base < 2 || base > 36) return null
  const negative = text.startsWith('-')
  let digits = negative || text.startsWith('+') ? text.slice(1) : text
  if (base === 16 && /^0x[0-9a-f]/.test(digits)) digits = digits.slice(2)
  if (digits === '') return null
  let number = 0
  for (const digit of digits) {
    const worth = DIGITS.indexOf(digit)
    if (worth < 0 || worth >= base) return null
    number = number * base + worth
  }
  return negative ? -number : number
}

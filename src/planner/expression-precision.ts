import type { Batch } from '../contract/batch.ts'
import type { MeasuredEvaluator, RowEvaluator } from '../contract/expression.ts'
import { textOfNumber } from '../values/convert.ts'
import type { EvalValue } from '../values/value.ts'

/** Beyond this a double has no digits to tell. */
const MOST_DECIMALS = 20

/**
 * Significant digits of a number as it is written; a whole number is exact. Of a zero its decimals count, so that `0.00` stays `0.00`.
 * Source: Splunk Search Reference, "eval", Rounding: results are no more precise than the least precise literal.
 */
export function digitsOfLiteral(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e')
  if (!mantissa.includes('.')) return Number.POSITIVE_INFINITY
  const digits = mantissa.replace('.', '')
  const significant = digits.replace(/^0+/, '')
  return significant === '' ? digits.length : significant.length
}

/** The power of ten of the first significant digit; 0 for zero. */
function magnitudeOf(value: number): number {
  if (value === 0) return 0
  const absolute = Math.abs(value)
  const power = Math.floor(Math.log10(absolute))
  // The logarithm of a number next to a power of ten may lie on its other side.
  if (absolute < 10 ** power) return power - 1
  return absolute >= 10 ** (power + 1) ? power + 1 : power
}

/** A number as Splunk shows it with so many significant digits: whole places are kept, zeros at the end are shown (as text). */
export function roundToDigits(value: EvalValue, digits: number): EvalValue {
  if (typeof value !== 'number' || digits === Number.POSITIVE_INFINITY) return value
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return value
  const decimals = Math.min(Math.max(0, digits - 1 - magnitudeOf(value)), MOST_DECIMALS)
  const shown = value.toFixed(decimals)
  const rounded = Number(shown)
  if (decimals > 0 && shown.endsWith('0')) return shown
  return shown.length <= 15 || textOfNumber(rounded) === shown ? rounded : shown
}

/** Products and quotients have as many digits as the operand that has fewest. */
export const digitsOfProduct = (left: number, right: number): number => Math.min(left, right)

/** Sums and differences have as many decimals as the operand that has fewest. Source: Splunk Search Reference, sigfig(). */
export function digitsOfSum(
  left: number,
  leftDigits: number,
  right: number,
  rightDigits: number,
  sum: number,
): number {
  const decimals = Math.min(leftDigits - magnitudeOf(left), rightDigits - magnitudeOf(right))
  return Math.max(1, decimals + magnitudeOf(sum))
}

/** Rounds what a measured expression yields. */
export function bindRounded(bind: (batch: Batch) => MeasuredEvaluator, batch: Batch): RowEvaluator {
  const { evaluate, digits } = bind(batch)
  return (row) => {
    const value = evaluate(row)
    return typeof value === 'number' ? roundToDigits(value, digits()) : value
  }
}

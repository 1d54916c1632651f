import { defineFunction, maybe, number, whole } from '../../contract/define-function.ts'

const MOST_DECIMALS = 20

/**
 * Rounds the decimal notation of the number, half away from zero: `round(2.555, 2)` is 2.56 although its double lies below 2.555.
 * The decimals asked for are shown, zeros too. Source: Splunk Search Reference, "Mathematical functions", round().
 */
function roundTo(num: number, decimals: number): number {
  const power = 10 ** decimals
  const scaled = Math.abs(num) * power
  const rounded =
    scaled < 1e9 && Math.abs((scaled % 1) - 0.5) > 1e-6
      ? Math.round(scaled) / power
      : roundNotation(Math.abs(num), decimals)
  return num < 0 ? -rounded : rounded
}

/** Near a tie the digits decide, not the product, which may have been rounded to the other side. */
function roundNotation(magnitude: number, decimals: number): number {
  const [mantissa, exponent] = magnitude.toExponential().split('e') as [string, string]
  const scaled = Math.round(Number(`${mantissa}e${Number(exponent) + decimals}`))
  return Number(`${scaled}e${-decimals}`)
}

export const round = defineFunction({
  name: 'round',
  category: 'mathematical',
  summary: 'The number rounded to so many decimals, or to a whole number.',
  parameters: {
    num: number('The number.'),
    precision: maybe(whole('How many decimals; not negative.')),
  },
  returns: 'number',
  evaluate({ num, precision = 0 }) {
    if (precision < 0) return null
    // Large numbers have no decimals left to round.
    if (!(Math.abs(num) < 1e15)) return num
    const decimals = Math.min(precision, MOST_DECIMALS)
    const result = roundTo(num, decimals)
    if (decimals === 0) return result === 0 ? 0 : result
    const shown = result.toFixed(decimals)
    return shown.endsWith('0') ? shown : Number(shown)
  },
  examples: [
    { expression: 'round(4.5)', result: 5 },
    { expression: 'round(-4.5)', result: -5 },
    { expression: 'round(1.005, 2)', result: 1.01 },
    { title: 'Decimals are shown as asked for', expression: 'round(7, 2)', result: '7.00' },
    { expression: 'round(share * 100, 1)', row: { share: '0.12345' }, result: 12.3 },
  ],
})

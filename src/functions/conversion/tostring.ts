import { anything, defineSpecialFunction, maybe, text } from '../../contract/define-function.ts'
import { numberOf, textOf } from '../../values/convert.ts'
import { type EvalValue, isMultivalue } from '../../values/value.ts'
import { groupThousands } from './thousands.ts'

const SECONDS_OF_DAY = 86_400

const formats: Readonly<Record<string, (number: number) => string | null>> = {
  binary: (number) => (isNatural(number) ? number.toString(2) : null),
  hex: (number) => (isNatural(number) ? `0x${number.toString(16).toUpperCase()}` : null),
  commas: (number) => groupThousands(Number.isInteger(number) ? textOf(number) : number.toFixed(2)),
  duration,
}

const isNatural = (number: number): boolean => Number.isSafeInteger(number) && number >= 0

/** `HH:MM:SS`, with `D+` before it from a day on and microseconds behind it when there are any. */
function duration(seconds: number): string | null {
  if (!Number.isFinite(seconds)) return null
  const micros = Math.round(Math.abs(seconds) * 1e6)
  const whole = Math.floor(micros / 1e6)
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(whole / SECONDS_OF_DAY)
  const clock = `${two(Math.floor((whole % SECONDS_OF_DAY) / 3600))}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`
  const fraction = micros % 1e6
  const sign = seconds < 0 ? '-' : ''
  return `${sign}${days > 0 ? `${days}+` : ''}${clock}${fraction > 0 ? `.${String(fraction).padStart(6, '0')}` : ''}`
}

/**
 * Source: Splunk Search Reference, "Conversion functions", tostring(): a format counts for numbers only, not for string literals; null
 * becomes a string too ("eval", Usage).
 */
export const tostring = defineSpecialFunction({
  name: 'tostring',
  category: 'conversion',
  summary: 'A value as text: True, False and Null by name, numbers plainly or in a format.',
  parameters: {
    value: anything('The value.'),
    format: maybe(
      text('One of binary, hex, commas (two decimals if any) and duration (from seconds).'),
    ),
  },
  returns: 'string',
  compile([value, format]) {
    const wanted = format?.constant?.value
    if (format?.constant && !Object.hasOwn(formats, String(wanted))) {
      const known = Object.keys(formats).join(', ')
      return { code: 'SPL0304', problem: `unknown format; there are ${known}`, argument: 1 }
    }
    return (batch) => {
      const evaluate = value!.bind(batch)
      const formatOf = format?.bind(batch)
      return (row) => {
        const one = evaluate(row)
        if (one === null) return 'Null'
        if (isMultivalue(one)) return one.map(textOf)
        const number = value!.type === 'string' || !formatOf ? null : numberOf(one)
        if (number === null) return textOf(one)
        return printAs(number, formatOf!(row))
      }
    }
  },
  examples: [
    { expression: 'tostring(1 < 2)', result: 'True' },
    { expression: 'tostring(255, "hex")', result: '0xFF' },
    { expression: 'tostring(10, "binary")', result: '1010' },
    {
      expression: 'tostring(size, "commas")',
      row: { size: '1234567.891' },
      result: '1,234,567.89',
    },
    { expression: 'tostring(93784, "duration")', result: '1+02:03:04' },
    { expression: 'tostring(null())', result: 'Null' },
  ],
})

const printAs = (number: number, format: EvalValue): EvalValue =>
  typeof format === 'string' && Object.hasOwn(formats, format)
    ? (formats[format] as (number: number) => string | null)(number)
    : textOf(number)

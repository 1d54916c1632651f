import {
  anything,
  bindUnrounded,
  defineSpecialFunction,
  rest,
  text,
} from '../../contract/define-function.ts'
import { textOf } from '../../values/convert.ts'
import { formatPieces, parseFormat } from './printf-format.ts'

/** Source: Splunk Search Reference, "Conversion functions", printf(). */
export const printf = defineSpecialFunction({
  name: 'printf',
  category: 'conversion',
  summary:
    'A text in which conversions such as %5.2f stand for the arguments; null when one of them does not fit.',
  parameters: {
    format: text(
      'Text with conversions: %[flags][width][.precision] and one of a c d e f g i o s u x %.',
    ),
    arguments: { ...rest(anything('What is printed, and what * stands for.')), required: false },
  },
  returns: 'string',
  compile([format, ...values], _scope) {
    const constant = format!.constant?.value
    const fixed = constant === undefined || constant === null ? null : parseFormat(textOf(constant))
    if (fixed && 'problem' in fixed) return { code: 'SPL0304', problem: fixed.problem, argument: 0 }
    if (fixed && fixed.wants > values.length) {
      return {
        code: 'SPL0302',
        problem: `the format of printf() wants ${fixed.wants} arguments, not ${values.length}`,
      }
    }
    return (batch) => {
      const formats = format!.bind(batch)
      const evaluators = values.map((value) => bindUnrounded(value, batch))
      return (row) => {
        const written = formats(row)
        if (written === null) return null
        const parsed = fixed ?? parseFormat(textOf(written))
        if ('problem' in parsed) return null
        return formatPieces(
          parsed.pieces,
          evaluators.map((evaluate) => evaluate(row)),
        )
      }
    }
  },
  examples: [
    { expression: 'printf("%-6s|%04d|%.1f%%", "ab", 42, 99.95)', result: 'ab    |0042|100.0%' },
    { expression: 'printf("%x %X %#o", 254, 254, 8)', result: 'fe FE 010' },
    { expression: 'printf("%*.*e", 10, 2, 12345)', result: '  1.23e+04' },
    { expression: 'printf("%\'d", size)', row: { size: '1234567' }, result: '1,234,567' },
    { expression: 'printf("%d", "many")', result: null },
  ],
})

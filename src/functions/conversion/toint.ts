import { anything, defineFunction, maybe, whole } from '../../contract/define-function.ts'
import { numberIn } from './number-in.ts'

export const toint = defineFunction({
  name: 'toint',
  category: 'conversion',
  summary: 'The number that a value is, rounded down; null for anything else.',
  parameters: {
    value: anything('A number, or text without blanks around it.'),
    base: maybe(whole('The base of text, from 2 to 36; 10 when left out.')),
  },
  overValuesOf: 'value',
  returns: 'number',
  evaluate({ value, base }) {
    const number = numberIn(value, base)
    return number === null ? null : Math.floor(number)
  },
  examples: [
    { expression: 'toint("7.9")', result: 7 },
    { expression: 'toint("101", 2)', result: 5 },
    { expression: 'toint("seven")', result: null },
  ],
})

import { anything, defineFunction, maybe, whole } from '../../contract/define-function.ts'
import { numberIn } from './number-in.ts'

export const todouble = defineFunction({
  name: 'todouble',
  category: 'conversion',
  summary: 'The number that a value is; null for anything else.',
  parameters: {
    value: anything('A number, or text without blanks around it.'),
    base: maybe(whole('The base of text, from 2 to 36; 10 when left out.')),
  },
  overValuesOf: 'value',
  returns: 'number',
  evaluate: ({ value, base }) => numberIn(value, base),
  examples: [
    { expression: 'todouble("2.50")', result: 2.5 },
    { expression: 'todouble("half")', result: null },
  ],
})

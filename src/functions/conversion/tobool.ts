import { anything, defineFunction } from '../../contract/define-function.ts'
import { numberOf } from '../../values/convert.ts'

/** Source: Splunk Search Reference, "Conversion functions", tobool(). */
export const tobool = defineFunction({
  name: 'tobool',
  category: 'conversion',
  summary: 'The condition that a value stands for: true and false, or numbers other than 0 and 0.',
  parameters: { value: anything('A string or a number.') },
  returns: 'boolean',
  evaluate({ value }) {
    if (typeof value === 'boolean') return value
    if (value === 'true' || value === 'True') return true
    if (value === 'false' || value === 'False') return false
    const number = numberOf(value)
    return number === null ? null : number !== 0
  },
  examples: [
    { expression: 'tobool("True")', result: true },
    { expression: 'tobool(units)', row: { units: '0' }, result: false },
    { expression: 'tobool("maybe")', result: null },
  ],
})

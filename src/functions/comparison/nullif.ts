import { anything, defineSpecialFunction } from '../../contract/define-function.ts'
import { compareEval } from '../../values/compare.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", nullif(). */
export const nullif = defineSpecialFunction({
  name: 'nullif',
  category: 'comparison',
  summary: 'Null when both values are equal, else the first.',
  parameters: { first: anything('The value.'), second: anything('What it is compared with.') },
  returns: ([first]) => first!,
  compile([first, second]) {
    return (batch) => {
      const left = first!.bind(batch)
      const right = second!.bind(batch)
      return (row) => {
        const value = left(row)
        return compareEval('=', value, right(row)) === true ? null : value
      }
    }
  },
  examples: [
    { expression: 'nullif(user, "-")', row: { user: '-' }, result: null },
    { expression: 'nullif(user, "-")', row: { user: 'ann' }, result: 'ann' },
    { expression: 'nullif(user, missing)', row: { user: 'ann' }, result: 'ann' },
  ],
})

import { defineFunction, number } from '../../contract/define-function.ts'

/**
 * Lifts the limit that decimal literals put on the precision of a result.
 * Source: Splunk Search Reference, "Mathematical functions", exact(); "eval", Rounding.
 */
export const exact = defineFunction({
  name: 'exact',
  category: 'mathematical',
  summary: 'The number with all its digits, whatever the precision of the literals it was made of.',
  parameters: { num: number('A numeric expression.') },
  returns: 'number',
  evaluate: ({ num }) => num,
  examples: [
    { title: 'Without it', expression: '1.5 * 0.75', result: 1.1 },
    { expression: 'exact(1.5 * 0.75)', result: 1.125 },
  ],
})

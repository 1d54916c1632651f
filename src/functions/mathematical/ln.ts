import { defineFunction, number } from '../../contract/define-function.ts'

export const ln = defineFunction({
  name: 'ln',
  category: 'mathematical',
  summary: 'The natural logarithm.',
  parameters: { num: number('A positive number.') },
  returns: 'number',
  keepsPrecision: true,
  evaluate: ({ num }) => Math.log(num),
  examples: [
    { expression: 'ln(1)', result: 0 },
    { expression: 'ln(10)', result: Math.LN10 },
  ],
})

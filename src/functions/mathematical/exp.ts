import { defineFunction, number } from '../../contract/define-function.ts'

export const exp = defineFunction({
  name: 'exp',
  category: 'mathematical',
  summary: 'e to the power of the number.',
  parameters: { num: number('The exponent.') },
  returns: 'number',
  keepsPrecision: true,
  evaluate: ({ num }) => Math.exp(num),
  examples: [
    { expression: 'exp(0)', result: 1 },
    { expression: 'exp(1)', result: Math.E },
  ],
})

import { defineFunction, number } from '../../contract/define-function.ts'

export const pow = defineFunction({
  name: 'pow',
  category: 'mathematical',
  summary: 'A number to the power of another.',
  parameters: { num: number('The base.'), exp: number('The exponent.') },
  returns: 'number',
  keepsPrecision: true,
  evaluate: ({ num, exp }) => num ** exp,
  examples: [
    { expression: 'pow(3, 4)', result: 81 },
    { expression: 'pow(side, 2)', row: { side: '12' }, result: 144 },
    { expression: 'pow(2, -1)', result: 0.5 },
  ],
})

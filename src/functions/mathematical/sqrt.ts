import { defineFunction, number } from '../../contract/define-function.ts'

export const sqrt = defineFunction({
  name: 'sqrt',
  category: 'mathematical',
  summary: 'The square root.',
  parameters: { num: number('The number, not negative.') },
  returns: 'number',
  keepsPrecision: true,
  evaluate: ({ num }) => Math.sqrt(num),
  examples: [
    { expression: 'sqrt(144)', result: 12 },
    { title: 'Two digits in, two digits out', expression: 'sqrt(2.0)', result: 1.4 },
  ],
})

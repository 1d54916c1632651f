import { defineFunction, number } from '../../contract/define-function.ts'

export const floor = defineFunction({
  name: 'floor',
  category: 'mathematical',
  summary: 'The largest whole number that is not above the number.',
  parameters: { num: number('The number.') },
  returns: 'number',
  evaluate: ({ num }) => Math.floor(num),
  examples: [
    { expression: 'floor(2.9)', result: 2 },
    { expression: 'floor(-2.1)', result: -3 },
  ],
})

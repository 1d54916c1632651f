import { defineFunction, number } from '../../contract/define-function.ts'

export const ceiling = defineFunction({
  name: 'ceiling',
  aliases: ['ceil'],
  category: 'mathematical',
  summary: 'The smallest whole number that is not below the number.',
  parameters: { num: number('The number.') },
  returns: 'number',
  evaluate: ({ num }) => Math.ceil(num),
  examples: [
    { expression: 'ceiling(2.1)', result: 3 },
    { expression: 'ceil(-2.9)', result: -2 },
  ],
})

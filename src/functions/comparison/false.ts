import { defineFunction } from '../../contract/define-function.ts'

export const falseFunction = defineFunction({
  name: 'false',
  category: 'comparison',
  summary: 'The condition that never holds.',
  parameters: {},
  returns: 'boolean',
  evaluate: () => false,
  examples: [{ expression: 'false()', result: false }],
})

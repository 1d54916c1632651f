import { defineFunction } from '../../contract/define-function.ts'

export const trueFunction = defineFunction({
  name: 'true',
  category: 'comparison',
  summary: 'The condition that always holds.',
  parameters: {},
  returns: 'boolean',
  evaluate: () => true,
  examples: [{ expression: 'true()', result: true }],
})

import { defineFunction } from '../../contract/define-function.ts'

export const nullFunction = defineFunction({
  name: 'null',
  category: 'comparison',
  summary: 'No value: a field set to it is missing.',
  parameters: {},
  returns: 'null',
  evaluate: () => null,
  examples: [{ expression: 'null()', result: null }],
})

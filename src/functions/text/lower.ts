import { defineFunction, text } from '../../contract/define-function.ts'

export const lower = defineFunction({
  name: 'lower',
  category: 'text',
  summary: 'The text in lower case, value by value.',
  parameters: { str: text('The text.') },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str }) => str.toLowerCase(),
  examples: [
    { expression: 'lower("Ann.B")', result: 'ann.b' },
    { expression: 'lower(names)', row: { names: ['Ann', 'BO'] }, result: ['ann', 'bo'] },
  ],
})

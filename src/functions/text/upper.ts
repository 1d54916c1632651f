import { defineFunction, text } from '../../contract/define-function.ts'

export const upper = defineFunction({
  name: 'upper',
  category: 'text',
  summary: 'The text in upper case, value by value.',
  parameters: { str: text('The text.') },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str }) => str.toUpperCase(),
  examples: [
    { expression: 'upper("Ann.b")', result: 'ANN.B' },
    { expression: 'upper(names)', row: { names: ['Ann', 'BO'] }, result: ['ANN', 'BO'] },
  ],
})

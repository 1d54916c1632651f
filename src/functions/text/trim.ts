import { defineFunction, maybe, text } from '../../contract/define-function.ts'
import { BLANKS, trimEnd, trimStart } from './trimming.ts'

export const trim = defineFunction({
  name: 'trim',
  category: 'text',
  summary: 'The text without some characters at its start and end.',
  parameters: {
    str: text('The text.'),
    trimChars: maybe(text('The characters; space and tab when left out.')),
  },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str, trimChars = BLANKS }) => trimEnd(trimStart(str, trimChars), trimChars),
  examples: [
    { expression: 'trim("(x)", "()")', result: 'x' },
    { expression: 'trim(names)', row: { names: [' ann', 'bo '] }, result: ['ann', 'bo'] },
  ],
})

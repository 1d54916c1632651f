import { defineFunction, maybe, text } from '../../contract/define-function.ts'
import { BLANKS, trimEnd } from './trimming.ts'

export const rtrim = defineFunction({
  name: 'rtrim',
  category: 'text',
  summary: 'The text without some characters at its end.',
  parameters: {
    str: text('The text.'),
    trimChars: maybe(text('The characters; space and tab when left out.')),
  },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str, trimChars = BLANKS }) => trimEnd(str, trimChars),
  examples: [
    { expression: 'rtrim("-x-=-", "-=")', result: '-x' },
    { expression: 'rtrim(" x  ")', result: ' x' },
  ],
})

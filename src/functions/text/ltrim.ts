import { defineFunction, maybe, text } from '../../contract/define-function.ts'
import { BLANKS, trimStart } from './trimming.ts'

export const ltrim = defineFunction({
  name: 'ltrim',
  category: 'text',
  summary: 'The text without some characters at its start.',
  parameters: {
    str: text('The text.'),
    trimChars: maybe(text('The characters; space and tab when left out.')),
  },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str, trimChars = BLANKS }) => trimStart(str, trimChars),
  examples: [
    { expression: 'ltrim("--=x-", "-=")', result: 'x-' },
    { expression: 'ltrim("  x ")', result: 'x ' },
  ],
})

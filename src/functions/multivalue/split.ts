import { defineFunction, text } from '../../contract/define-function.ts'
import { multivalueOf } from '../../values/value.ts'

/** Source: Splunk Search Reference, "Multivalue eval functions", split(): an empty delimiter parts all characters. */
export const split = defineFunction({
  name: 'split',
  category: 'multivalue',
  summary: 'The pieces of a text between the delimiters, empty ones too.',
  parameters: {
    str: text('The text.'),
    delim: text('The delimiter; empty for one value per character.'),
  },
  overValuesOf: 'str',
  evaluate: ({ str, delim }) => multivalueOf(delim === '' ? [...str] : str.split(delim)),
  examples: [
    { expression: 'split("a;b;;c", ";")', result: ['a', 'b', '', 'c'] },
    { expression: 'split("abc", "")', result: ['a', 'b', 'c'] },
    { expression: 'split("abc", ";")', result: 'abc' },
  ],
})

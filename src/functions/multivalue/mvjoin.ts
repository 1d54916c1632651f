import { defineFunction, multivalue, text } from '../../contract/define-function.ts'
import { textOfScalar } from '../../values/convert.ts'

export const mvjoin = defineFunction({
  name: 'mvjoin',
  category: 'multivalue',
  summary: 'All values as one text, with a delimiter between them.',
  parameters: { mv: multivalue('A multivalue.'), delim: text('The delimiter.') },
  returns: 'string',
  evaluate: ({ mv, delim }) => mv.map(textOfScalar).join(delim),
  examples: [
    { expression: 'mvjoin(names, ", ")', row: { names: ['ann', 'bo'] }, result: 'ann, bo' },
    { expression: 'mvjoin("ann", ", ")', result: 'ann' },
  ],
})

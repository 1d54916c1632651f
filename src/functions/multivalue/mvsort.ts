import { defineFunction, multivalue } from '../../contract/define-function.ts'
import { compareText } from '../../values/compare.ts'
import { textOfScalar } from '../../values/convert.ts'
import { multivalueOf } from '../../values/value.ts'

export const mvsort = defineFunction({
  name: 'mvsort',
  category: 'multivalue',
  summary: 'All values in the order of text: 10 before 9, upper case before lower case.',
  parameters: { mv: multivalue('A multivalue.') },
  evaluate: ({ mv }) =>
    multivalueOf([...mv].sort((one, other) => compareText(textOfScalar(one), textOfScalar(other)))),
  examples: [{ expression: 'mvsort(split("9,b,10,B", ","))', result: ['10', '9', 'B', 'b'] }],
})

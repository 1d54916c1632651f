import { defineFunction, multivalue, rest } from '../../contract/define-function.ts'
import { multivalueOf } from '../../values/value.ts'

export const mvappend = defineFunction({
  name: 'mvappend',
  category: 'multivalue',
  summary: 'All values of all arguments in order; null ones add nothing.',
  parameters: { values: rest(multivalue('A value or a multivalue.')) },
  evaluate: ({ values }) => multivalueOf(values.flatMap((list) => list ?? [])),
  examples: [
    {
      expression: 'mvappend("x", names, missing)',
      row: { names: ['a', 'b'] },
      result: ['x', 'a', 'b'],
    },
    { expression: 'mvappend(missing, "x")', result: 'x' },
    { expression: 'mvappend(missing)', result: null },
  ],
})

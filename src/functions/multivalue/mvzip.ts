import { defineFunction, maybe, multivalue, text } from '../../contract/define-function.ts'
import { textOfScalar } from '../../values/convert.ts'
import { multivalueOf, type Scalar } from '../../values/value.ts'

export const mvzip = defineFunction({
  name: 'mvzip',
  category: 'multivalue',
  summary: 'The values of two fields joined in pairs, as many as the shorter one has.',
  parameters: {
    left: multivalue('A multivalue.'),
    right: multivalue('Another multivalue.'),
    delim: maybe(text('What stands between the two, a comma when left out.')),
  },
  evaluate: ({ left, right, delim = ',' }) =>
    multivalueOf(
      left
        .slice(0, right.length)
        .map((one, at) => `${textOfScalar(one)}${delim}${textOfScalar(right[at] as Scalar)}`),
    ),
  examples: [
    {
      expression: 'mvzip(names, ports, ":")',
      row: { names: ['ann', 'bo', 'cy'], ports: [22, 80] },
      result: ['ann:22', 'bo:80'],
    },
    { expression: 'mvzip("a", "b")', result: 'a,b' },
  ],
})

import { defineFunction, text } from '../../contract/define-function.ts'
import { spathValue } from '../../values/spath.ts'

/** Source: Splunk Search Reference, "Text functions", spath(); "spath", Location path expressions. */
export const spath = defineFunction({
  name: 'spath',
  category: 'text',
  summary: 'What a path leads to in a text of JSON or XML.',
  parameters: {
    value: text('The text.'),
    path: text('A path such as `a.b{0}`, `a{}.b` or, in XML, `a.b{@id}`.'),
  },
  evaluate: ({ value, path }) => spathValue(value, path),
  examples: [
    { expression: 'spath(doc, "a{}.b")', row: { doc: '{"a":[{"b":1},{"b":2}]}' }, result: [1, 2] },
    {
      expression: 'spath(doc, "a.b{2}")',
      row: { doc: '<a><b>x</b><b>y &amp; z</b></a>' },
      result: 'y & z',
    },
    { expression: 'spath(doc, "a.b{@id}")', row: { doc: '<a><b id="7"/></a>' }, result: '7' },
    { expression: 'spath("no document", "a")', result: null },
  ],
})

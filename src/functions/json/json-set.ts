import { anything, defineSpecialFunction, rest, text } from '../../contract/define-function.ts'
import { parsePath } from '../../values/structured-path.ts'
import { changeByPairs } from './pairs.ts'
import { set } from './path.ts'

/** Source: Splunk Search Reference, "JSON functions", json_set(): what does not fit is skipped. */
export const jsonSet = defineSpecialFunction({
  name: 'json_set',
  category: 'json',
  summary: 'A JSON document with values set where paths lead; missing members are made.',
  parameters: {
    json: anything('A JSON document.'),
    path: text('A path such as `a.b{0}`.'),
    value: anything('The value.'),
    more: { ...rest(anything('More paths and values in turn.')), required: false },
  },
  returns: 'string',
  compile: (args) =>
    changeByPairs('json_set', args, (document, path, value) => {
      const steps = parsePath(path)
      return steps ? set(document, steps, value) : document
    }),
  examples: [
    { expression: 'json_set("{\\"a\\":1}", "a", "x", "b.c", 2)', result: '{"a":"x","b":{"c":2}}' },
    { expression: 'json_set("{\\"a\\":[1,2]}", "a{1}", true())', result: '{"a":[1,true]}' },
    {
      title: 'A string has no members',
      expression: 'json_set("{\\"a\\":\\"b\\"}", "a.c", 1)',
      result: '{"a":"b"}',
    },
  ],
})

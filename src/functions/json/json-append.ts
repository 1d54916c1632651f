import { anything, defineSpecialFunction, rest, text } from '../../contract/define-function.ts'
import { parsePath } from '../../values/structured-path.ts'
import { isJsonArray } from '../shared-json.ts'
import { changeByPairs } from './pairs.ts'
import { update } from './path.ts'

/** Source: Splunk Search Reference, "JSON functions", json_append(): an array becomes one element. */
export const jsonAppend = defineSpecialFunction({
  name: 'json_append',
  category: 'json',
  summary:
    'A JSON document with a value added to the array that a path leads to; another value becomes an array first.',
  parameters: {
    json: anything('A JSON document.'),
    path: text('A path such as `a.b{0}`.'),
    value: anything('The value.'),
    more: { ...rest(anything('More paths and values in turn.')), required: false },
  },
  returns: 'string',
  compile: (args) =>
    changeByPairs('json_append', args, (document, path, value) => {
      const steps = parsePath(path)
      if (!steps) return document
      return update(document, steps, (old) => [...(isJsonArray(old) ? old : [old]), value])
    }),
  examples: [
    {
      expression: 'json_append("{\\"a\\":[1]}", "a", json_array(2, 3))',
      result: '{"a":[1,[2,3]]}',
    },
    { expression: 'json_append("{\\"a\\":1}", "a", 2)', result: '{"a":[1,2]}' },
    { expression: 'json_append("{\\"a\\":1}", "b", 2)', result: '{"a":1}' },
  ],
})

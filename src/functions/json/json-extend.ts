import { anything, defineSpecialFunction, rest, text } from '../../contract/define-function.ts'
import { parsePath } from '../../values/structured-path.ts'
import { isJsonArray } from '../shared-json.ts'
import { changeByPairs } from './pairs.ts'
import { update } from './path.ts'

/** Source: Splunk Search Reference, "JSON functions", json_extend(): the elements of an array are added one by one. */
export const jsonExtend = defineSpecialFunction({
  name: 'json_extend',
  category: 'json',
  summary: 'A JSON document with the elements of an array added to the array that a path leads to.',
  parameters: {
    json: anything('A JSON document.'),
    path: text('A path such as `a.b{0}`.'),
    value: anything('A JSON array.'),
    more: { ...rest(anything('More paths and arrays in turn.')), required: false },
  },
  returns: 'string',
  compile: (args) =>
    changeByPairs('json_extend', args, (document, path, value) => {
      const steps = parsePath(path)
      if (!steps) return document
      const added = isJsonArray(value) ? value : [value]
      return update(document, steps, (old) => [...(isJsonArray(old) ? old : [old]), ...added])
    }),
  examples: [
    { expression: 'json_extend("{\\"a\\":[1]}", "a", json_array(2, 3))', result: '{"a":[1,2,3]}' },
    { expression: 'json_extend("{\\"a\\":1}", "a", json_array())', result: '{"a":[1]}' },
  ],
})

import { anything, defineSpecialFunction, rest } from '../../contract/define-function.ts'
import { textOf } from '../../values/convert.ts'
import { bindJson, type JsonObject, printJson, withMember } from '../shared-json.ts'
import { halfPair } from './pairs.ts'

/** Source: Splunk Search Reference, "JSON functions", json_object(). */
export const jsonObject = defineSpecialFunction({
  name: 'json_object',
  category: 'json',
  summary: 'A JSON object of keys and values.',
  parameters: { members: { ...rest(anything('Keys and values in turn.')), required: false } },
  returns: 'string',
  compile(args) {
    const problem = halfPair('json_object', args)
    if (problem) return problem
    return (batch) => {
      const keys = args.filter((_, at) => at % 2 === 0).map((key) => key.bind(batch))
      const values = args.filter((_, at) => at % 2 === 1).map((value) => bindJson(value, batch))
      return (row) => {
        let object: JsonObject = {}
        for (const [at, key] of keys.entries()) {
          const name = key(row)
          if (name !== null) object = withMember(object, textOf(name), values[at]!(row))
        }
        return printJson(object)
      }
    }
  },
  examples: [
    {
      expression: 'json_object("user", user, "ports", ports, "ok", true(), "n", 2)',
      row: { user: 'ann', ports: ['22', '80'] },
      result: '{"user":"ann","ports":["22","80"],"ok":true,"n":2}',
    },
    { expression: 'json_object("a", json_array(1), "b", missing)', result: '{"a":[1],"b":null}' },
    { expression: 'json_object()', result: '{}' },
  ],
})

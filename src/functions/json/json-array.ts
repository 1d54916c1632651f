import { anything, defineSpecialFunction, rest } from '../../contract/define-function.ts'
import { bindJson, printJson } from '../shared-json.ts'

/** Source: Splunk Search Reference, "JSON functions", json_array(). */
export const jsonArray = defineSpecialFunction({
  name: 'json_array',
  category: 'json',
  summary: 'A JSON array of values.',
  parameters: { values: { ...rest(anything('The elements.')), required: false } },
  returns: 'string',
  compile: (args) => (batch) => {
    const values = args.map((value) => bindJson(value, batch))
    return (row) => printJson(values.map((value) => value(row)))
  },
  examples: [
    { expression: 'json_array("a", 2, json_object("b", false()))', result: '["a",2,{"b":false}]' },
    { expression: 'json_array()', result: '[]' },
  ],
})

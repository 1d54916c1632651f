import { anything, defineFunction } from '../../contract/define-function.ts'
import { isJsonObject, parseJson, printJson } from '../shared-json.ts'

export const jsonEntries = defineFunction({
  name: 'json_entries',
  category: 'json',
  summary:
    'The members of a JSON object as a JSON array of objects with key and value; null for anything else.',
  parameters: { json: anything('A JSON object.') },
  returns: 'string',
  evaluate({ json }) {
    const object = parseJson(json)
    if (!isJsonObject(object)) return null
    return printJson(Object.entries(object).map(([key, value]) => ({ key, value })))
  },
  examples: [
    {
      expression: 'json_entries("{\\"a\\": 1, \\"b\\": [2]}")',
      result: '[{"key":"a","value":1},{"key":"b","value":[2]}]',
    },
    { expression: 'json_entries("[1]")', result: null },
  ],
})

import { anything, defineFunction } from '../../contract/define-function.ts'
import { isJsonObject, parseJson, printJson } from '../shared-json.ts'

export const jsonKeys = defineFunction({
  name: 'json_keys',
  category: 'json',
  summary: 'The keys of a JSON object as a JSON array; null for anything else.',
  parameters: { json: anything('A JSON object.') },
  returns: 'string',
  evaluate({ json }) {
    const object = parseJson(json)
    return isJsonObject(object) ? printJson(Object.keys(object)) : null
  },
  examples: [
    { expression: 'json_keys("{\\"a\\": 1, \\"b\\": {}}")', result: '["a","b"]' },
    { expression: 'json_keys("[1]")', result: null },
  ],
})

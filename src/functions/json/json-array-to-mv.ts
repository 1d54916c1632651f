import { anything, condition, defineFunction, maybe } from '../../contract/define-function.ts'
import { isJsonArray, multivalueOfJson, parseContainer } from '../shared-json.ts'

export const jsonArrayToMv = defineFunction({
  name: 'json_array_to_mv',
  category: 'json',
  summary: 'The elements of a JSON array as a multivalue; null for anything else.',
  parameters: {
    array: anything('A JSON array.'),
    keepQuotes: maybe(condition('Whether strings keep their quotation marks.')),
  },
  evaluate({ array, keepQuotes = false }) {
    const json = parseContainer(array)
    return isJsonArray(json) ? multivalueOfJson(json, keepQuotes) : null
  },
  examples: [
    { expression: 'json_array_to_mv("[\\"a\\", 2, {}]")', result: ['a', 2, '{}'] },
    { expression: 'json_array_to_mv("[\\"a\\", \\"b\\"]", true())', result: ['"a"', '"b"'] },
    { expression: 'json_array_to_mv("{}")', result: null },
  ],
})

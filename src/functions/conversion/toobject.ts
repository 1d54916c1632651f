import { anything, defineFunction } from '../../contract/define-function.ts'
import { isJsonObject, parseContainer, printJson } from '../shared-json.ts'

export const toobject = defineFunction({
  name: 'toobject',
  category: 'conversion',
  summary: 'The JSON object that a text is; null for anything else.',
  parameters: { value: anything('The text of a JSON object.') },
  returns: 'string',
  evaluate({ value }) {
    const json = parseContainer(value)
    return isJsonObject(json) ? printJson(json) : null
  },
  examples: [
    { expression: 'toobject("{ \\"a\\": 1 }")', result: '{"a":1}' },
    { expression: 'toobject("[1]")', result: null },
  ],
})

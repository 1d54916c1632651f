import { anything, defineFunction, text } from '../../contract/define-function.ts'
import { isJsonObject, parseJson } from '../shared-json.ts'

export const jsonHasKeyExact = defineFunction({
  name: 'json_has_key_exact',
  category: 'json',
  summary: 'Whether a JSON object has a key; a period in the key is a period.',
  parameters: { object: anything('A JSON object.'), key: text('The key.') },
  returns: 'boolean',
  evaluate({ object, key }) {
    const document = parseJson(object)
    return isJsonObject(document) && Object.hasOwn(document, key)
  },
  examples: [
    { expression: 'json_has_key_exact("{\\"a.b\\": 1}", "a.b")', result: true },
    { expression: 'json_has_key_exact("{\\"a\\": {\\"b\\": 1}}", "a.b")', result: false },
  ],
})

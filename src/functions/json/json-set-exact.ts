import { anything, defineSpecialFunction, rest, text } from '../../contract/define-function.ts'
import { isJsonObject, withMember } from '../shared-json.ts'
import { changeByPairs } from './pairs.ts'

export const jsonSetExact = defineSpecialFunction({
  name: 'json_set_exact',
  category: 'json',
  summary: 'A JSON object with members set; a period in a key is a period.',
  parameters: {
    json: anything('A JSON object.'),
    key: text('The key.'),
    value: anything('The value.'),
    more: { ...rest(anything('More keys and values in turn.')), required: false },
  },
  returns: 'string',
  compile: (args) =>
    changeByPairs('json_set_exact', args, (document, key, value) =>
      isJsonObject(document) ? withMember(document, key, value) : document,
    ),
  examples: [
    { expression: 'json_set_exact("{}", "a.b", 1)', result: '{"a.b":1}' },
    { expression: 'json_set_exact("no object", "a", 1)', result: null },
  ],
})

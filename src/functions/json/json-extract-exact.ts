import { anything, defineSpecialFunction, rest, text } from '../../contract/define-function.ts'
import { isJsonObject, memberOf } from '../shared-json.ts'
import { extraction } from './extraction.ts'

/** Source: Splunk Search Reference, "JSON functions", json_extract_exact(). */
export const jsonExtractExact = defineSpecialFunction({
  name: 'json_extract_exact',
  category: 'json',
  summary: 'The value of a key of a JSON object, periods and all; for several keys a JSON array.',
  parameters: {
    json: anything('A JSON object.'),
    keys: { ...rest(text('Keys.')), required: false },
  },
  compile: (args) =>
    extraction(
      args,
      (key) => key,
      (document, key) => (isJsonObject(document) ? memberOf(document, key) : undefined),
    ),
  examples: [
    { expression: 'json_extract_exact(doc, "a.b")', row: { doc: '{"a.b":3}' }, result: 3 },
    { expression: 'json_extract_exact(doc, "a")', row: { doc: '{"a.b":3}' }, result: null },
  ],
})

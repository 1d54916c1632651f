import { anything, defineFunction, rest, text } from '../../contract/define-function.ts'
import { parsePath } from '../../values/structured-path.ts'
import {
  isJsonArray,
  isJsonObject,
  parseContainer,
  parseJson,
  valueOfJson,
} from '../shared-json.ts'
import { remove } from './path.ts'

/** Source: Splunk Search Reference, "JSON functions", json_delete(): a period leads into a nested object. */
export const jsonDelete = defineFunction({
  name: 'json_delete',
  category: 'json',
  summary: 'A JSON object without some keys.',
  parameters: {
    object: anything('A JSON object.'),
    keys: rest(text('Keys, such as `a` or `a.b`, or a JSON array of them.')),
  },
  returns: 'string',
  evaluate({ object, keys }) {
    let document = parseJson(object)
    if (!isJsonObject(document)) return null
    for (const key of keys.flatMap(keyList)) {
      const path = parsePath(key)
      if (path) document = remove(document, path)
    }
    return valueOfJson(document)
  },
  examples: [
    {
      expression: 'json_delete(doc, "a", "b.c")',
      row: { doc: '{"a":1,"b":{"c":2,"d":3}}' },
      result: '{"b":{"d":3}}',
    },
    {
      expression: 'json_delete(doc, json_array("a", "b"))',
      row: { doc: '{"a":1,"b":2}' },
      result: '{}',
    },
  ],
})

function keyList(key: string | null): string[] {
  if (key === null) return []
  const list = parseContainer(key)
  return isJsonArray(list) ? list.map(String) : [key]
}

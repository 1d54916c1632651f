import { isJsonObject, parseJson } from '../shared-json.ts'
import { typeTest } from './type-test.ts'

export const isobject = typeTest(
  'isobject',
  'Whether the value is a JSON object.',
  (value) => isJsonObject(parseJson(value)),
  { expression: 'isobject(json_object("a", 1))', result: true },
  { expression: 'isobject("{a: 1}")', result: false },
)

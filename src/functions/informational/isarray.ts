import { parseJson } from '../shared-json.ts'
import { typeTest } from './type-test.ts'

export const isarray = typeTest(
  'isarray',
  'Whether the value is a JSON array.',
  (value) => Array.isArray(parseJson(value)),
  { expression: 'isarray("[1, 2]")', result: true },
  { expression: 'isarray("1, 2")', result: false },
)

import { hasFraction } from './fraction.ts'
import { isNumberValue, typeTest } from './type-test.ts'

export const isint = typeTest(
  'isint',
  'Whether the value is a whole number.',
  (value, type) => isNumberValue(value, type) && !hasFraction(value),
  { expression: 'isint(port)', row: { port: '443' }, result: true },
  { expression: 'isint(4.5)', result: false },
)

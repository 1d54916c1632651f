import { hasFraction } from './fraction.ts'
import { isNumberValue, typeTest } from './type-test.ts'

export const isdouble = typeTest(
  'isdouble',
  'Whether the value is a number with decimals.',
  (value, type) => isNumberValue(value, type) && hasFraction(value),
  { expression: 'isdouble(0.25)', result: true },
  { expression: 'isdouble(share)', row: { share: '2.0' }, result: true },
  { expression: 'isdouble(7)', result: false },
)

import { isMultivalue } from '../../values/value.ts'
import { isNanText, isNumberValue, typeTest } from './type-test.ts'

export const isstr = typeTest(
  'isstr',
  'Whether the value is a string that is no number.',
  (value, type) => {
    if (typeof value === 'number') return Number.isNaN(value)
    if (value === null || typeof value === 'boolean' || isMultivalue(value)) return false
    return isNanText(value) || !isNumberValue(value, type)
  },
  { expression: 'isstr(port)', row: { port: 'https' }, result: true },
  { expression: 'isstr(port)', row: { port: '443' }, result: false },
  { expression: 'isstr(missing)', result: false },
)

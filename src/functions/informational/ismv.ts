import { isMultivalue } from '../../values/value.ts'
import { typeTest } from './type-test.ts'

export const ismv = typeTest(
  'ismv',
  'Whether the field has several values.',
  isMultivalue,
  { expression: 'ismv(names)', row: { names: ['ann', 'bo'] }, result: true },
  { expression: 'ismv("ann")', result: false },
)

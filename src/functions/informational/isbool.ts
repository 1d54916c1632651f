import { typeTest } from './type-test.ts'

export const isbool = typeTest(
  'isbool',
  'Whether the value is the result of a condition.',
  (value) => typeof value === 'boolean',
  { expression: 'isbool(1 < 2)', result: true },
  { expression: 'isbool("true")', result: false },
)

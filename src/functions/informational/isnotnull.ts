import { typeTest } from './type-test.ts'

export const isnotnull = typeTest(
  'isnotnull',
  'Whether there is a value.',
  (value) => value !== null,
  { expression: 'isnotnull(user)', row: { user: 'ann' }, result: true },
  { expression: 'isnotnull(missing)', result: false },
)

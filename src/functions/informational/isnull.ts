import { typeTest } from './type-test.ts'

export const isnull = typeTest(
  'isnull',
  'Whether there is no value.',
  (value) => value === null,
  { expression: 'isnull(missing)', result: true },
  { expression: 'isnull("")', result: false },
)

import { defineFunction, multivalue, rest } from '../../contract/define-function.ts'
import { extremeOf } from './extreme.ts'

export const max = defineFunction({
  name: 'max',
  category: 'statistical',
  summary: 'The greatest of all values; strings are greater than numbers.',
  parameters: { values: rest(multivalue('A number, a string or a field.')) },
  evaluate: ({ values }) => extremeOf(values, 1),
  examples: [
    { expression: 'max(2, 11, "zoe", name)', row: { name: 'bo' }, result: 'zoe' },
    { expression: 'max(times)', row: { times: ['3', '7', '1'] }, result: '7' },
  ],
})

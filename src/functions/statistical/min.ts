import { defineFunction, multivalue, rest } from '../../contract/define-function.ts'
import { extremeOf } from './extreme.ts'

export const min = defineFunction({
  name: 'min',
  category: 'statistical',
  summary: 'The least of all values; strings are greater than numbers.',
  parameters: { values: rest(multivalue('A number, a string or a field.')) },
  evaluate: ({ values }) => extremeOf(values, -1),
  examples: [
    { expression: 'min(2, 11, "zoe", name)', row: { name: 'bo' }, result: 2 },
    { expression: 'min(times)', row: { times: ['3', '7', '1'] }, result: '1' },
  ],
})

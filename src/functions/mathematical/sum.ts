import {
  defineFunction,
  multivalue,
  noStringLiteral,
  rest,
} from '../../contract/define-function.ts'
import { numberOf } from '../../values/convert.ts'

/** Source: Splunk Search Reference, "Mathematical functions", sum(). */
export const sum = defineFunction({
  name: 'sum',
  category: 'mathematical',
  summary: 'The sum of all arguments that are numbers; each value of a multivalue counts.',
  parameters: { values: rest(noStringLiteral(multivalue('A number or a field.'))) },
  returns: 'number',
  evaluate({ values }) {
    let total: number | null = null
    for (const one of values.flatMap((list) => list ?? [])) {
      const num = numberOf(one)
      if (num !== null) total = (total ?? 0) + num
    }
    return total
  },
  examples: [
    { expression: 'sum(1, 2, bytes)', row: { bytes: '40' }, result: 43 },
    {
      title: 'What is no number does not count',
      expression: 'sum(a, b, 2)',
      row: { a: 'x' },
      result: 2,
    },
    { expression: 'sum(times)', row: { times: ['1', '2', '3'] }, result: 6 },
  ],
})

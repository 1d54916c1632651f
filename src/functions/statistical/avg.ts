import {
  defineFunction,
  multivalue,
  noStringLiteral,
  rest,
} from '../../contract/define-function.ts'
import { numberOf } from '../../values/convert.ts'

/** Source: Splunk Search Reference, "Statistical eval functions", avg(). */
export const avg = defineFunction({
  name: 'avg',
  category: 'statistical',
  summary: 'The mean of all arguments that are numbers; each value of a multivalue counts.',
  parameters: { values: rest(noStringLiteral(multivalue('A number or a field.'))) },
  returns: 'number',
  evaluate({ values }) {
    let total = 0
    let count = 0
    for (const one of values.flatMap((list) => list ?? [])) {
      const num = numberOf(one)
      if (num === null) continue
      total += num
      count++
    }
    return count === 0 ? null : total / count
  },
  examples: [
    { expression: 'avg(2, 4, bytes)', row: { bytes: '9' }, result: 5 },
    { expression: 'avg(name, 3)', row: { name: 'ann' }, result: 3 },
    { expression: 'avg(name)', row: { name: 'ann' }, result: null },
  ],
})

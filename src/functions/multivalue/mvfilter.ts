import { condition, defineSpecialFunction } from '../../contract/define-function.ts'
import { multivalueOf, type Value, valuesOf } from '../../values/value.ts'
import { valueCell } from './value-cell.ts'

/** Source: Splunk Search Reference, "Multivalue eval functions", mvfilter(): the condition reads one field. */
export const mvfilter = defineSpecialFunction({
  name: 'mvfilter',
  category: 'multivalue',
  summary: 'The values of a field for which a condition on that field holds.',
  parameters: {
    predicate: condition(
      'A condition that reads one field: in it, the field has one value at a time.',
    ),
  },
  compile([predicate]) {
    const { needs } = predicate!
    const [field] = needs
    if (field === undefined || needs.length > 1) {
      const read = needs.length === 0 ? 'none' : needs.join(', ')
      return {
        code: 'SPL0302',
        problem: `the condition of mvfilter() must read exactly one field, and reads ${read}`,
        argument: 0,
      }
    }
    return (batch) => {
      const column = batch.column(field)
      if (!column) return () => null
      const cell = valueCell(batch, field)
      const holds = predicate!.bind(cell.batch)
      return (row): Value =>
        multivalueOf(
          valuesOf(column.at(row)).filter((one) => {
            cell.put(one)
            return holds(row) === true
          }),
        )
    }
  },
  examples: [
    {
      expression: 'mvfilter(match(names, "^a") OR names = "bo")',
      row: { names: ['ann', 'bo', 'cy'] },
      result: ['ann', 'bo'],
    },
    { expression: 'mvfilter(times > 5)', row: { times: ['3', '11'] }, result: '11' },
    { expression: 'mvfilter(times > 50)', row: { times: ['3', '11'] }, result: null },
  ],
})

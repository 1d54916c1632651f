import {
  anything,
  defineSpecialFunction,
  fieldValue,
  multivalue,
} from '../../contract/define-function.ts'
import { isMultivalue, multivalueOf, type Scalar, valuesOf } from '../../values/value.ts'
import { valueCell } from './value-cell.ts'

/**
 * The field that the first argument names has one value at a time in the expression, also when that argument is a selection of its
 * values: `mvmap(mvindex(x, 0, 1), x * 2)`. Source: Splunk Search Reference, "Multivalue eval functions", mvmap().
 */
export const mvmap = defineSpecialFunction({
  name: 'mvmap',
  category: 'multivalue',
  summary: 'The results of an expression for each value of a field; null ones are left out.',
  parameters: {
    mv: multivalue('A field, or an expression over one field.'),
    expression: anything('What to compute: in it, the field has one value at a time.'),
  },
  compile([mv, expression]) {
    const field = mv!.needs[0]
    if (field === undefined) {
      return {
        code: 'SPL0302',
        problem: 'the first argument of mvmap() must read a field',
        argument: 0,
      }
    }
    return (batch) => {
      const values = mv!.bind(batch)
      const cell = valueCell(batch, field)
      const evaluate = expression!.bind(cell.batch)
      return (row) => {
        const results: Scalar[] = []
        const list = fieldValue(values(row))
        for (const one of valuesOf(list)) {
          cell.put(one)
          const result = fieldValue(evaluate(row))
          if (isMultivalue(result)) results.push(...result)
          else if (result !== null) results.push(result)
        }
        return multivalueOf(results)
      }
    }
  },
  examples: [
    { expression: 'mvmap(times, times * 2)', row: { times: ['3', '7'] }, result: [6, 14] },
    {
      expression: 'mvmap(names, if(names = skip, null(), upper(names)))',
      row: { names: ['ann', 'bo'], skip: 'bo' },
      result: 'ANN',
    },
    {
      expression: 'mvmap(mvindex(times, 1, 2), times + base)',
      row: { times: [1, 2, 3], base: 10 },
      result: [12, 13],
    },
  ],
})

import { anything, defineSpecialFunction } from '../../contract/define-function.ts'
import { isMultivalue } from '../../values/value.ts'
import { isNumberValue } from './type-test.ts'

/** Source: Splunk Search Reference, "Informational functions", typeof(): a missing field is `Invalid`. */
export const typeofFunction = defineSpecialFunction({
  name: 'typeof',
  category: 'informational',
  summary:
    'The kind of value: Number, String, Bool, Multivalue, Null or (a missing field) Invalid.',
  parameters: { value: anything('The value.') },
  returns: 'string',
  compile([argument]) {
    const type = argument!.type ?? 'unknown'
    return (batch) => {
      const evaluate = argument!.bind(batch)
      return (row) => {
        const value = evaluate(row)
        if (value === null) return type === 'null' ? 'Null' : 'Invalid'
        if (typeof value === 'boolean') return 'Bool'
        if (isMultivalue(value)) return 'Multivalue'
        return isNumberValue(value, type) ? 'Number' : 'String'
      }
    }
  },
  examples: [
    { expression: 'typeof(port)', row: { port: '443' }, result: 'Number' },
    { expression: 'typeof("443")', result: 'String' },
    { expression: 'typeof(port)', result: 'Invalid' },
    { expression: 'typeof(1 < 2)', result: 'Bool' },
  ],
})

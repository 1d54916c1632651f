import { anything, defineFunction } from '../../contract/define-function.ts'
import { isMultivalue } from '../../values/value.ts'
import { inferredArray, isJsonArray, parseContainer, printJson } from '../shared-json.ts'

export const toarray = defineFunction({
  name: 'toarray',
  category: 'conversion',
  summary: 'A JSON array of the values of a field, or that a text is; null for anything else.',
  parameters: { value: anything('A multivalue, or the text of a JSON array.') },
  returns: 'string',
  evaluate({ value }) {
    if (isMultivalue(value)) return printJson(inferredArray(value))
    const json = parseContainer(value)
    return isJsonArray(json) ? printJson(json) : null
  },
  examples: [
    { expression: 'toarray(split("4,5", ","))', result: '[4,5]' },
    { expression: 'toarray("[ 1.00, \\"a\\" ]")', result: '[1,"a"]' },
    { expression: 'toarray("a")', result: null },
  ],
})

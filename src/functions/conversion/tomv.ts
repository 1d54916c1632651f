import { anything, defineFunction } from '../../contract/define-function.ts'
import { isMultivalue } from '../../values/value.ts'
import { isJsonArray, multivalueOfJson, parseContainer } from '../shared-json.ts'

/** Source: Splunk Search Reference, "Conversion functions", tomv(): strings keep their quotation marks. */
export const tomv = defineFunction({
  name: 'tomv',
  category: 'conversion',
  summary:
    'The elements of a JSON array as a multivalue, strings in quotation marks; null for other text.',
  parameters: { value: anything('A JSON array or a multivalue.') },
  evaluate({ value }) {
    if (isMultivalue(value)) return value
    const json = parseContainer(value)
    return isJsonArray(json) ? multivalueOfJson(json, true) : null
  },
  examples: [
    { expression: 'tomv(json_array("a", 2))', result: ['"a"', 2] },
    { expression: 'tomv("a")', result: null },
  ],
})

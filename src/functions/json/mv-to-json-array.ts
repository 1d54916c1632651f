import { condition, defineFunction, maybe, multivalue } from '../../contract/define-function.ts'
import { textOfScalar } from '../../values/convert.ts'
import { inferredArray, printJson } from '../shared-json.ts'

/** Source: Splunk Search Reference, "Multivalue eval functions", mv_to_json_array(). */
export const mvToJsonArray = defineFunction({
  name: 'mv_to_json_array',
  category: 'json',
  summary:
    'The values of a field as a JSON array: strings, or JSON values where their text is one.',
  parameters: {
    mv: multivalue('A multivalue.'),
    inferTypes: maybe(condition('Whether values are read as JSON; what is none becomes null.')),
  },
  returns: 'string',
  evaluate: ({ mv, inferTypes = false }) =>
    printJson(inferTypes ? inferredArray(mv) : mv.map(textOfScalar)),
  examples: [
    { expression: 'mv_to_json_array(mvappend("a", "1"))', result: '["a","1"]' },
    { expression: 'mv_to_json_array(mvappend("a", "1", "true"), true())', result: '[null,1,true]' },
  ],
})

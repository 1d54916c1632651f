import { anything, defineFunction } from '../../contract/define-function.ts'
import { parseJson } from '../shared-json.ts'

/** Source: Splunk Search Reference, "JSON functions", json(). */
export const json = defineFunction({
  name: 'json',
  category: 'json',
  summary: 'The value itself when it is valid JSON, else null.',
  parameters: { value: anything('The value.') },
  evaluate: ({ value }) =>
    typeof value === 'number' || typeof value === 'boolean' || parseJson(value) !== undefined
      ? value
      : null,
  examples: [
    { expression: 'json(doc)', row: { doc: '{"a":1}' }, result: '{"a":1}' },
    { expression: 'json("Rialto")', result: null },
  ],
})

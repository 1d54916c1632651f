import { anything, defineFunction } from '../../contract/define-function.ts'
import { parseJson } from '../shared-json.ts'

export const jsonValid = defineFunction({
  name: 'json_valid',
  category: 'json',
  summary: 'Whether the text is valid JSON.',
  parameters: { json: anything('The text.') },
  returns: 'boolean',
  evaluate: ({ json }) => typeof json === 'number' || parseJson(json) !== undefined,
  examples: [
    { expression: 'json_valid("[1, 2]")', result: true },
    { expression: 'json_valid("[1, 2")', result: false },
  ],
})

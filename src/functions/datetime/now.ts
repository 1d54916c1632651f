import { defineFunction } from '../../contract/define-function.ts'

export const now = defineFunction({
  name: 'now',
  category: 'date and time',
  summary: 'The time at which the search started, in seconds since 1970.',
  parameters: {},
  returns: 'number',
  evaluate: (_, context) => context.now,
  examples: [{ expression: 'now()', result: 1700000000, varies: true }],
})

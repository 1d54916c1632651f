import { defineFunction } from '../../contract/define-function.ts'

/** Splunk gives the clock's time at each event; here it is that of the search, so that a search gives the same rows in every run. */
export const time = defineFunction({
  name: 'time',
  category: 'date and time',
  summary: 'The time at which the search started, in seconds since 1970.',
  parameters: {},
  returns: 'number',
  evaluate: (_, context) => context.now,
  examples: [{ expression: 'time()', result: 1700000000, varies: true }],
})

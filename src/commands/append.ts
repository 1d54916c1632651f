import { defineCommand } from '../contract/command.ts'
import { sequence, subsearch } from '../language/syntax.ts'
import { firstRows } from './shared-row-ranges.ts'
import { subsearchOptions, withSubsearch } from './shared-subsearch.ts'

/** Source: Splunk Search Reference, "append". */
export const append = defineCommand({
  name: 'append',
  kind: 'dataset',
  summary: 'Puts the rows of a subsearch behind the rows there are.',
  syntax: sequence({
    ...subsearchOptions,
    rows: subsearch({ about: 'The search whose rows are appended.' }),
  }),
  flow: () => ({ addsUnknown: true }),
  readsOrder: false,
  parts: ({ rows }) => ({ subsearches: [rows] }),
  operator: ({ rows, maxout }, scope) =>
    withSubsearch(rows, scope, (appended) => ({
      process: (batch) => batch,
      finish: () => [maxout === undefined || maxout <= 0 ? appended : firstRows(appended, maxout)],
    })),
  examples: [
    {
      title: 'Rows of another search',
      query: 'append [| makeresults | eval user="bob" | fields - _time]',
      input: [{ user: 'ann' }],
      output: [{ user: 'ann' }, { user: 'bob' }],
    },
    {
      title: 'At most one row',
      query: 'append maxout=1 [| makeresults count=3 | eval n=1 | fields n | fields - _time]',
      input: [{ user: 'ann' }],
      output: [{ user: 'ann' }, { n: 1 }],
    },
  ],
})

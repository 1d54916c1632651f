import { defineCommand } from '../contract/command.ts'
import { fieldList, option, sequence, word } from '../language/syntax.ts'
import { columnTotals, totalsNeed } from './shared-totals.ts'

/** Source: Splunk Search Reference, "addcoltotals". */
export const addcoltotals = defineCommand({
  name: 'addcoltotals',
  kind: 'stateful',
  summary: 'Adds a row at the end with the total of each column.',
  syntax: sequence({
    labelfield: option('labelfield', word(), { about: 'The field that names the row of totals.' }),
    label: option('label', word(), { or: 'Total', about: 'What stands in that field.' }),
    fields: fieldList({
      wildcards: true,
      optional: true,
      about: 'The fields to add up; all but internal ones when left out.',
    }),
  }),
  flow: ({ fields }) => totalsNeed(fields),
  readsOrder: false,
  operator({ fields, labelfield, label }) {
    const totals = columnTotals({ names: fields, labelfield, label })
    return {
      process(batch) {
        totals.add(batch)
        return batch
      },
      finish: () => totals.row(),
    }
  },
  examples: [
    {
      title: 'A labelled row',
      query: 'addcoltotals labelfield=host label=all',
      input: [
        { host: 'a', n: 1 },
        { host: 'b', n: 2 },
      ],
      output: [
        { host: 'a', n: 1 },
        { host: 'b', n: 2 },
        { host: 'all', n: 3 },
      ],
    },
    {
      title: 'Only one column',
      query: 'addcoltotals n',
      input: [
        { n: 1, m: 5 },
        { n: 'none', m: 5 },
      ],
      output: [{ n: 1, m: 5 }, { n: 'none', m: 5 }, { n: 1 }],
    },
  ],
})

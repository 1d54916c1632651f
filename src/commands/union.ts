import { defineCommand } from '../contract/command.ts'
import { repeat, sequence, subsearch } from '../language/syntax.ts'
import { firstRows } from './shared-row-ranges.ts'
import { subsearchOptions, withSubsearch } from './shared-subsearch.ts'

/**
 * With two or more datasets it makes the rows itself, with one it adds to the rows there are.
 * Source: Splunk Search Reference, "union".
 */
export const union = defineCommand({
  name: 'union',
  kind: ({ datasets }) => (datasets.length > 1 ? 'generating' : 'dataset'),
  summary: 'Puts the rows of several searches behind each other.',
  syntax: sequence({
    ...subsearchOptions,
    datasets: repeat(subsearch({ about: 'A search.' }), { atLeast: 1 }),
  }),
  flow: ({ datasets }) => ({ addsUnknown: true, ...(datasets.length > 1 && { passes: 'none' }) }),
  readsOrder: false,
  parts: ({ datasets }) => ({ subsearches: datasets }),
  operator({ datasets: [first], maxout }, scope) {
    if (!first) return { process: (batch) => batch }
    return withSubsearch(first, scope, (rows) => ({
      process: (batch) => batch,
      finish: () => [maxout === undefined ? rows : firstRows(rows, maxout)],
    }))
  },
  async *generate({ datasets, maxout }, scope, signal) {
    for (const dataset of datasets) {
      const rows = await scope.subsearch(dataset, signal)
      yield maxout === undefined ? rows : firstRows(rows, maxout)
    }
  },
  examples: [
    {
      title: 'Two searches',
      query: 'union [| makeresults | eval n=1 | table n] [| makeresults | eval n=2 | table n]',
      output: [{ n: 1 }, { n: 2 }],
    },
    {
      title: 'Behind the rows there are',
      query: 'union [| makeresults | eval n=2 | table n]',
      input: [{ n: 1 }],
      output: [{ n: 1 }, { n: 2 }],
    },
  ],
})

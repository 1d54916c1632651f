import { constantColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { sequence } from '../language/syntax.ts'

const names = ['info_min_time', 'info_max_time', 'info_sid', 'info_search_time']

/** Searches here have no number of their own: `info_sid` names the program. Source: Splunk Search Reference, "addinfo". */
export const addinfo = defineCommand({
  name: 'addinfo',
  kind: 'streaming',
  summary: 'Adds the time range of the search, and when it was run.',
  syntax: sequence({}),
  flow: () => ({ adds: names }),
  operator: (_, { earliest, latest, now }) => ({
    process: (batch) =>
      withColumns(
        batch,
        new Map([
          ['info_min_time', constantColumn(earliest ?? 0, batch.length)],
          ['info_max_time', constantColumn(latest ?? '+Infinity', batch.length)],
          ['info_sid', constantColumn('whippet', batch.length)],
          ['info_search_time', constantColumn(now, batch.length)],
        ]),
      ),
  }),
  examples: [
    {
      title: 'No bounds',
      query: 'addinfo | fields - info_search_time',
      input: [{ n: 1 }],
      output: [{ n: 1, info_min_time: 0, info_max_time: '+Infinity', info_sid: 'whippet' }],
    },
    { title: 'No rows, no information', query: 'addinfo', input: [], output: [] },
  ],
})

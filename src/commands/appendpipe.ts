import { emptyBatch } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { option, sequence, subsearch, word } from '../language/syntax.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

/** Source: Splunk Search Reference, "appendpipe". */
export const appendpipe = defineCommand({
  name: 'appendpipe',
  kind: 'dataset',
  summary: 'Runs commands over all rows so far and puts what comes out behind them.',
  syntax: sequence({
    runInPreview: option('run_in_preview', word(), { about: 'Accepted; there is no preview.' }),
    commands: subsearch({ about: 'Commands that get the rows so far.' }),
  }),
  // What the commands read is known to them alone.
  flow: () => ({ needsAll: true, addsUnknown: true }),
  parts: ({ commands }) => ({ subsearches: [commands] }),
  operator({ commands }, scope) {
    const held = holdRows('appendpipe', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, 'all'))
        return emptyBatch
      },
      async finish(signal) {
        const all = held.all()
        return [all, await scope.over(commands, all, signal)]
      },
    }
  },
  examples: [
    {
      title: 'A line for all behind the lines',
      query: 'appendpipe [eval user="all" | dedup user]',
      input: [
        { user: 'ann', n: 1 },
        { user: 'bob', n: 2 },
      ],
      output: [
        { user: 'ann', n: 1 },
        { user: 'bob', n: 2 },
        { user: 'all', n: 1 },
      ],
    },
    {
      title: 'Commands that keep nothing add nothing',
      query: 'appendpipe [where n>5]',
      input: [{ n: 1 }],
      output: [{ n: 1 }],
    },
  ],
})

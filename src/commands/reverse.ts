import { emptyBatch, selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { sequence } from '../language/syntax.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

/** Source: Splunk Search Reference, "reverse". */
export const reverse = defineCommand({
  name: 'reverse',
  kind: 'dataset',
  summary: 'Turns the order of the rows around.',
  syntax: sequence({}),
  flow: () => ({}),
  operator(_, scope) {
    const held = holdRows('reverse', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, scope.demand))
        return emptyBatch
      },
      finish() {
        const all = held.all()
        return [
          selectRows(
            all,
            Uint32Array.from({ length: all.length }, (_, i) => all.length - 1 - i),
          ),
        ]
      },
    }
  },
  examples: [
    {
      title: 'Last row first',
      query: 'reverse',
      input: [{ n: 1 }, { n: 2 }, { n: 3 }],
      output: [{ n: 3 }, { n: 2 }, { n: 1 }],
    },
    { title: 'Nothing stays nothing', query: 'reverse', input: [], output: [] },
  ],
})

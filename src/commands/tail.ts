import { type Batch, concatBatches, emptyBatch, selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { integer } from '../language/syntax.ts'
import { onlyDemanded } from './shared-held-rows.ts'

/** The last rows come out last first. Source: Splunk Search Reference, "tail". */
export const tail = defineCommand({
  name: 'tail',
  kind: 'dataset',
  summary: 'Keeps the last rows, and turns their order around.',
  syntax: integer({ or: 10, about: 'How many rows to keep.' }),
  flow: () => ({}),
  operator(count, { demand }) {
    const held: Batch[] = []
    let rows = 0
    return {
      process(batch) {
        held.push(onlyDemanded(batch, demand))
        rows += batch.length
        while (held[0] && rows - held[0].length >= count) rows -= held.shift()!.length
        return emptyBatch
      },
      finish() {
        const all = concatBatches(held)
        const length = Math.max(0, Math.min(count, all.length))
        return [
          selectRows(
            all,
            Uint32Array.from({ length }, (_, i) => all.length - 1 - i),
          ),
        ]
      },
    }
  },
  examples: [
    {
      title: 'The last two, last first',
      query: 'tail 2',
      input: [{ n: 1 }, { n: 2 }, { n: 3 }],
      output: [{ n: 3 }, { n: 2 }],
    },
    {
      title: 'Fewer rows than asked for',
      query: 'tail',
      input: [{ n: 1 }, { n: 2 }],
      output: [{ n: 2 }, { n: 1 }],
    },
  ],
})

import { selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { sequence } from '../language/syntax.ts'

/** Source: Splunk Search Reference, "uniq". */
export const uniq = defineCommand({
  name: 'uniq',
  kind: 'stateful',
  summary: 'Drops rows that equal the row before them.',
  syntax: sequence({}),
  flow: () => ({ needsAll: true }),
  operator() {
    let before: string | undefined
    return {
      process(batch) {
        const columns = [...batch.fields()]
          .sort()
          .map((name) => [name, batch.column(name)] as const)
        const rows: number[] = []
        for (let row = 0; row < batch.length; row++) {
          const key = JSON.stringify(
            columns.flatMap(([name, column]) => {
              const value = column?.at(row) ?? null
              return value === null ? [] : [[name, value]]
            }),
          )
          if (key !== before) rows.push(row)
          before = key
        }
        return rows.length === batch.length ? batch : selectRows(batch, rows)
      },
    }
  },
  examples: [
    {
      title: 'Rows that follow each other',
      query: 'uniq',
      input: [{ n: 1 }, { n: 1 }, { n: 2 }, { n: 1 }],
      output: [{ n: 1 }, { n: 2 }, { n: 1 }],
    },
    { title: 'No rows', query: 'uniq', input: [], output: [] },
  ],
})

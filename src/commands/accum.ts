import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { clause, field, maybe, sequence } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

/** Source: Splunk Search Reference, "accum". */
export const accum = defineCommand({
  name: 'accum',
  kind: 'stateful',
  summary: 'Computes the running total of a field.',
  syntax: sequence({
    field: field({ about: 'The field with the numbers.' }),
    as: maybe(clause('AS', field({ about: 'Where the total goes; the field itself without it.' }))),
  }),
  flow: ({ field: name, as = name }) => ({ needs: [name], adds: [as] }),
  operator({ field: name, as = name }) {
    let total = 0
    return {
      process(batch) {
        const column = batch.column(name)
        if (!column) return batch
        const results = Array.from({ length: batch.length }, (_, row): Value => {
          const number = numberOf(column.at(row))
          // Other text stays in its field, and has no total.
          if (number === null) return as === name ? column.at(row) : null
          total += number
          return total
        })
        return withColumns(batch, new Map([[as, plainColumn(results)]]))
      },
    }
  },
  examples: [
    {
      title: 'In a field of its own',
      query: 'accum size AS total',
      input: [{ size: 1 }, { size: 'none' }, { size: '4' }],
      output: [{ size: 1, total: 1 }, { size: 'none' }, { size: '4', total: 5 }],
    },
    {
      title: 'In place of the numbers',
      query: 'accum n',
      input: [{ n: 2 }, { n: 3 }],
      output: [{ n: 2 }, { n: 5 }],
    },
  ],
})

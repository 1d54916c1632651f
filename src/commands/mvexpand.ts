import { type Batch, emptyBatch, plainColumn, selectRows, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { field, integer, option, sequence } from '../language/syntax.ts'
import { type Value, valuesOf } from '../values/value.ts'
import { reportRowLimit } from './shared-held-rows.ts'

/** Rows of one batch are expanded at once: as long as one row has few values this is a small multiple of the batch. */
export const mvexpand = defineCommand({
  name: 'mvexpand',
  kind: 'streaming',
  summary: 'Makes a row of each value of a multivalue field.',
  syntax: sequence({
    name: field({ about: 'The field; rows without it stay as they are.' }),
    limit: option('limit', integer(), {
      or: 0,
      about: 'How many values of a row are used; 0 uses all.',
    }),
  }),
  flow: ({ name }) => ({ needs: [name], adds: [name] }),
  operator({ name, limit }, scope) {
    let made = 0
    const expand = (batch: Batch): Batch => {
      const column = batch.column(name)
      if (!column) return batch
      const rows: number[] = []
      const values: Value[] = []
      for (let row = 0; row < batch.length; row++) {
        const all = valuesOf(column.at(row))
        const used = limit > 0 ? all.slice(0, limit) : all
        if (made + rows.length + used.length > scope.limits.maxRows) {
          reportRowLimit('mvexpand', scope)
          break
        }
        if (used.length === 0) {
          rows.push(row)
          values.push(null)
        }
        for (const value of used) {
          rows.push(row)
          values.push(value)
        }
      }
      made += rows.length
      return withColumns(selectRows(batch, rows), new Map([[name, plainColumn(values)]]))
    }
    return { process: (batch) => (made >= scope.limits.maxRows ? emptyBatch : expand(batch)) }
  },
  examples: [
    {
      title: 'A row for each value',
      query: 'mvexpand user',
      input: [{ host: 'a1', user: ['ann', 'bob'] }, { host: 'b2' }],
      output: [{ host: 'a1', user: 'ann' }, { host: 'a1', user: 'bob' }, { host: 'b2' }],
    },
    {
      title: 'At most two',
      query: 'mvexpand user limit=2',
      input: [{ user: ['ann', 'bob', 'cy'] }],
      output: [{ user: 'ann' }, { user: 'bob' }],
    },
  ],
})

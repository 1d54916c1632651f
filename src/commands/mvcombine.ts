import { emptyBatch, plainColumn, selectRows, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { field, option, quoted, sequence } from '../language/syntax.ts'
import { multivalueOf, type Scalar, valuesOf } from '../values/value.ts'
import { setDelimiter } from './shared-delimiters.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

/** Source: Splunk Search Reference, "mvcombine". */
export const mvcombine = defineCommand({
  name: 'mvcombine',
  kind: 'dataset',
  summary: 'Combines rows that differ in one field only; its values become a multivalue.',
  syntax: sequence({
    delim: option('delim', quoted(), { about: 'What nomv puts between the values later.' }),
    name: field({ about: 'The field in which the rows differ.' }),
  }),
  flow: ({ name }) => ({ needs: [name], adds: [name], needsAll: true }),
  operator({ delim, name }, scope) {
    const held = holdRows('mvcombine', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, 'all'))
        return emptyBatch
      },
      finish() {
        const all = held.all()
        const others = all.fields().filter((each) => each !== name)
        const columns = others.map((each) => all.column(each))
        const combined = all.column(name)
        const groups = new Map<string, { readonly first: number; readonly values: Scalar[] }>()
        for (let row = 0; row < all.length; row++) {
          // Rows without the field stand for themselves.
          const own = valuesOf(combined?.at(row) ?? null)
          const key = JSON.stringify([
            own.length === 0,
            ...columns.map((column) => column?.at(row) ?? null),
          ])
          const group = groups.get(key)
          if (group && own.length > 0) group.values.push(...own)
          else groups.set(group ? `${key}${row}` : key, { first: row, values: [...own] })
        }
        const list = [...groups.values()]
        const values = list.map((group) => multivalueOf(group.values))
        if (delim !== undefined) {
          for (const value of values) if (Array.isArray(value)) setDelimiter(value, delim)
        }
        return [
          withColumns(
            selectRows(
              all,
              Uint32Array.from(list, ({ first }) => first),
            ),
            new Map([[name, plainColumn(values)]]),
          ),
        ]
      },
    }
  },
  examples: [
    {
      title: 'Hosts with the same numbers',
      query: 'mvcombine host',
      input: [
        { host: 'web1', limit: 10 },
        { host: 'db1', limit: 5 },
        { host: 'web2', limit: 10 },
      ],
      output: [
        { host: ['web1', 'web2'], limit: 10 },
        { host: 'db1', limit: 5 },
      ],
    },
    {
      title: 'A delimiter shows when the values are joined again',
      query: 'mvcombine delim="+" host | nomv host',
      input: [{ host: 'web1' }, { host: 'web2' }],
      output: [{ host: 'web1+web2' }],
    },
  ],
})

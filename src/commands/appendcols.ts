import { type Batch, type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { flag, sequence, subsearch } from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { isInternal } from './shared-field-names.ts'
import { rowRange } from './shared-row-ranges.ts'
import { subsearchOptions, withSubsearch } from './shared-subsearch.ts'

/** The rows with the fields of other rows beside them; internal fields are not taken over. */
function beside(rows: Batch, others: Batch, override: boolean): Batch {
  const changes = new Map<string, Column>()
  for (const name of others.fields()) {
    const added = others.column(name)
    if (!added || isInternal(name)) continue
    const own = rows.column(name)
    const values = Array.from({ length: rows.length }, (_, row): Value => {
      const before = own?.at(row) ?? null
      const other = row < others.length ? added.at(row) : null
      return override ? (other ?? before) : (before ?? other)
    })
    changes.set(name, plainColumn(values))
  }
  return withColumns(rows, changes)
}

/** Source: Splunk Search Reference, "appendcols". */
export const appendcols = defineCommand({
  name: 'appendcols',
  kind: 'stateful',
  summary:
    'Puts the fields of a subsearch beside the rows there are: first row to first row, and so on.',
  syntax: sequence({
    ...subsearchOptions,
    override: flag('override', {
      or: false,
      about: 'Fields of the subsearch go before fields of the same name.',
    }),
    rows: subsearch({ about: 'The search whose fields are added.' }),
  }),
  flow: () => ({ addsUnknown: true }),
  parts: ({ rows }) => ({ subsearches: [rows] }),
  operator: ({ rows, override }, scope) =>
    withSubsearch(rows, scope, (added) => {
      let next = 0
      return {
        process(batch) {
          const output = beside(batch, rowRange(added, next, batch.length), override)
          next += batch.length
          return output
        },
        finish() {
          const rest = rowRange(added, next, added.length)
          return rest.length > 0 ? [rest] : []
        },
      }
    }),
  examples: [
    {
      title: 'A total beside a count',
      query: 'appendcols [| makeresults | eval total=9]',
      input: [{ n: 1 }, { n: 2 }],
      output: [{ n: 1, total: 9 }, { n: 2 }],
    },
    {
      title: 'Fields of the same name stay, unless override is true',
      query: 'appendcols override=true [| makeresults | eval n=9]',
      input: [{ n: 1 }, { n: 2 }],
      output: [{ n: 9 }, { n: 2 }],
    },
  ],
})

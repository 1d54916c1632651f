import { defineCommand } from '../contract/command.ts'
import { fieldList } from '../language/syntax.ts'
import { fieldNames } from './shared-field-names.ts'
import { projected } from './shared-projection.ts'

/** Source: Splunk Search Reference, "table". */
export const table = defineCommand({
  name: 'table',
  kind: 'streaming',
  summary: 'Shows exactly these fields as columns, in this order.',
  syntax: fieldList({ wildcards: true, about: 'The columns; * stands for part of a name.' }),
  flow: (names) => ({ passes: names }),
  operator(names) {
    const wanted = fieldNames(names)
    return {
      process: (batch) =>
        projected(batch, {
          // A column that was named is shown even when no row has it.
          fields: () =>
            wanted.among(
              () => batch.fields(),
              () => true,
            ),
          column: (name) => (wanted.has(name) ? batch.column(name) : undefined),
        }),
    }
  },
  examples: [
    {
      title: 'Columns in the order of the list',
      query: 'table host, status',
      input: [{ status: 200, bytes: 71, host: 'web1' }],
      output: [{ host: 'web1', status: 200 }],
    },
    {
      title: 'Internal fields must be named',
      query: 'table h*',
      input: [{ _time: 1, host: 'web1', http_method: 'GET', user: 'ann' }],
      output: [{ host: 'web1', http_method: 'GET' }],
    },
  ],
})

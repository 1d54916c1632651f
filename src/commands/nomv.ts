import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { field } from '../language/syntax.ts'
import { textOfScalar } from '../values/convert.ts'
import { isMultivalue, type Value } from '../values/value.ts'
import { delimiterOf } from './shared-delimiters.ts'

const joined = (value: Value): Value =>
  isMultivalue(value) ? value.map(textOfScalar).join(delimiterOf(value)) : value

/** Source: Splunk Search Reference, "nomv". */
export const nomv = defineCommand({
  name: 'nomv',
  kind: 'streaming',
  summary:
    'Makes one text of the values of a field, with line breaks or what mvcombine was told between them.',
  syntax: field({ about: 'The field.' }),
  flow: (name) => ({ needs: [name], adds: [name] }),
  operator: (name) => ({
    process(batch) {
      const column = batch.column(name)
      if (!column) return batch
      const values = Array.from({ length: batch.length }, (_, row) => joined(column.at(row)))
      return withColumns(batch, new Map([[name, plainColumn(values)]]))
    },
  }),
  examples: [
    {
      title: 'Values on lines of their own',
      query: 'nomv user',
      input: [{ user: ['ann', 'bob'] }],
      output: [{ user: 'ann\nbob' }],
    },
    {
      title: 'One value stays what it is',
      query: 'nomv user',
      input: [{ user: 'ann' }, { n: 1 }],
      output: [{ user: 'ann' }, { n: 1 }],
    },
  ],
})

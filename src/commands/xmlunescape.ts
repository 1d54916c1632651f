import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { integer, option, sequence } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  quot: '"',
}

const unescaped = (text: string): string =>
  text.replace(/&(\w+);/g, (written, name: string) => entities[name] ?? written)

/** Source: Splunk Search Reference, "xmlunescape". */
export const xmlunescape = defineCommand({
  name: 'xmlunescape',
  kind: 'streaming',
  summary: 'Puts characters in the place of &amp;, &lt; and &gt; in the text of events.',
  syntax: sequence({
    maxinputs: option('maxinputs', integer(), { about: 'Accepted; all rows are looked at.' }),
  }),
  flow: () => ({ needs: ['_raw'], adds: ['_raw'] }),
  operator: () => ({
    process(batch) {
      const column = batch.column('_raw')
      if (!column) return batch
      const values = Array.from({ length: batch.length }, (_, row): Value => {
        const value = column.at(row)
        return value === null ? null : unescaped(textOf(value))
      })
      return withColumns(batch, new Map([['_raw', plainColumn(values)]]))
    },
  }),
  examples: [
    {
      title: 'Once, not twice',
      query: 'xmlunescape',
      input: [{ _raw: '&lt;a&gt; &amp;lt;' }],
      output: [{ _raw: '<a> &lt;' }],
    },
    {
      title: 'Unknown names stay',
      query: 'xmlunescape',
      input: [{ _raw: '&euro;' }],
      output: [{ _raw: '&euro;' }],
    },
  ],
})

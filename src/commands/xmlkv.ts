import { defineCommand } from '../contract/command.ts'
import { field, integer, maybe, option, sequence } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { type FoundFields, withFound } from './shared-extraction.ts'
import { perValue } from './shared-per-value.ts'

/** An element that holds only text. Anything may stand around it: the text need not be well-formed. */
const leaf = /<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?>([^<]*)<\/\1\s*>/g

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  quot: '"',
}

function readLeaves(value: Value): FoundFields {
  const found = new Map<string, Value>()
  if (value === null) return found
  for (const [, name = '', text = ''] of textOf(value).matchAll(leaf)) {
    found.set(
      name,
      text.replace(/&(\w+);/g, (written, entity: string) => entities[entity] ?? written),
    )
  }
  return found
}

/** Of elements of the same name the last one counts. Source: Splunk Search Reference, "xmlkv". */
export const xmlkv = defineCommand({
  name: 'xmlkv',
  kind: 'streaming',
  summary: 'Makes fields of XML elements that hold text: <user>ann</user>.',
  syntax: sequence({
    name: maybe(field({ about: 'The field that holds the XML; _raw when left out.' })),
    maxinputs: option('maxinputs', integer(), { about: 'Accepted; all rows are looked at.' }),
  }),
  flow: ({ name = '_raw' }) => ({ needs: [name], addsUnknown: true }),
  operator: ({ name = '_raw' }) => ({
    process: (batch) => withFound(batch, perValue(batch.column(name), readLeaves)),
  }),
  examples: [
    {
      title: 'XML in a field of its own',
      query: 'xmlkv message',
      input: [{ message: '<user>ann</user>' }],
      output: [{ message: '<user>ann</user>', user: 'ann' }],
    },
    {
      title: 'Elements within other text',
      query: 'xmlkv',
      input: [{ _raw: 'sent <msg><user>ann</user><size unit="kB">12</size></msg>' }],
      output: [
        {
          _raw: 'sent <msg><user>ann</user><size unit="kB">12</size></msg>',
          user: 'ann',
          size: '12',
        },
      ],
    },
    {
      title: 'Nothing to find',
      query: 'xmlkv',
      input: [{ _raw: '<a>' }],
      output: [{ _raw: '<a>' }],
    },
  ],
})

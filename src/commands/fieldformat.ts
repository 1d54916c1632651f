import { defineCommand } from '../contract/command.ts'
import { assignments } from '../language/syntax.ts'

/**
 * Results are given out as they are, for programs to read; how a value would be shown is checked and then left to the reader.
 * Source: Splunk Search Reference, "fieldformat".
 */
export const fieldformat = defineCommand({
  name: 'fieldformat',
  kind: 'streaming',
  summary: 'Says how a field is shown; its value stays, and results here give the value.',
  syntax: assignments({ about: 'A field and the expression that shows it.' }),
  flow: () => ({}),
  parts: (list) => ({ values: list.map(({ value }) => value) }),
  operator: () => ({ process: (batch) => batch }),
  examples: [
    {
      title: 'The value stays a number',
      query: 'fieldformat total="EUR ".total | eval more=total+1',
      input: [{ total: 5 }],
      output: [{ total: 5, more: 6 }],
    },
    {
      title: 'A field that is missing stays so',
      query: 'fieldformat total="EUR ".total',
      input: [{ n: 1 }],
      output: [{ n: 1 }],
    },
  ],
})

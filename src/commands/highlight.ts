import { defineCommand } from '../contract/command.ts'
import { repeat, word } from '../language/syntax.ts'

/** Source: Splunk Search Reference, "highlight". */
export const highlight = defineCommand({
  name: 'highlight',
  aliases: ['hilite'],
  kind: 'streaming',
  summary: 'Marks words where Splunk shows events; the rows stay as they are.',
  syntax: repeat(word({ about: 'A word to mark.' }), { atLeast: 1 }),
  flow: () => ({}),
  operator: () => ({ process: (batch) => batch }),
  examples: [
    {
      title: 'Rows stay',
      query: 'highlight login, failed',
      input: [{ _raw: 'failed login' }],
      output: [{ _raw: 'failed login' }],
    },
    { title: 'Nothing to mark', query: 'highlight x', input: [], output: [] },
  ],
})

import { defineCommand } from '../contract/command.ts'
import { rawRest } from '../language/syntax.ts'

/** How a search is spread over servers, or tried out, changes nothing in its result. */
const passing = (name: string, summary: string) =>
  defineCommand({
    name,
    kind: 'streaming',
    summary,
    syntax: rawRest(),
    flow: () => ({}),
    operator: () => ({ process: (batch) => batch }),
    examples: [
      { title: 'Rows stay', query: name, input: [{ n: 1 }], output: [{ n: 1 }] },
      { title: 'No rows', query: `${name} x=1`, input: [], output: [] },
    ],
  })

export const noop = passing('noop', 'Does nothing.')

/** Source: Splunk Search Reference, "redistribute". */
export const redistribute = passing(
  'redistribute',
  'Spreads rows over servers in Splunk; here rows stay as they are.',
)

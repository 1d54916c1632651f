import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { integer, option, sequence } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

/** Lines are chosen by how many different words they have; Splunk's own measure is not published. */
function shortened(text: string, maxLines: number): string {
  const lines = text.split('\n')
  if (lines.length <= maxLines) return text
  const scores = lines.map((line) => new Set(line.toLowerCase().match(/\w+/g)).size)
  const chosen = [...lines.keys()]
    .sort((left, right) => (scores[right] as number) - (scores[left] as number) || left - right)
    .slice(0, Math.max(1, maxLines))
    .sort((left, right) => left - right)
  return chosen
    .map((line, index) => {
      const follows = line === (index === 0 ? 0 : (chosen[index - 1] as number) + 1)
      return follows ? lines[line] : `...${lines[line]}`
    })
    .join('\n')
}

/** Source: Splunk Search Reference, "abstract". */
export const abstract = defineCommand({
  name: 'abstract',
  aliases: ['excerpt'],
  kind: 'streaming',
  summary: 'Shortens the text of events to some of its lines.',
  syntax: sequence({
    maxterms: option('maxterms', integer(), { about: 'Accepted; all words count.' }),
    maxlines: option('maxlines', integer(), { or: 10, about: 'How many lines are kept.' }),
  }),
  flow: () => ({ needs: ['_raw'], adds: ['_raw'] }),
  operator: ({ maxlines }) => ({
    process(batch) {
      const column = batch.column('_raw')
      if (!column) return batch
      const values = Array.from({ length: batch.length }, (_, row): Value => {
        const value = column.at(row)
        return value === null ? null : shortened(textOf(value), maxlines)
      })
      return withColumns(batch, new Map([['_raw', plainColumn(values)]]))
    },
  }),
  examples: [
    {
      title: 'Two lines of four',
      query: 'abstract maxlines=2',
      input: [{ _raw: 'start\nuser ann failed to log in\n--\nfrom host web1 by ssh' }],
      output: [{ _raw: '...user ann failed to log in\n...from host web1 by ssh' }],
    },
    {
      title: 'Short texts stay',
      query: 'abstract maxlines=2',
      input: [{ _raw: 'one\ntwo' }],
      output: [{ _raw: 'one\ntwo' }],
    },
  ],
})

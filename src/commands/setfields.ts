import { constantColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { quote, quoteIfNeeded } from '../language/quoting.ts'
import { type Syntax, word } from '../language/syntax.ts'

type Setting = readonly [field: string, value: string]

const name = /[^\s|[\](),="'`]+\s*=/y
const value = word()

/** `zone="lab", owner=ann`. */
const settings: Syntax<readonly Setting[]> = {
  usage: '<field>="<string>"...',
  arguments: [
    {
      name: 'settings',
      usage: '<field>="<string>"',
      about: 'Fields and their values.',
      required: true,
    },
  ],
  claimsEquals: true,
  parse(cursor) {
    const list: Setting[] = []
    for (;;) {
      cursor.take(',')
      cursor.skipSpace()
      const field = cursor.match(name)?.slice(0, -1).trimEnd()
      if (field === undefined) break
      list.push([field, value.parse(cursor)])
    }
    if (list.length === 0) {
      const { position } = cursor
      cursor.problem(
        'SPL0104',
        { start: position, end: position },
        'a field and its value are missing',
      )
    }
    return list
  },
  print: (list) => list.map(([field, text]) => `${quoteIfNeeded(field)}=${quote(text)}`).join(', '),
}

/** Source: Splunk Search Reference, "setfields". */
export const setfields = defineCommand({
  name: 'setfields',
  kind: 'streaming',
  summary: 'Sets fields to the same value in all rows.',
  syntax: settings,
  flow: (list) => ({ adds: list.map(([field]) => field) }),
  operator: (list) => ({
    process: (batch) =>
      withColumns(
        batch,
        new Map(list.map(([field, text]) => [field, constantColumn(text, batch.length)])),
      ),
  }),
  examples: [
    {
      title: 'Two fields',
      query: 'setfields zone="test lab", owner=ann',
      input: [{ n: 1 }],
      output: [{ n: 1, zone: 'test lab', owner: 'ann' }],
    },
    {
      title: 'A field that is there is overwritten',
      query: 'setfields n=2',
      input: [{ n: 1 }],
      output: [{ n: '2' }],
    },
  ],
})

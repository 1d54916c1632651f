import { constantColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { quote, quoteIfNeeded } from '../language/quoting.ts'
import { type Syntax, word } from '../language/syntax.ts'

type Setting = readonly [field: string, value: string]

const text = word()

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
    do {
      const field = text.parse(cursor)
      if (!cursor.expect('=', 'SPL0104', 'a field needs a value')) break
      list.push([field, text.parse(cursor)])
      cursor.take(',')
    } while (!cursor.atEnd())
    return list
  },
  print: (list) =>
    list.map(([field, value]) => `${quoteIfNeeded(field)}=${quote(value)}`).join(', '),
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
        new Map(list.map(([field, value]) => [field, constantColumn(value, batch.length)])),
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

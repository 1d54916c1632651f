import { type Batch, batchOf, batchOfRows, constantColumn } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { flag, integer, oneOf, option, quoted, sequence, word } from '../language/syntax.ts'
import { type MadeRows, rowsOfCsv, rowsOfJson } from './makeresults/data.ts'
import { checked } from './shared-checked.ts'

interface Data {
  readonly format: 'csv' | 'json' | undefined
  readonly data: string | undefined
}

function rowsOfData({ format, data = '' }: Data): MadeRows | undefined {
  switch (format) {
    case 'csv':
      return rowsOfCsv(data)
    case 'json':
      return rowsOfJson(data)
    default:
      return undefined
  }
}

/** Rows are made in batches of this many, so that later commands can stop them. */
const batchSize = 10_000

/** Source: Splunk Search Reference, "makeresults". */
export const makeresults = defineCommand({
  name: 'makeresults',
  kind: 'generating',
  summary: 'Makes rows that have only the time, or rows from data in the search itself.',
  syntax: checked(
    sequence({
      count: option('count', integer(), { or: 1, about: 'How many rows to make.' }),
      annotate: flag('annotate', {
        or: false,
        about: 'Adds the name of the server as splunk_server.',
      }),
      server: option('splunk_server', word(), { about: 'Accepted; there is one server.' }),
      group: option('splunk_server_group', word(), { about: 'Accepted; there is one server.' }),
      format: option('format', oneOf<'csv' | 'json'>(['csv', 'json']), {
        about: 'How data is written.',
      }),
      data: option('data', quoted(), {
        about: 'Rows: lines of CSV with a header, or a JSON array of objects.',
      }),
    }),
    (args) => {
      if ((args.format === undefined) !== (args.data === undefined)) {
        return { message: 'format and data need each other' }
      }
      const made = rowsOfData(args)
      return made && 'problem' in made ? { message: made.problem } : undefined
    },
  ),
  flow: ({ format, annotate }) =>
    format
      ? { passes: 'none', addsUnknown: true }
      : { passes: 'none', adds: annotate ? ['_time', 'splunk_server'] : ['_time'] },
  async *generate(args, scope, signal) {
    const made = rowsOfData(args)
    if (made && 'rows' in made) {
      yield batchOfRows(made.rows, made.fields)
      return
    }
    for (let left = args.count; left > 0; left -= batchSize) {
      signal.throwIfAborted()
      yield timeOnly(Math.min(left, batchSize), scope.now, args.annotate)
    }
  },
  examples: [
    {
      title: 'Two rows',
      query: 'makeresults count=2 | eval n=1 | fields - _time',
      output: [{ n: 1 }, { n: 1 }],
    },
    {
      title: 'Rows from CSV',
      query: 'makeresults format=csv data="user,note\nann,\\"a, b\\"\nbob,"',
      output: [{ user: 'ann', note: 'a, b' }, { user: 'bob' }],
    },
    {
      title: 'Rows from JSON',
      query:
        'makeresults format=json data="[{\\"user\\":\\"ann\\",\\"ports\\":[22,443]}]" | table user ports',
      output: [{ user: 'ann', ports: ['22', '443'] }],
    },
  ],
})

function timeOnly(length: number, now: number, annotate: boolean): Batch {
  const columns = new Map([['_time', constantColumn(now, length)]])
  if (annotate) columns.set('splunk_server', constantColumn('localhost', length))
  return batchOf(columns, length)
}

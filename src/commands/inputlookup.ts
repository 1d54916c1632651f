import { type Batch, emptyBatch, selectRows } from '../contract/batch.ts'
import { defineCommand, type Scope } from '../contract/command.ts'
import type { SearchExpression } from '../language/ast.ts'
import {
  clause,
  flag,
  integer,
  maybe,
  option,
  searchTerms,
  sequence,
  word,
} from '../language/syntax.ts'
import { lookupRows } from './shared-lookup-rows.ts'
import { rowRange } from './shared-row-ranges.ts'

interface InputlookupArgs {
  readonly start: number
  readonly max: number
  readonly table: string
  readonly where: SearchExpression | undefined
}

const mostRows = 1_000_000_000

/** `start` and `max` count rows of the table, before the condition. */
function chosenRows({ start, max, table, where }: InputlookupArgs, scope: Scope): Batch {
  const reader = scope.lookup(table)
  if (!reader) return emptyBatch
  const rows = rowRange(lookupRows(reader), Math.max(0, start), max)
  return where ? selectRows(rows, scope.search(where).rows(rows)) : rows
}

/** Source: Splunk Search Reference, "inputlookup". */
export const inputlookup = defineCommand({
  name: 'inputlookup',
  kind: ({ append }) => (append ? 'dataset' : 'generating'),
  summary: 'Gives the rows of a lookup.',
  syntax: sequence({
    append: flag('append', { or: false, about: 'Puts them behind the rows there are.' }),
    strict: flag('strict', {
      or: false,
      about: 'Accepted; a lookup that is not known is always an error.',
    }),
    start: option('start', integer(), { or: 0, about: 'How many rows are passed over.' }),
    max: option('max', integer(), { or: mostRows, about: 'How many rows are taken.' }),
    table: word({ usage: '<lookup>', about: 'The lookup.' }),
    where: maybe(clause('where', searchTerms({ about: 'Search terms that rows must match.' }))),
  }),
  flow: ({ append }) => ({ addsUnknown: true, ...(!append && { passes: 'none' }) }),
  readsOrder: false,
  parts: ({ table, where }) => ({ lookups: [table], ...(where && { searches: [where] }) }),
  operator: (args, scope) => ({
    process: (batch) => batch,
    finish: () => [chosenRows(args, scope)],
  }),
  async *generate(args, scope) {
    yield await Promise.resolve(chosenRows(args, scope))
  },
  examples: [
    {
      title: 'Rows that match',
      query: 'inputlookup assets where owner=b*',
      lookups: {
        assets: [
          { ip: '10.0.0.1', owner: 'ann' },
          { ip: '10.0.0.2', owner: 'bob' },
        ],
      },
      output: [{ ip: '10.0.0.2', owner: 'bob' }],
    },
    {
      title: 'Behind the rows there are',
      query: 'inputlookup append=true max=1 assets',
      lookups: { assets: [{ ip: '10.0.0.1', owner: '' }, { ip: '10.0.0.2' }] },
      input: [{ n: 1 }],
      output: [{ n: 1 }, { ip: '10.0.0.1' }],
    },
  ],
})

import { type Batch, batchOfRows, emptyBatch } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { integer, maybe, option, quoted, sequence } from '../language/syntax.ts'
import { textOf, textOfScalar } from '../values/convert.ts'
import { type Value, valuesOf } from '../values/value.ts'
import { isInternal } from './shared-field-names.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { firstRows } from './shared-row-ranges.ts'
import { quotedValue } from './shared-search-text.ts'

interface Signs {
  readonly rowPrefix: string
  readonly columnPrefix: string
  readonly columnSeparator: string
  readonly columnEnd: string
  readonly rowSeparator: string
  readonly rowEnd: string
}

const usualSigns: Signs = {
  rowPrefix: '(',
  columnPrefix: '(',
  columnSeparator: 'AND',
  columnEnd: ')',
  rowSeparator: 'OR',
  rowEnd: ')',
}

const sign = (about: string) => maybe(quoted({ usage: '"<string>"', about }))

/** A field named `search` or `query` stands for its text, all others for a comparison. */
function termOf(name: string, value: Value, separator: string): string {
  if (name === 'search' || name === 'query') return textOf(value)
  const terms = valuesOf(value).map((one) => `${name}=${quotedValue(textOfScalar(one))}`)
  return terms.length === 1 ? (terms[0] as string) : `( ${terms.join(` ${separator} `)} )`
}

function searchText(rows: Batch, signs: Signs, separator: string): string {
  const columns = [...rows.fields()]
    .filter((name) => !isInternal(name))
    .sort()
    .map((name) => [name, rows.column(name)] as const)
  const lines: string[] = []
  for (let row = 0; row < rows.length; row++) {
    const terms = columns.flatMap(([name, column]) => {
      const value = column?.at(row) ?? null
      return value === null ? [] : [termOf(name, value, separator)]
    })
    if (terms.length === 0) continue
    lines.push(
      `${signs.columnPrefix} ${terms.join(` ${signs.columnSeparator} `)} ${signs.columnEnd}`,
    )
  }
  return lines.length === 0
    ? ''
    : `${signs.rowPrefix} ${lines.join(` ${signs.rowSeparator} `)} ${signs.rowEnd}`
}

/** Fields stand in alphabetical order. Source: Splunk Search Reference, "format". */
export const format = defineCommand({
  name: 'format',
  kind: 'transforming',
  summary:
    'Makes one row of all rows: search terms that match what they hold, in the field search.',
  syntax: sequence({
    mvsep: option('mvsep', quoted(), {
      or: 'OR',
      about: 'What stands between values of a multivalue.',
    }),
    maxresults: option('maxresults', integer(), {
      or: 0,
      about: 'How many rows are used; 0 uses all.',
    }),
    emptystr: option('emptystr', quoted(), {
      or: 'NOT ( )',
      about: 'The text when there are no rows or no fields.',
    }),
    rowPrefix: sign('Stands first; the six texts are given all or not at all.'),
    columnPrefix: sign('Stands before the terms of a row.'),
    columnSeparator: sign('Stands between the terms of a row.'),
    columnEnd: sign('Stands behind the terms of a row.'),
    rowSeparator: sign('Stands between rows.'),
    rowEnd: sign('Stands last.'),
  }),
  flow: () => ({ passes: 'none', adds: ['search'], needsAll: true }),
  readsOrder: true,
  operator(args, scope) {
    const held = holdRows('format', scope)
    const { rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd } = args
    const all = [rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd]
    const own = all.every((each) => each !== undefined)
    const signs: Signs = own
      ? ({ rowPrefix, columnPrefix, columnSeparator, columnEnd, rowSeparator, rowEnd } as Signs)
      : usualSigns
    return {
      process(batch) {
        if (args.maxresults <= 0 || held.count < args.maxresults)
          held.add(onlyDemanded(batch, 'all'))
        return emptyBatch
      },
      finish() {
        const rows = held.all()
        const used = args.maxresults > 0 ? firstRows(rows, args.maxresults) : rows
        return [batchOfRows([{ search: searchText(used, signs, args.mvsep) || args.emptystr }])]
      },
    }
  },
  examples: [
    {
      title: 'Two rows',
      query: 'format',
      input: [{ user: 'ann', host: 'a1' }, { user: 'bob' }],
      output: [{ search: '( ( host="a1" AND user="ann" ) OR ( user="bob" ) )' }],
    },
    { title: 'No rows match nothing', query: 'format', input: [], output: [{ search: 'NOT ( )' }] },
  ],
})

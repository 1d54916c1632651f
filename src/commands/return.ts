import { type Batch, batchOfRows, emptyBatch } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { quoteIfNeeded } from '../language/quoting.ts'
import { field, integer, type Syntax, sequence } from '../language/syntax.ts'
import { textOf, textOfScalar } from '../values/convert.ts'
import { valuesOf } from '../values/value.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { firstRows } from './shared-row-ranges.ts'
import { quotedValue } from './shared-search-text.ts'

interface Returned {
  readonly field: string
  /** The name in the comparison; without it only the value is returned. */
  readonly alias: string | undefined
}

const name = field()
const aliased = /([^\s|[\](),="'`$]+)\s*=/y

/** `user`, `who=user`, `$user`. */
const returnedFields: Syntax<readonly Returned[]> = {
  usage: '(<field> | <alias>=<field> | $<field>)...',
  arguments: [
    {
      name: 'fields',
      usage: '<field>, <alias>=<field> or $<field>',
      about: 'A comparison with the value, one under another name, or the value alone.',
      required: true,
    },
  ],
  claimsEquals: true,
  parse(cursor) {
    const list: Returned[] = []
    while (!cursor.atEnd()) {
      const before = cursor.position
      const alias = cursor.match(aliased)?.slice(0, -1).trimEnd()
      cursor.skipSpace()
      const plain = alias === undefined && cursor.take('$')
      const source = name.parse(cursor)
      if (cursor.position === before) break
      list.push({ field: source, alias: plain ? undefined : (alias ?? source) })
      cursor.take(',')
    }
    if (list.length === 0) name.parse(cursor)
    return list
  },
  print: (list) =>
    list
      .map(({ field: source, alias }) => {
        if (alias === undefined) return `$${quoteIfNeeded(source)}`
        return alias === source ? quoteIfNeeded(source) : `${alias}=${quoteIfNeeded(source)}`
      })
      .join(' '),
}

function searchText(rows: Batch, list: readonly Returned[]): string {
  const lines: string[] = []
  for (let row = 0; row < rows.length; row++) {
    const terms = list.flatMap(({ field: source, alias }) => {
      const value = rows.column(source)?.at(row) ?? null
      if (value === null) return []
      if (alias === undefined) return [textOf(value)]
      const equal = valuesOf(value).map((one) => `${alias}=${quotedValue(textOfScalar(one))}`)
      return equal.length === 1 ? equal : [`(${equal.join(' OR ')})`]
    })
    if (terms.length > 0) lines.push(terms.join(' '))
  }
  // A value alone may stand in an expression, where brackets would do no harm, but a text of several words would.
  return lines.length === 1 ? (lines[0] as string) : lines.map((line) => `(${line})`).join(' OR ')
}

/** Source: Splunk Search Reference, "return". */
export const returnCommand = defineCommand({
  name: 'return',
  kind: 'transforming',
  summary: 'Gives the values of the first rows to the search around a subsearch.',
  syntax: sequence({
    count: integer({ or: 1, about: 'How many rows are used.' }),
    list: returnedFields,
  }),
  flow: ({ list }) => ({ needs: list.map((each) => each.field), passes: 'none', adds: ['search'] }),
  readsOrder: true,
  operator({ count, list }, scope) {
    const names = list.map((each) => each.field)
    const held = holdRows('return', scope)
    return {
      get done() {
        return held.count >= count
      },
      process(batch) {
        if (held.count < count) {
          held.add(onlyDemanded(firstRows(batch, count - held.count), new Set(names)))
        }
        return emptyBatch
      },
      finish: () => [batchOfRows([{ search: searchText(held.all(), list) }])],
    }
  },
  examples: [
    {
      title: 'Two rows, one field under another name',
      query: 'return 2 user addr=ip',
      input: [{ user: 'ann', ip: '10.0.0.1' }, { user: 'bob' }, { user: 'cy' }],
      output: [{ search: '(user="ann" addr="10.0.0.1") OR (user="bob")' }],
    },
    {
      title: 'The value alone',
      query: 'return $n',
      input: [{ n: 41 }, { n: 42 }],
      output: [{ search: '41' }],
    },
  ],
})

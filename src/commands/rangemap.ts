import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import type { Cursor } from '../language/cursor.ts'
import { quoteIfNeeded } from '../language/quoting.ts'
import { takeOptions } from '../language/syntax/piece.ts'
import { field, option, type Syntax, sequence, word } from '../language/syntax.ts'
import { numberOf, textOfNumber } from '../values/convert.ts'
import { multivalueOf, type Value } from '../values/value.ts'

/** Both ends belong to it. */
interface Range {
  readonly name: string
  readonly from: number
  readonly to: number
}

const namePattern = /"[^"=]*"\s*=\s*|[^\s="|\]]+\s*=\s*/y
const rangePattern = /"?(-?\d+(?:\.\d+)?)\s*-\s*(-?\d+(?:\.\d+)?)"?/y

function readRange(cursor: Cursor): Range | undefined {
  cursor.skipSpace()
  const start = cursor.position
  const name = cursor.match(namePattern)
  if (name === undefined) return undefined
  const text = cursor.match(rangePattern)
  if (text === undefined) {
    cursor.match(/[^\s|\]]*/y)
    cursor.problem('SPL0107', cursor.spanFrom(start), 'this is not a range of numbers', {
      label: 'name=from-to is expected here',
    })
    return { name: 'none', from: 0, to: 0 }
  }
  const [, from, to] = /(-?[\d.]+)\s*-\s*(-?[\d.]+)/.exec(text) ?? []
  return {
    name: name.replace(/\s*=\s*$/, '').replace(/^"|"$/g, ''),
    from: Number(from),
    to: Number(to),
  }
}

const ranges: Syntax<readonly Range[]> = {
  usage: '<name>=<num>-<num>...',
  arguments: [
    {
      name: '',
      usage: '<name>=<num>-<num>',
      about: 'A name for the numbers between two, which belong to it.',
      required: true,
    },
  ],
  claimsEquals: true,
  parse(cursor) {
    const list: Range[] = []
    while (!cursor.atEnd()) {
      // field= and default= may stand among the ranges.
      takeOptions(cursor, false)
      if (cursor.atEnd()) break
      const range = readRange(cursor)
      if (!range) break
      list.push(range)
      cursor.take(',')
    }
    return list
  },
  print: (list) =>
    list
      .map(
        ({ name, from, to }) => `${quoteIfNeeded(name)}=${textOfNumber(from)}-${textOfNumber(to)}`,
      )
      .join(' '),
}

interface RangemapArgs {
  readonly field: string | undefined
  readonly default: string
  readonly ranges: readonly Range[]
}

/** Source: Splunk Search Reference, "rangemap". */
export const rangemap = defineCommand<RangemapArgs>({
  name: 'rangemap',
  kind: 'streaming',
  summary: 'Names the range in which a number lies, in the field range.',
  syntax: sequence({
    field: option('field', field(), { about: 'The field with the number.' }),
    default: option('default', word(), { or: 'None', about: 'The name for all other values.' }),
    ranges,
  }),
  flow: ({ field: name }) => ({ needs: name === undefined ? [] : [name], adds: ['range'] }),
  operator: ({ field: name, default: other, ranges: list }) => ({
    process(batch) {
      const column = name === undefined ? undefined : batch.column(name)
      const results = Array.from({ length: batch.length }, (_, row): Value => {
        const number = column ? numberOf(column.at(row)) : null
        if (number === null) return other
        const found = list.filter(({ from, to }) => number >= from && number <= to)
        return multivalueOf(found.map((range) => range.name)) ?? other
      })
      return withColumns(batch, new Map([['range', plainColumn(results)]]))
    },
  }),
  examples: [
    {
      title: 'Severity by count',
      query: 'rangemap field=count low=0-9 elevated=10-99 default=severe',
      input: [{ count: 5 }, { count: '10' }, { count: 1000 }, { host: 'a' }],
      output: [
        { count: 5, range: 'low' },
        { count: '10', range: 'elevated' },
        { count: 1000, range: 'severe' },
        { host: 'a', range: 'severe' },
      ],
    },
    {
      title: 'Ranges that overlap, and negative numbers',
      query: 'rangemap field=t cold=-50-0 mild=0-20',
      input: [{ t: -3 }, { t: 0 }, { t: 99 }],
      output: [
        { t: -3, range: 'cold' },
        { t: 0, range: ['cold', 'mild'] },
        { t: 99, range: 'None' },
      ],
    },
  ],
})

import type { AggregateCall } from '../../language/ast.ts'
import type { Cursor } from '../../language/cursor.ts'
import { quoteIfNeeded } from '../../language/quoting.ts'
import { readField } from '../../language/syntax/fields.ts'
import { listEndsAt, takeOptions } from '../../language/syntax/piece.ts'
import {
  aggregations,
  clause,
  flag,
  integer,
  maybe,
  type Syntax,
  sequence,
} from '../../language/syntax.ts'
import { type SeriesArgs, seriesPieces } from '../shared-chart-arguments.ts'
import { checked } from '../shared-checked.ts'
import { span } from '../shared-spans.ts'

/** A field to split by, with the width of its buckets. */
export interface Split {
  readonly name: string
  readonly span?: string
  readonly bins?: number
}

export interface ChartArgs extends SeriesArgs {
  readonly cont: boolean
  readonly calls: readonly AggregateCall[]
  readonly over: Split | undefined
  readonly by: readonly Split[] | undefined
}

const binOption = /(span|bins)\s*=\s*/iy
const spanPiece = span()
const binsPiece = integer()

function readSplit(cursor: Cursor): Split {
  const name = readField(cursor) ?? ''
  if (name === '') cursor.problem('SPL0104', cursor.spanFrom(cursor.position), 'a field is missing')
  const options: { span?: string; bins?: number } = {}
  for (;;) {
    cursor.skipSpace()
    const option = cursor.match(binOption)
    if (option === undefined) return { name, ...options }
    if (/^span/i.test(option)) options.span = spanPiece.parse(cursor)
    else options.bins = binsPiece.parse(cursor)
  }
}

const printSplit = ({ name, span: width, bins }: Split): string =>
  [
    quoteIfNeeded(name),
    ...(width === undefined ? [] : [`span=${width}`]),
    ...(bins === undefined ? [] : [`bins=${bins}`]),
  ].join(' ')

const split: Syntax<Split> = {
  usage: '<field> [span=<span>] [bins=<int>]',
  arguments: [
    {
      name: '',
      usage: '<field> [span=<span>] [bins=<int>]',
      about:
        'The field whose values make the rows, in buckets of this width or in at most so many.',
      required: false,
    },
  ],
  parse: readSplit,
  print: printSplit,
}

/** Up to two: with one of them the rows are split, or the columns when OVER was there. */
const splits: Syntax<readonly Split[]> = {
  usage: '<field> [span=<span>] [<field> [span=<span>]]',
  arguments: [
    {
      name: '',
      usage: 'BY <field> [<field>]',
      about:
        'The fields whose values make the rows and, of the second one or after OVER, the columns.',
      required: false,
    },
  ],
  parse(cursor) {
    const list = [readSplit(cursor)]
    cursor.take(',')
    takeOptions(cursor, false)
    if (!listEndsAt(cursor)) list.push(readSplit(cursor))
    return list
  },
  print: (list) => list.map(printSplit).join(', '),
}

export const chartSyntax: Syntax<ChartArgs> = checked(
  sequence({
    ...seriesPieces,
    cont: flag('cont', {
      or: true,
      about: 'Has no effect: only buckets with data have a row; makecontinuous adds the others.',
    }),
    calls: aggregations({ about: 'What is computed.' }),
    over: maybe(clause('OVER', split)),
    by: maybe(clause('BY', splits)),
  }),
  ({ over, by }) =>
    over && by && by.length > 1 ? { message: 'after OVER there is one BY field only' } : undefined,
)

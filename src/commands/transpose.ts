import {
  type Batch,
  batchOf,
  type Column,
  emptyBatch,
  plainColumn,
  selectRows,
} from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import { flag, integer, option, sequence, word } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

interface TransposeArgs {
  readonly columnName: string
  readonly headerField: string | undefined
  readonly includeEmpty: boolean
  readonly count: number
}

function transposed(all: Batch, { columnName, headerField, includeEmpty }: TransposeArgs): Batch {
  const header = headerField === undefined ? undefined : all.column(headerField)
  const fields = all.fields().filter((field) => field !== headerField)
  const columns = fields
    .map((field) => all.column(field))
    .map((column) => Array.from({ length: all.length }, (_, row) => column?.at(row) ?? null))
  const kept = fields
    .map((_, index) => index)
    .filter((index) => includeEmpty || columns[index]?.some((value) => value !== null))
  const result = new Map<string, Column>([
    [columnName, plainColumn(kept.map((index) => fields[index] as string))],
  ])
  for (let row = 0; row < all.length; row++) {
    const title = header ? textOf(header.at(row)) : `row ${row + 1}`
    result.set(title, plainColumn(kept.map((index) => columns[index]?.[row] ?? null)))
  }
  return batchOf(result, kept.length)
}

function transposeOperator(args: TransposeArgs, scope: Scope): Operator {
  const most = args.count === 0 ? Number.POSITIVE_INFINITY : args.count
  const held = holdRows('transpose', scope)
  return {
    get done() {
      return held.count >= most
    },
    process(batch) {
      const room = most - held.count
      if (room <= 0) return emptyBatch
      const rows =
        batch.length <= room
          ? batch
          : selectRows(
              batch,
              Array.from({ length: room }, (_, row) => row),
            )
      held.add(onlyDemanded(rows, 'all'))
      return emptyBatch
    },
    finish() {
      const all = held.all()
      return all.length === 0 ? [] : [transposed(all, args)]
    },
  }
}

/** Source: Splunk Search Reference, "transpose". */
export const transpose = defineCommand<TransposeArgs>({
  name: 'transpose',
  kind: 'dataset',
  summary: 'Turns rows into columns, and columns into rows.',
  syntax: sequence({
    columnName: option('column_name', word(), {
      or: 'column',
      about: 'The field for what were the names of the columns.',
    }),
    headerField: option('header_field', word(), {
      about: 'The field whose values name the new columns; row 1, row 2 and so on without it.',
    }),
    includeEmpty: flag('include_empty', {
      or: true,
      about: 'Fields without any value have a row.',
    }),
    count: integer({ or: 5, about: 'How many rows become columns; 0 for all.' }),
  }),
  flow: () => ({ needsAll: true, passes: 'none', addsUnknown: true }),
  operator: transposeOperator,
  examples: [
    {
      title: 'Rows are numbered',
      query: 'transpose',
      input: [
        { host: 'a', count: 1 },
        { host: 'b', count: 2 },
      ],
      output: [
        { column: 'host', 'row 1': 'a', 'row 2': 'b' },
        { column: 'count', 'row 1': 1, 'row 2': 2 },
      ],
    },
    {
      title: 'Names from a field, and only the first row',
      query: 'transpose 1 header_field=host column_name=field',
      input: [
        { host: 'a', count: 1, size: 5 },
        { host: 'b', count: 2 },
      ],
      output: [
        { field: 'count', a: 1 },
        { field: 'size', a: 5 },
      ],
    },
  ],
})

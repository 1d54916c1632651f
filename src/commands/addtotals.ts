import { type Batch, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand, type Operator } from '../contract/command.ts'
import { fieldList, flag, option, sequence, word } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { columnTotals, totalledFields, totalsNeed } from './shared-totals.ts'

interface AddtotalsArgs {
  readonly row: boolean
  readonly col: boolean
  readonly labelfield: string | undefined
  readonly label: string
  readonly fieldname: string
  readonly fields: readonly string[]
}

function withTotal(batch: Batch, { fields, fieldname }: AddtotalsArgs): Batch {
  const columns = totalledFields(batch, fields)
    .filter((field) => field !== fieldname)
    .map((field) => batch.column(field))
    .filter((column) => column !== undefined)
  const totals = Array.from({ length: batch.length }, (_, row): Value => {
    let total = 0
    for (const column of columns) total += numberOf(column.at(row)) ?? 0
    return total
  })
  return withColumns(batch, new Map([[fieldname, plainColumn(totals)]]))
}

function addtotalsOperator(args: AddtotalsArgs): Operator {
  const { row, col, fields, labelfield, label, fieldname } = args
  const totals = columnTotals({ names: fields, labelfield, label, ...(row && { also: fieldname }) })
  return {
    process(batch) {
      const result = row ? withTotal(batch, args) : batch
      if (col) totals.add(result)
      return result
    },
    finish: () => (col ? totals.row() : []),
  }
}

/** Text that is no number adds nothing. Source: Splunk Search Reference, "addtotals". */
export const addtotals = defineCommand<AddtotalsArgs>({
  name: 'addtotals',
  kind: ({ col }) => (col ? 'stateful' : 'streaming'),
  summary:
    'Adds up the numbers of each row, and with col=true those of each column in a row at the end.',
  syntax: sequence({
    row: flag('row', { or: true, about: 'Adds a field with the total of each row.' }),
    col: flag('col', { or: false, about: 'Adds a row with the total of each column.' }),
    labelfield: option('labelfield', word(), { about: 'The field that names the row of totals.' }),
    label: option('label', word(), { or: 'Total', about: 'What stands in that field.' }),
    fieldname: option('fieldname', word(), {
      or: 'Total',
      about: 'The field with the total of each row.',
    }),
    fields: fieldList({
      wildcards: true,
      optional: true,
      about: 'The fields to add up; all but internal ones when left out.',
    }),
  }),
  flow: ({ fields, row, fieldname }) => ({
    ...totalsNeed(fields),
    ...(row && { adds: [fieldname] }),
  }),
  operator: addtotalsOperator,
  examples: [
    {
      title: 'Rows, text adds nothing',
      query: 'addtotals',
      input: [{ _time: 5, host: 'a', in: 1, out: '2' }, { host: 'b' }],
      output: [
        { _time: 5, host: 'a', in: 1, out: '2', Total: 3 },
        { host: 'b', Total: 0 },
      ],
    },
    {
      title: 'Rows and columns of some fields',
      query: 'addtotals col=true fieldname=sum labelfield=host label=all bytes_*',
      input: [
        { host: 'a', bytes_in: 1, bytes_out: 2, n: 7 },
        { host: 'b', bytes_in: 3, bytes_out: 4, n: 7 },
      ],
      output: [
        { host: 'a', bytes_in: 1, bytes_out: 2, n: 7, sum: 3 },
        { host: 'b', bytes_in: 3, bytes_out: 4, n: 7, sum: 7 },
        { host: 'all', bytes_in: 4, bytes_out: 6, sum: 10 },
      ],
    },
  ],
})

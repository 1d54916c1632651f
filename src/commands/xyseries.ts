import { batchOf, type Column, emptyBatch, plainColumn } from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import { field, fieldList, flag, option, sequence, word } from '../language/syntax.ts'
import { compareSortKeys } from '../values/compare.ts'
import { textOf, textOfScalar } from '../values/convert.ts'
import { isMultivalue, type Value } from '../values/value.ts'
import { createValueCodes, groupSortKey } from './shared-groups.ts'
import { reportRowLimit } from './shared-held-rows.ts'

interface XyseriesArgs {
  readonly grouped: boolean
  readonly sep: string
  readonly format: string | undefined
  readonly x: string
  readonly name: string
  readonly data: readonly string[]
}

/** Values by row and series, for each data field. */
type Cells = Map<number, Value>[]

function xyseriesOperator(args: XyseriesArgs, scope: Scope): Operator {
  const { x, name, data } = args
  const rows = createValueCodes()
  const series = createValueCodes()
  const cells: Cells[] = data.map(() => [])
  let count = 0
  const put = (
    at: number,
    code: number,
    columns: readonly (Column | undefined)[],
    row: number,
  ): void => {
    for (const [index, column] of columns.entries()) {
      const value = column?.at(row) ?? null
      const byRow = cells[index] as Cells
      byRow[at] ??= new Map()
      if (value !== null) byRow[at].set(code, value)
    }
  }
  return {
    process(batch) {
      const keys = batch.column(x)
      const names = batch.column(name)
      if (!keys || !names) return emptyBatch
      const columns = data.map((each) => batch.column(each))
      for (let row = 0; row < batch.length; row++) {
        const key = keys.at(row)
        const title = names.at(row)
        if (key === null || title === null) continue
        if (++count > scope.limits.maxRows) {
          reportRowLimit('xyseries', scope)
          return emptyBatch
        }
        const at = rows.codeOf(isMultivalue(key) ? textOf(key) : key)
        put(at, series.codeOf(textOf(title)), columns, row)
      }
      return emptyBatch
    },
    finish() {
      if (rows.values.length === 0) return []
      const columns = new Map<string, Column>([[x, plainColumn(rows.values)]])
      const order = series.values
        .map((_, code) => code)
        .sort((left, right) =>
          compareSortKeys(
            groupSortKey(series.values[left] ?? ''),
            groupSortKey(series.values[right] ?? ''),
          ),
        )
      for (const [index, each] of data.entries()) {
        for (const code of order) {
          const values = rows.values.map((_, at) => cells[index]?.[at]?.get(code) ?? null)
          const title = titleOf(args, each, textOfScalar(series.values[code] ?? ''))
          columns.set(title, plainColumn(values))
        }
      }
      return [batchOf(columns, rows.values.length)]
    },
  }
}

function titleOf({ data, sep, format }: XyseriesArgs, field: string, value: string): string {
  if (data.length === 1) return value
  if (format === undefined) return `${field}${sep}${value}`
  return format.replaceAll(/\$AGG\$|\$VAL\$/gi, (token) =>
    token.toUpperCase() === '$AGG$' ? field : value,
  )
}

/** Rows stand in the order in which their keys first appear, columns in that of their names. Source: Splunk Search Reference, "xyseries". */
export const xyseries = defineCommand<XyseriesArgs>({
  name: 'xyseries',
  aliases: ['maketable'],
  kind: 'transforming',
  summary: 'Turns rows of key, name and value into a table with a column for each name.',
  syntax: sequence({
    grouped: flag('grouped', { or: false, about: 'Has no effect: rows need not be in order.' }),
    sep: option('sep', word(), {
      or: ': ',
      about: 'Stands between data field and name, when there are several data fields.',
    }),
    format: option('format', word(), {
      about: 'How columns are named then, from $AGG$ and $VAL$.',
    }),
    x: field({ about: 'The field whose values make the rows.' }),
    name: field({ about: 'The field whose values name the columns.' }),
    data: fieldList({ about: 'The fields with the values of the cells.' }),
  }),
  flow: ({ x, name, data }) => ({
    needs: [x, name, ...data],
    adds: [x],
    passes: 'none',
    addsUnknown: true,
  }),
  readsOrder: true,
  operator: xyseriesOperator,
  examples: [
    {
      title: 'Days by hosts; what is missing stays empty',
      query: 'xyseries day host count',
      input: [
        { day: 'mon', host: 'b', count: 2 },
        { day: 'mon', host: 'a', count: 1 },
        { day: 'tue', host: 'a', count: 3 },
      ],
      output: [
        { day: 'mon', a: 1, b: 2 },
        { day: 'tue', a: 3 },
      ],
    },
    {
      title: 'Two values for each host',
      query: 'xyseries day host low high',
      input: [{ day: 'mon', host: 'a', low: 1, high: 9 }],
      output: [{ day: 'mon', 'low: a': 1, 'high: a': 9 }],
    },
  ],
})

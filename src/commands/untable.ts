import { type Batch, batchOf, emptyBatch, plainColumn } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { field, sequence } from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { isInternal } from './shared-field-names.ts'

interface UntableArgs {
  readonly x: string
  readonly name: string
  readonly value: string
}

function untabled(batch: Batch, { x, name, value }: UntableArgs): Batch {
  const fields = batch.fields().filter((each) => each !== x && !isInternal(each))
  const columns = fields.flatMap((each) => {
    const column = batch.column(each)
    return column ? [{ each, column }] : []
  })
  const key = batch.column(x)
  const xs: Value[] = []
  const names: Value[] = []
  const values: Value[] = []
  for (let row = 0; row < batch.length; row++) {
    for (const { each, column } of columns) {
      const cell = column.at(row)
      if (cell === null) continue
      xs.push(key?.at(row) ?? null)
      names.push(each)
      values.push(cell)
    }
  }
  if (xs.length === 0) return emptyBatch
  const result = new Map([
    [x, plainColumn(xs)],
    [name, plainColumn(names)],
    [value, plainColumn(values)],
  ])
  return batchOf(result, xs.length)
}

/** Cells without a value give no row. Source: Splunk Search Reference, "untable". */
export const untable = defineCommand<UntableArgs>({
  name: 'untable',
  kind: 'transforming',
  summary: 'Turns a table into rows of key, column name and value.',
  syntax: sequence({
    x: field({ about: 'The field that stays as it is.' }),
    name: field({ about: 'The field for the names of the other columns.' }),
    value: field({ about: 'The field for their values.' }),
  }),
  flow: ({ x, name, value }) => ({ needsAll: true, adds: [x, name, value], passes: 'none' }),
  // The cells come out in the order of their rows.
  readsOrder: true,
  operator: (args) => ({ process: (batch) => untabled(batch, args) }),
  examples: [
    {
      title: 'A row for each cell',
      query: 'untable day host count',
      input: [
        { day: 'mon', a: 1, b: 2 },
        { day: 'tue', a: 3 },
      ],
      output: [
        { day: 'mon', host: 'a', count: 1 },
        { day: 'mon', host: 'b', count: 2 },
        { day: 'tue', host: 'a', count: 3 },
      ],
    },
    {
      title: 'Internal fields are left out',
      query: 'untable _time series value',
      input: [{ _time: 60, _span: 60, count: 7 }],
      output: [{ _time: 60, series: 'count', value: 7 }],
    },
  ],
})

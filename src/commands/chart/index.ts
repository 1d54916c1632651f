import type { Batch } from '../../contract/batch.ts'
import { type Column, emptyBatch, plainColumn } from '../../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../../contract/command.ts'
import type { FieldFlow } from '../../contract/field-flow.ts'
import { compareSortKeys } from '../../values/compare.ts'
import type { Span } from '../../values/time-span.ts'
import { type Scalar, valuesOf } from '../../values/value.ts'
import { seriesOptions } from '../shared-chart-arguments.ts'
import { extentOf } from '../shared-extent.ts'
import { createFieldCoder, groupSortKey } from '../shared-groups.ts'
import { holdRows, onlyDemanded } from '../shared-held-rows.ts'
import { aggregateFlow } from '../shared-measures.ts'
import { createSeriesTable } from '../shared-series.ts'
import { bucketsOf, numberSpanFor, timeSpanFor } from '../shared-spans.ts'
import { type ChartArgs, chartSyntax, type Split } from './syntax.ts'

const rowSplit = ({ over, by }: ChartArgs): Split | undefined => over ?? by?.[0]
const columnSplit = ({ over, by }: ChartArgs): Split | undefined => (over ? by?.[0] : by?.[1])
const splitsOf = (args: ChartArgs): Split[] =>
  [rowSplit(args), columnSplit(args)].filter((each) => each !== undefined)

function chartFlow(args: ChartArgs): FieldFlow {
  const { needs, adds, addsUnknown } = aggregateFlow(args.calls)
  const row = rowSplit(args)
  return {
    needs: [...new Set([...splitsOf(args).map(({ name }) => name), ...needs])],
    adds: [...(row ? [row.name] : []), ...(columnSplit(args) ? [] : adds)],
    passes: 'none',
    ...((addsUnknown || columnSplit(args)) && { addsUnknown: true }),
  }
}

type Width = string | Span | undefined

/** Widths that are written or, for `bins`, follow from the data. */
function widthOf(split: Split | undefined, data: Batch | undefined): Width {
  if (!split || split.span !== undefined || split.bins === undefined) return split?.span
  const { least, most } = extentOf(data?.column(split.name))
  return split.name === '_time'
    ? timeSpanFor(least, most, split.bins)
    : numberSpanFor(least, most, split.bins)
}

interface Chart {
  add(batch: Batch): void
  finish(): readonly Batch[]
}

function createChart(args: ChartArgs, scope: Scope, data?: Batch): Chart {
  const row = rowSplit(args)
  const column = columnSplit(args)
  const table = createSeriesTable(
    args.calls,
    column && {
      name: column.name,
      ...bucketsOf(column.name, widthOf(column, data), scope.timeZone),
    },
    seriesOptions(args),
    scope,
    false,
  )
  const buckets = bucketsOf(row?.name ?? '', widthOf(row, data), scope.timeZone)
  const keys = createFieldCoder(buckets)
  const onlyRow = [0]
  return {
    add(batch) {
      const numbers = new Int32Array(batch.length)
      if (!row) return table.add(batch, { numbers })
      const column = batch.column(row.name)
      if (!column) return
      keys.read(column, numbers)
      table.add(batch, {
        numbers,
        all: (index) => valuesOf(column.at(index)).map((one) => keys.codeOf(one)),
      })
    },
    finish() {
      if (!row) return [table.finish(new Map(), onlyRow)]
      const sortKeys = keys.values.map(groupSortKey)
      const order = keys.values
        .map((_, index) => index)
        .sort((left, right) => compareSortKeys(sortKeys[left] ?? null, sortKeys[right] ?? null))
      const labels = order.map((code) => buckets.labelOf(keys.values[code] as Scalar))
      const leading = new Map<string, Column>([[row.name, plainColumn(labels)]])
      return order.length === 0 ? [] : [table.finish(leading, order)]
    },
  }
}

function chartOperator(args: ChartArgs, scope: Scope): Operator {
  const fits = splitsOf(args).some((split) => split.bins !== undefined && split.span === undefined)
  if (!fits) {
    const chart = createChart(args, scope)
    return {
      process(batch) {
        chart.add(batch)
        return emptyBatch
      },
      repeatable: true,
      finish: () => chart.finish(),
    }
  }
  const held = holdRows('chart', scope)
  const needs = new Set(chartFlow(args).needs)
  return {
    process(batch) {
      held.add(onlyDemanded(batch, needs))
      return emptyBatch
    },
    repeatable: true,
    finish() {
      const all = held.all()
      const chart = createChart(args, scope, all)
      if (all.length > 0) chart.add(all)
      return chart.finish()
    },
  }
}

/**
 * Rows that lack the row field are left out; those that lack the column field have a column of their own. Cells without data hold what the
 * aggregate gives for nothing: 0 for counts. Source: Splunk Search Reference, "chart".
 */
export const chart = defineCommand<ChartArgs>({
  name: 'chart',
  kind: 'transforming',
  summary: 'Aggregates rows into a table: one field makes its rows, another its columns.',
  syntax: chartSyntax,
  flow: chartFlow,
  parts: ({ calls }) => ({ aggregates: calls }),
  readsOrder: ({ calls }, aggregateReadsOrder) =>
    calls.some(({ name }) => aggregateReadsOrder(name)),
  operator: chartOperator,
  examples: [
    {
      title: 'Users by host; who has none is NULL',
      query: 'chart count OVER user BY host',
      input: [
        { user: 'eve', host: 'b' },
        { user: 'eve', host: 'a' },
        { user: 'bob', host: 'a' },
        { user: 'bob' },
        { host: 'a' },
      ],
      output: [
        { user: 'bob', a: 1, b: 0, NULL: 1 },
        { user: 'eve', a: 1, b: 1, NULL: 0 },
      ],
    },
    {
      title: 'Ranges of sizes, and two aggregates',
      query: 'chart count, avg(size) AS mean BY size span=10',
      input: [{ size: 104 }, { size: 3 }, { size: 25 }, { size: 5 }],
      output: [
        { size: '0-10', count: 2, mean: 4 },
        { size: '20-30', count: 1, mean: 25 },
        { size: '100-110', count: 1, mean: 104 },
      ],
    },
    {
      title: 'Beyond the limit',
      query: 'chart limit=1 sum(n) BY day host',
      input: [
        { day: 1, host: 'a', n: 5 },
        { day: 1, host: 'b', n: 1 },
        { day: 2, host: 'c', n: 2 },
      ],
      output: [
        { day: 1, a: 5, OTHER: 1 },
        { day: 2, OTHER: 2 },
      ],
    },
    {
      title: 'Computed of aggregates',
      query: 'chart eval(round(avg(size)/max(delay), 1)) AS ratio BY host',
      input: [
        { host: 'a', size: 10, delay: 4 },
        { host: 'a', size: 20, delay: 3 },
        { host: 'b', size: 5 },
      ],
      output: [{ host: 'a', ratio: 3.8 }, { host: 'b' }],
    },
    {
      title:
        'Computed of aggregates, in columns; what is beyond the limit is computed of all of it',
      query: 'chart limit=1 eval(sum(bytes)/count) OVER day BY host',
      input: [
        { day: 1, host: 'a', bytes: 8 },
        { day: 1, host: 'a', bytes: 4 },
        { day: 1, host: 'b', bytes: 1 },
        { day: 1, host: 'c', bytes: 4 },
      ],
      output: [{ day: 1, a: 6, OTHER: 2.5 }],
    },
    {
      title: 'Several aggregates in columns',
      query: 'chart count max(n) OVER day BY host',
      input: [
        { day: 1, host: 'a', n: 5 },
        { day: 1, host: 'b', n: 1 },
      ],
      output: [{ day: 1, 'count: a': 1, 'count: b': 1, 'max(n): a': 5, 'max(n): b': 1 }],
    },
  ],
})

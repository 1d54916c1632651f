import { type Batch, type Column, emptyBatch, listOf, plainColumn } from '../../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../../contract/command.ts'
import type { FieldFlow } from '../../contract/field-flow.ts'
import type { AggregateCall } from '../../language/ast.ts'
import {
  aggregations,
  clause,
  field,
  flag,
  integer,
  maybe,
  option,
  sequence,
  word,
} from '../../language/syntax.ts'
import type { Span } from '../../values/time-span.ts'
import { type SeriesArgs, seriesOptions, seriesPieces } from '../shared-chart-arguments.ts'
import { extentOf } from '../shared-extent.ts'
import { holdRows, onlyDemanded } from '../shared-held-rows.ts'
import { aggregateFlow } from '../shared-measures.ts'
import { createSeriesTable } from '../shared-series.ts'
import {
  alignmentOf,
  bucketsOf,
  secondsOf,
  span,
  timeSpanFor,
  timeSpanOf,
} from '../shared-spans.ts'
import { createTimeBuckets } from './buckets.ts'

interface TimechartArgs extends SeriesArgs {
  readonly span: string | undefined
  readonly bins: number
  readonly minspan: string | undefined
  readonly aligntime: string | undefined
  readonly partial: boolean
  readonly cont: boolean
  readonly fixedrange: boolean
  readonly calls: readonly AggregateCall[]
  readonly by: string | undefined
}

function timechartFlow({ calls, by }: TimechartArgs): FieldFlow {
  const { needs, adds, addsUnknown } = aggregateFlow(calls)
  return {
    needs: [...new Set(['_time', ...(by === undefined ? [] : [by]), ...needs])],
    adds: ['_time', ...(by === undefined ? adds : [])],
    passes: 'none',
    ...((addsUnknown || by !== undefined) && { addsUnknown: true }),
  }
}

interface Timechart {
  add(batch: Batch): void
  finish(): readonly Batch[]
}

function createTimechart(args: TimechartArgs, width: Span, scope: Scope): Timechart {
  const { cont, fixedrange, partial } = args
  const align = alignmentOf(args.aligntime, scope)
  const buckets = createTimeBuckets(width, { cont, fixedrange, partial, align }, scope)
  const series =
    args.by === undefined
      ? undefined
      : { name: args.by, ...bucketsOf(args.by, undefined, scope.timeZone) }
  const table = createSeriesTable(args.calls, series, seriesOptions(args), scope, true)
  return {
    add(batch) {
      const numbers = new Int32Array(batch.length)
      buckets.read(listOf(batch.column('_time'), batch.length), numbers)
      table.add(batch, { numbers })
    },
    finish() {
      const shown = buckets.shown()
      if (shown.length === 0) return []
      const widths = new Map(shown.map(({ start, end, number }) => [number, end - start]))
      const leading = new Map<string, Column>([
        ['_time', plainColumn(shown.map(({ start }) => start))],
      ])
      return [
        table.finish(
          leading,
          shown.map(({ number }) => number),
          (row) => widths.get(row) ?? 1,
        ),
      ]
    },
  }
}

/** The width that is written, or that follows from the bounds of the search. */
function knownWidth(
  { span: written, bins, minspan }: TimechartArgs,
  scope: Scope,
): Span | undefined {
  if (written !== undefined) return timeSpanOf(written)
  const { earliest, latest } = scope
  if (earliest === null || latest === null) return undefined
  return timeSpanFor(earliest, latest, bins, leastSeconds(minspan))
}

const leastSeconds = (minspan: string | undefined): number =>
  minspan === undefined ? 0 : secondsOf(timeSpanOf(minspan))

function timechartOperator(args: TimechartArgs, scope: Scope): Operator {
  const width = knownWidth(args, scope)
  if (width) {
    const chart = createTimechart(args, width, scope)
    return {
      process(batch) {
        chart.add(batch)
        return emptyBatch
      },
      repeatable: true,
      finish: () => chart.finish(),
    }
  }
  const held = holdRows('timechart', scope)
  const needs = new Set(timechartFlow(args).needs)
  return {
    process(batch) {
      held.add(onlyDemanded(batch, needs))
      return emptyBatch
    },
    repeatable: true,
    finish() {
      const all = held.all()
      const { least, most } = extentOf(all.column('_time'))
      const fitting = timeSpanFor(least, most, args.bins, leastSeconds(args.minspan))
      const chart = createTimechart(args, fitting, scope)
      if (all.length > 0) chart.add(all)
      return chart.finish()
    },
  }
}

/**
 * Buckets without data hold what the aggregate gives for nothing: 0 for counts. Without a span its width is the narrowest of the usual ones that
 * needs no more than `bins` buckets. Source: Splunk Search Reference, "timechart".
 */
export const timechart = defineCommand<TimechartArgs>({
  name: 'timechart',
  kind: 'transforming',
  summary: 'Aggregates rows in buckets of time, a column for each value of a field.',
  syntax: sequence({
    ...seriesPieces,
    span: option('span', span(), { about: 'The width of a bucket: 5m, 1d, 1w@w1 …' }),
    bins: option('bins', integer(), { or: 100, about: 'The most buckets to use, without a span.' }),
    minspan: option('minspan', span(), { about: 'The narrowest width that bins may lead to.' }),
    aligntime: option('aligntime', word(), {
      about:
        'A time at which a bucket begins: earliest, latest or a time modifier; for spans shorter than a day.',
    }),
    partial: flag('partial', {
      or: true,
      about: 'Shows buckets that reach beyond the bounds of the search.',
    }),
    cont: flag('cont', { or: true, about: 'Shows empty buckets between others.' }),
    fixedrange: flag('fixedrange', {
      or: true,
      about: 'Shows empty buckets up to the bounds of the search.',
    }),
    calls: aggregations({ about: 'What is computed.' }),
    by: maybe(clause('BY', field({ about: 'The field whose values make the columns.' }))),
  }),
  flow: timechartFlow,
  parts: ({ calls }) => ({ aggregates: calls }),
  readsOrder: ({ calls }, aggregateReadsOrder) =>
    calls.some(({ name }) => aggregateReadsOrder(name)),
  operator: timechartOperator,
  examples: [
    {
      title: 'Hours, also those in which nothing happened',
      query: 'timechart span=1h count, avg(size) AS mean',
      input: [
        { _time: 7300, size: 4 },
        { _time: 10, size: 1 },
        { _time: 20, size: 3 },
      ],
      output: [
        { _time: 0, count: 2, mean: 2 },
        { _time: 3600, count: 0 },
        { _time: 7200, count: 1, mean: 4 },
      ],
    },
    {
      title: 'A column for each host, the small ones together',
      query: 'timechart span=1d limit=1 count BY host',
      input: [
        { _time: 10, host: 'a' },
        { _time: 11, host: 'a' },
        { _time: 12, host: 'b' },
        { _time: 86400, host: 'c' },
        { _time: 86401 },
      ],
      output: [
        { _time: 0, a: 2, OTHER: 1, NULL: 0 },
        { _time: 86400, a: 0, OTHER: 1, NULL: 1 },
      ],
    },
    {
      title: 'A width that suits the data, and rates',
      query: 'timechart bins=2 per_minute(size) AS rate',
      input: [
        { _time: 60, size: 10 },
        { _time: 170, size: 20 },
      ],
      output: [
        { _time: 60, rate: 10 },
        { _time: 120, rate: 20 },
      ],
    },
  ],
})

import {
  type Batch,
  batchOf,
  type Column,
  concatBatches,
  emptyBatch,
  plainColumn,
  selectRows,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand, type Scope } from '../contract/command.ts'
import { decimal, field, integer, option, sequence } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import { nextSpanStart, type Span, snapToSpan } from '../values/time-span.ts'
import type { Value } from '../values/value.ts'
import { extentOf } from './shared-extent.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { numberSpanFor, span, spanOf, timeSpanFor, timeSpanOf } from './shared-spans.ts'

interface MakecontinuousArgs {
  readonly span: string | undefined
  readonly bins: number
  readonly start: number | undefined
  readonly end: number | undefined
  readonly field: string
}

function widthOf({ span: written, bins, field: name }: MakecontinuousArgs, column: Column): Span {
  if (written !== undefined) return name === '_time' ? timeSpanOf(written) : spanOf(written)
  const { least, most } = extentOf(column)
  return name === '_time' ? timeSpanFor(least, most, bins) : numberSpanFor(least, most, bins)
}

/** Row numbers in the order of their buckets, with -1 where a bucket has none. */
function continuous(all: Batch, args: MakecontinuousArgs, scope: Scope): Batch {
  const column = all.column(args.field)
  if (!column) return all
  const width = widthOf(args, column)
  const starts = Array.from({ length: all.length }, (_, row) => {
    const number = numberOf(column.at(row))
    return number === null ? null : snapToSpan(number, width, scope.timeZone)
  })
  const present = new Set(starts)
  const bounds = [...present].filter((start) => start !== null)
  if (bounds.length === 0) return all
  const snapped = (bound: number | undefined): number[] => {
    const start = bound === undefined ? null : snapToSpan(bound, width, scope.timeZone)
    return start === null ? [] : [start]
  }
  const first = [...bounds, ...snapped(args.start)].reduce((one, other) => Math.min(one, other))
  const last = [...bounds, ...snapped(args.end)].reduce((one, other) => Math.max(one, other))
  const missing: number[] = []
  for (let start = first; start <= last; ) {
    if (missing.length > scope.limits.maxRows) {
      scope.report({
        code: 'SPL0601',
        severity: 'error',
        message: `makecontinuous would make more than ${scope.limits.maxRows} rows`,
        advice: 'use a wider span',
      })
      return all
    }
    if (!present.has(start)) missing.push(start)
    const next = nextSpanStart(start, width, scope.timeZone)
    if (next === null || next <= start) break
    start = next
  }
  const values = starts.map((start, row): Value => start ?? column.at(row))
  const filled = withColumns(all, new Map([[args.field, plainColumn(values)]]))
  const gaps = batchOf(new Map([[args.field, plainColumn(missing)]]), missing.length)
  const joined = missing.length === 0 ? filled : concatBatches([filled, gaps])
  const keys = [...starts, ...missing]
  const order = keys
    .map((_, row) => row)
    .sort(
      (left, right) =>
        (keys[left] ?? Number.POSITIVE_INFINITY) - (keys[right] ?? Number.POSITIVE_INFINITY) ||
        left - right,
    )
  return selectRows(joined, order)
}

/** Values are put into buckets of the span, and buckets without a row get one. Source: Splunk Search Reference, "makecontinuous". */
export const makecontinuous = defineCommand<MakecontinuousArgs>({
  name: 'makecontinuous',
  kind: 'dataset',
  summary: 'Adds rows where a field has gaps between its values.',
  syntax: sequence({
    span: option('span', span(), { about: 'How far apart values are.' }),
    bins: option('bins', integer(), { or: 100, about: 'The most buckets to use, without a span.' }),
    start: option('start', decimal(), { about: 'Values begin here at the latest.' }),
    end: option('end', decimal(), { about: 'Values reach up to here at least.' }),
    field: field({ or: '_time', about: 'The field.' }),
  }),
  flow: ({ field: name }) => ({ needs: [name], adds: [name] }),
  operator(args, scope) {
    const held = holdRows('makecontinuous', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, scope.demand, [args.field]))
        return emptyBatch
      },
      finish() {
        const all = held.all()
        return all.length === 0 ? [] : [continuous(all, args, scope)]
      },
    }
  },
  examples: [
    {
      title: 'An hour in which nothing happened',
      query: 'makecontinuous _time span=1h',
      input: [
        { _time: 3600, count: 1 },
        { _time: 10800, count: 2 },
      ],
      output: [{ _time: 3600, count: 1 }, { _time: 7200 }, { _time: 10800, count: 2 }],
    },
    {
      title: 'Numbers, up to an end',
      query: 'makecontinuous size span=10 end=30',
      input: [
        { size: 12, n: 1 },
        { size: 0, n: 2 },
      ],
      output: [{ size: 0, n: 2 }, { size: 10, n: 1 }, { size: 20 }, { size: 30 }],
    },
  ],
})

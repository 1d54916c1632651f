import {
  type Batch,
  type Column,
  dictionaryColumn,
  emptyBatch,
  plainColumn,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import {
  clause,
  decimal,
  field,
  integer,
  maybe,
  option,
  sequence,
  word,
} from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import { type Span, snapToSpan } from '../values/time-span.ts'
import { isMultivalue, multivalueOf, type Scalar, type Value } from '../values/value.ts'
import { checked } from './shared-checked.ts'
import { extentOf } from './shared-extent.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import {
  alignmentOf,
  numberSpanFor,
  rangeOf,
  secondsOf,
  span,
  spanOf,
  timeSpanFor,
  timeSpanOf,
} from './shared-spans.ts'

interface BinArgs {
  readonly bins: number
  readonly minspan: string | undefined
  readonly span: string | undefined
  readonly start: number | undefined
  readonly end: number | undefined
  readonly aligntime: string | undefined
  readonly field: string
  readonly as: string | undefined
}

type Bucketing = (value: number) => Scalar | null

const isTime = ({ field: name }: BinArgs): boolean => name === '_time'

function timeBucketing(width: Span, args: BinArgs, scope: Scope): Bucketing {
  const align = alignmentOf(args.aligntime, scope)
  return (time) => snapToSpan(time, width, scope.timeZone, align)
}

const numberBucketing =
  (width: Span): Bucketing =>
  (number) =>
    rangeOf(number, width)

function bucketingOf(width: string, args: BinArgs, scope: Scope): Bucketing {
  if (isTime(args)) return timeBucketing(timeSpanOf(width), args, scope)
  const read = spanOf(width)
  // A span of time on another field puts times into buckets, as for `_time`.
  return read.kind === 'number' || read.kind === 'log'
    ? numberBucketing(read)
    : timeBucketing(read, args, scope)
}

/** A bucketing for data that is known: as wide as needed for at most so many buckets. */
function fittingBucketing(batch: Batch, args: BinArgs, scope: Scope): Bucketing {
  const { least, most } = extentOf(batch.column(args.field))
  const minspan = args.minspan === undefined ? undefined : spanOf(args.minspan)
  if (isTime(args)) {
    const earliest = scope.earliest ?? least
    const latest = scope.latest ?? most
    const atLeast = minspan ? secondsOf(minspan) : 0
    return timeBucketing(timeSpanFor(earliest, latest, args.bins, atLeast), args, scope)
  }
  const atLeast = minspan?.kind === 'number' ? minspan.size : 0
  const from = Math.min(args.start ?? least, least)
  const to = Math.max(args.end ?? most, most)
  return numberBucketing(numberSpanFor(from, to, args.bins, atLeast))
}

/** Values that are not numbers stay as they are. */
function bucketOf(value: Value, bucketing: Bucketing): Value {
  if (isMultivalue(value))
    return multivalueOf(value.map((one) => bucketOf(one, bucketing) as Scalar))
  const number = numberOf(value)
  return number === null ? value : (bucketing(number) ?? value)
}

function bucketed(batch: Batch, { field: name, as = name }: BinArgs, bucketing: Bucketing): Batch {
  const column = batch.column(name)
  if (!column) return batch
  return withColumns(batch, new Map([[as, bucketedColumn(column, bucketing)]]))
}

function bucketedColumn(column: Column, bucketing: Bucketing): Column {
  const { dictionary } = column
  if (dictionary) {
    const values = dictionary.values.map((value) => bucketOf(value, bucketing))
    return dictionaryColumn(dictionary.codes, values)
  }
  return plainColumn(
    Array.from({ length: column.length }, (_, row) => bucketOf(column.at(row), bucketing)),
  )
}

function binOperator(args: BinArgs, scope: Scope): Operator {
  if (args.span !== undefined) {
    const bucketing = bucketingOf(args.span, args, scope)
    return { process: (batch) => bucketed(batch, args, bucketing) }
  }
  const held = holdRows('bin', scope)
  return {
    process(batch) {
      held.add(onlyDemanded(batch, scope.demand, [args.field]))
      return emptyBatch
    },
    finish() {
      const all = held.all()
      return all.length === 0 ? [] : [bucketed(all, args, fittingBucketing(all, args, scope))]
    },
  }
}

/**
 * Ranges of numbers become text such as `10-20`, times the start of their bucket. Source: Splunk Search Reference, "bin". How wide the ranges
 * are when `bins` alone is given is not documented: here the next power of ten.
 */
export const bin = defineCommand<BinArgs>({
  name: 'bin',
  aliases: ['bucket', 'discretize'],
  kind: ({ span: width }) => (width === undefined ? 'dataset' : 'streaming'),
  summary: 'Puts numbers or times into buckets of equal width.',
  syntax: sequence({
    bins: option(
      'bins',
      checked(integer(), (bins) => (bins >= 2 ? undefined : { message: 'bins is at least 2' })),
      { or: 100, about: 'The most buckets to use, when no span is given.' },
    ),
    minspan: option('minspan', span(), { about: 'The narrowest span that bins may lead to.' }),
    span: option('span', span(), {
      about: 'The width of a bucket: a number, a time such as 5m, or a logarithm such as 2log10.',
    }),
    start: option('start', decimal(), { about: 'Numbers begin at least here, for bins.' }),
    end: option('end', decimal(), { about: 'Numbers reach at least up to here, for bins.' }),
    aligntime: option('aligntime', word(), {
      about:
        'A time at which a bucket begins: earliest, latest or a time modifier; for spans shorter than a day.',
    }),
    field: field({ about: 'The field to put into buckets.' }),
    as: maybe(
      clause('AS', field({ about: 'Where the result goes; the field itself without it.' })),
    ),
  }),
  flow: ({ field: name, as = name }) => ({ needs: [name], adds: [as] }),
  readsOrder: false,
  operator: binOperator,
  examples: [
    {
      title: 'Times become the start of their five minutes',
      query: 'bin _time span=5m',
      input: [{ _time: 1700000123 }, { _time: 1700000399.5 }],
      output: [{ _time: 1700000100 }, { _time: 1700000100 }],
    },
    {
      title: 'Numbers become ranges; other text stays',
      query: 'bin size span=10 AS range',
      input: [{ size: 7 }, { size: '-3' }, { size: 'big' }, { host: 'a' }],
      output: [
        { size: 7, range: '0-10' },
        { size: '-3', range: '-10-0' },
        { size: 'big', range: 'big' },
        { host: 'a' },
      ],
    },
    {
      title: 'A width that suits the data',
      query: 'bin bins=10 size',
      input: [{ size: 3 }, { size: 57 }],
      output: [{ size: '0-10' }, { size: '50-60' }],
    },
    {
      title: 'Logarithmic ranges',
      query: 'bin size span=log10',
      input: [{ size: 5 }, { size: 250 }, { size: 0 }],
      output: [{ size: '1-10' }, { size: '100-1000' }, { size: 0 }],
    },
  ],
})

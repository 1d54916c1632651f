import {
  type Batch,
  type Column,
  emptyBatch,
  plainColumn,
  selectRows,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { decimal, fieldList, flag, oneOf, option, sequence } from '../language/syntax.ts'
import { numberOf, textOfNumber } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { totalledFields, totalsNeed } from './shared-totals.ts'

type Action = 'transform' | 'tf' | 'remove' | 'rm'

interface OutlierArgs {
  readonly action: Action
  readonly mark: boolean
  readonly param: number
  readonly uselower: boolean
  readonly type: 'iqr'
  readonly fields: readonly string[]
}

interface Fence {
  readonly lower: number
  readonly upper: number
}

function percentile(sorted: Float64Array, part: number): number {
  const rank = part * (sorted.length - 1)
  const below = sorted[Math.floor(rank)] as number
  const above = sorted[Math.ceil(rank)] as number
  return below + (above - below) * (rank - Math.floor(rank))
}

/** Beyond `param` times the range of the middle half. `undefined` without numbers. */
function fenceOf(column: Column, { param, uselower }: OutlierArgs): Fence | undefined {
  const numbers: number[] = []
  for (let row = 0; row < column.length; row++) {
    const number = numberOf(column.at(row))
    if (number !== null) numbers.push(number)
  }
  if (numbers.length === 0) return undefined
  const sorted = Float64Array.from(numbers).sort()
  const low = percentile(sorted, 0.25)
  const high = percentile(sorted, 0.75)
  return {
    lower: uselower ? low - param * (high - low) : Number.NEGATIVE_INFINITY,
    upper: high + param * (high - low),
  }
}

const isOutside = (number: number | null, { lower, upper }: Fence): boolean =>
  number !== null && (number < lower || number > upper)

function fenced(all: Batch, args: OutlierArgs): Batch {
  const removed = new Set<number>()
  const changes = new Map<string, Column>()
  for (const field of totalledFields(all, args.fields)) {
    const column = all.column(field)
    const fence = column && fenceOf(column, args)
    if (!column || !fence) continue
    const values = Array.from({ length: all.length }, (_, row): Value => {
      const value = column.at(row)
      const number = numberOf(value)
      if (!isOutside(number, fence)) return value
      removed.add(row)
      const limit = (number as number) > fence.upper ? fence.upper : fence.lower
      return args.mark ? `000${textOfNumber(limit)}` : limit
    })
    changes.set(field, plainColumn(values))
  }
  if (args.action === 'transform' || args.action === 'tf') return withColumns(all, changes)
  const kept = Array.from({ length: all.length }, (_, row) => row).filter(
    (row) => !removed.has(row),
  )
  return selectRows(all, kept)
}

/** Source: Splunk Search Reference, "outlier". */
export const outlier = defineCommand<OutlierArgs>({
  name: 'outlier',
  kind: 'dataset',
  summary: 'Cuts or removes numbers that lie far beyond the middle half of a field’s values.',
  syntax: sequence({
    action: option<Action>('action', oneOf(['transform', 'tf', 'remove', 'rm']), {
      or: 'transform',
      about: 'transform (tf) cuts outliers to the threshold, remove (rm) removes their rows.',
    }),
    mark: flag('mark', { or: false, about: 'Puts 000 before numbers that were cut.' }),
    param: option('param', decimal(), {
      or: 2.5,
      about: 'How far from the middle half, in widths of it, an outlier begins.',
    }),
    uselower: flag('uselower', { or: false, about: 'Looks at small numbers too.' }),
    type: option<'iqr'>('type', oneOf(['iqr']), {
      or: 'iqr',
      about: 'The interquartile range is the only one.',
    }),
    fields: fieldList({
      wildcards: true,
      optional: true,
      about: 'The fields to look at; all but internal ones when left out.',
    }),
  }),
  flow: ({ fields }) => ({ ...totalsNeed(fields), ...(fields.length > 0 && { adds: fields }) }),
  operator(args, scope) {
    const held = holdRows('outlier', scope)
    return {
      process(batch) {
        const demand = args.fields.length === 0 ? 'all' : scope.demand
        held.add(onlyDemanded(batch, demand, args.fields))
        return emptyBatch
      },
      finish() {
        const all = held.all()
        return all.length === 0 ? [] : [fenced(all, args)]
      },
    }
  },
  examples: [
    {
      title: 'A peak is cut',
      query: 'outlier count',
      input: [1, 2, 3, 4, 100].map((count) => ({ count })),
      output: [1, 2, 3, 4, 9].map((count) => ({ count })),
    },
    {
      title: 'Rows with outliers are removed, low ones too',
      query: 'outlier action=RM uselower=true count',
      input: [-100, 2, 3, 4, 5].map((count) => ({ count })),
      output: [2, 3, 4, 5].map((count) => ({ count })),
    },
  ],
})

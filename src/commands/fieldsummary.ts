import { type Batch, batchOf, type Column, emptyBatch, plainColumn } from '../contract/batch.ts'
import { defineCommand, type Scope } from '../contract/command.ts'
import { fieldList, integer, option, sequence } from '../language/syntax.ts'
import { compareText } from '../values/compare.ts'
import { numberOf, textOfScalar } from '../values/convert.ts'
import { type Scalar, type Value, valuesOf } from '../values/value.ts'
import { totalledFields } from './shared-totals.ts'

/** Count, mean and squared differences from it (Welford 1962), and how often each value was seen. */
interface Summary {
  count: number
  numeric: number
  mean: number
  squares: number
  least: number
  most: number
  readonly times: Map<string, number>
}

const emptySummary = (): Summary => ({
  count: 0,
  numeric: 0,
  mean: 0,
  squares: 0,
  least: Number.POSITIVE_INFINITY,
  most: Number.NEGATIVE_INFINITY,
  times: new Map(),
})

function addValue(summary: Summary, value: Scalar): void {
  summary.count++
  const text = textOfScalar(value)
  summary.times.set(text, (summary.times.get(text) ?? 0) + 1)
  const number = numberOf(value)
  if (number === null) return
  summary.numeric++
  const difference = number - summary.mean
  summary.mean += difference / summary.numeric
  summary.squares += difference * (number - summary.mean)
  summary.least = Math.min(summary.least, number)
  summary.most = Math.max(summary.most, number)
}

const frequent = ({ times }: Summary, most: number): string =>
  JSON.stringify(
    [...times]
      .sort((left, right) => right[1] - left[1] || compareText(left[0], right[0]))
      .slice(0, most)
      .map(([value, count]) => ({ value, count })),
  )

const fieldsOfResult: readonly (readonly [string, (summary: Summary, most: number) => Value])[] = [
  ['count', ({ count }) => count],
  ['distinct_count', ({ times }) => times.size],
  ['is_exact', () => 1],
  ['max', ({ numeric, most }) => (numeric > 0 ? most : null)],
  ['mean', ({ numeric, mean }) => (numeric > 0 ? mean : null)],
  ['min', ({ numeric, least }) => (numeric > 0 ? least : null)],
  ['numeric_count', ({ numeric }) => numeric],
  [
    'stdev',
    ({ numeric, squares }) =>
      numeric > 0 ? Math.sqrt(numeric < 2 ? 0 : squares / (numeric - 1)) : null,
  ],
  ['values', frequent],
]

function tableOf(summaries: ReadonlyMap<string, Summary>, most: number): readonly Batch[] {
  const names = [...summaries.keys()].sort(compareText)
  if (names.length === 0) return []
  const columns = new Map<string, Column>([['field', plainColumn(names)]])
  for (const [title, valueFor] of fieldsOfResult) {
    const values = names.map((name) => valueFor(summaries.get(name) ?? emptySummary(), most))
    columns.set(title, plainColumn(values))
  }
  return [batchOf(columns, names.length)]
}

/** Source: Splunk Search Reference, "fieldsummary". Counts are always exact. */
export const fieldsummary = defineCommand({
  name: 'fieldsummary',
  kind: 'transforming',
  summary: 'Summarizes the values of each field in a row.',
  syntax: sequence({
    maxvals: option('maxvals', integer(), { or: 100, about: 'How many of the values to list.' }),
    fields: fieldList({
      wildcards: true,
      optional: true,
      about: 'The fields to summarize; all but internal ones when left out.',
    }),
  }),
  flow: ({ fields }) => ({
    ...(fields.length === 0 ? { needsAll: true } : { needs: fields }),
    adds: ['field', ...fieldsOfResult.map(([title]) => title)],
    passes: 'none',
  }),
  readsOrder: false,
  operator({ fields, maxvals }, scope: Scope) {
    const summaries = new Map<string, Summary>()
    let held = 0
    return {
      process(batch) {
        for (const name of totalledFields(batch, fields)) {
          const column = batch.column(name)
          if (!column) continue
          const summary = summaries.get(name) ?? emptySummary()
          const before = summary.times.size
          for (let row = 0; row < batch.length; row++) {
            for (const value of valuesOf(column.at(row))) addValue(summary, value)
          }
          if (summary.count > 0) summaries.set(name, summary)
          held += summary.times.size - before
        }
        if (held > scope.limits.maxRows) {
          scope.report({
            code: 'SPL0601',
            severity: 'error',
            message: `fieldsummary holds more than ${scope.limits.maxRows} distinct values`,
            advice: 'name the fields to summarize',
          })
        }
        return emptyBatch
      },
      finish: () => tableOf(summaries, maxvals),
    }
  },
  examples: [
    {
      title: 'Numbers and text',
      query: 'fieldsummary maxvals=1 | fields field count distinct_count numeric_count mean values',
      input: [{ host: 'a', size: 2 }, { host: 'b', size: '4' }, { host: 'b' }],
      output: [
        {
          field: 'host',
          count: 3,
          distinct_count: 2,
          numeric_count: 0,
          values: '[{"value":"b","count":2}]',
        },
        {
          field: 'size',
          count: 2,
          distinct_count: 2,
          numeric_count: 2,
          mean: 3,
          values: '[{"value":"2","count":1}]',
        },
      ],
    },
    {
      title: 'Some fields only',
      query: 'fieldsummary si* | fields field min max stdev is_exact',
      input: [{ host: 'a', size: 1 }, { size: 3 }, { size: 2 }],
      output: [{ field: 'size', min: 1, max: 3, stdev: 1, is_exact: 1 }],
    },
  ],
})

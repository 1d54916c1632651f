import { type Batch, batchOf, type Column, emptyBatch, plainColumn } from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import { decimal, field, flag, integer, option, sequence, word } from '../language/syntax.ts'
import { compareSortKeys } from '../values/compare.ts'
import { textOfScalar } from '../values/convert.ts'
import type { Scalar } from '../values/value.ts'
import { createGroupIndex, groupSortKey } from './shared-groups.ts'
import { reportRowLimit } from './shared-held-rows.ts'

interface ContingencyArgs {
  readonly maxrows: number
  readonly maxcols: number
  readonly mincolcover: number
  readonly minrowcover: number
  readonly usetotal: boolean
  readonly totalstr: string
  readonly rowField: string
  readonly columnField: string
}

interface Line {
  readonly value: Scalar
  readonly total: number
}

/** The most frequent ones that cover this part of all, at most so many; in the order of their values. */
function shownLines(lines: readonly Line[], most: number, cover: number): readonly Line[] {
  const all = lines.reduce((sum, { total }) => sum + total, 0)
  const chosen = new Set<Line>()
  let covered = 0
  for (const line of [...lines].sort((left, right) => right.total - left.total)) {
    if ((most > 0 && chosen.size >= most) || covered >= cover * all) break
    chosen.add(line)
    covered += line.total
  }
  return lines.filter((line) => chosen.has(line))
}

interface Counts {
  readonly rows: readonly Line[]
  readonly columns: readonly Line[]
  of(row: Scalar, column: Scalar): number
}

function tableOf(counts: Counts, args: ContingencyArgs): Batch {
  const rows = shownLines(counts.rows, args.maxrows, args.minrowcover)
  const columns = shownLines(counts.columns, args.maxcols, args.mincolcover)
  const { usetotal, totalstr, rowField } = args
  const titles = rows.map(({ value }) => value)
  const result = new Map<string, Column>([
    [rowField, plainColumn(usetotal ? [...titles, totalstr] : titles)],
  ])
  for (const { value, total } of columns) {
    const cells = rows.map((row) => counts.of(row.value, value))
    result.set(textOfScalar(value), plainColumn(usetotal ? [...cells, total] : cells))
  }
  if (usetotal) {
    const totals = rows.map(({ total }) => total)
    const all = counts.rows.reduce((sum, { total }) => sum + total, 0)
    result.set(totalstr, plainColumn([...totals, all]))
  }
  return batchOf(result, rows.length + (usetotal ? 1 : 0))
}

function contingencyOperator(args: ContingencyArgs, scope: Scope): Operator {
  const options = {
    maxGroups: scope.limits.maxRows,
    overflow: () => reportRowLimit('contingency', scope),
  }
  const pairs = createGroupIndex([args.rowField, args.columnField], options)
  const times: number[] = []
  return {
    process(batch) {
      const { count, groups } = pairs.assign(batch)
      for (let i = 0; i < count; i++) {
        const pair = groups[i] as number
        times[pair] = (times[pair] ?? 0) + 1
      }
      return emptyBatch
    },
    finish() {
      if (pairs.size === 0) return []
      const cells = new Map<string, Map<string, number>>()
      const rows = new Map<string, { value: Scalar; total: number }>()
      const columns = new Map<string, { value: Scalar; total: number }>()
      const count = (lines: typeof rows, value: Scalar, times: number): void => {
        const line = lines.get(textOfScalar(value)) ?? { value, total: 0 }
        line.total += times
        lines.set(textOfScalar(value), line)
      }
      for (const pair of pairs.sorted()) {
        const [row = '', column = ''] = pairs.keyOf(pair)
        const seen = times[pair] ?? 0
        count(rows, row, seen)
        count(columns, column, seen)
        const line = cells.get(textOfScalar(row)) ?? new Map<string, number>()
        line.set(textOfScalar(column), seen)
        cells.set(textOfScalar(row), line)
      }
      const sortedColumns = [...columns.values()].sort((left, right) =>
        compareSortKeys(groupSortKey(left.value), groupSortKey(right.value)),
      )
      const counts: Counts = {
        rows: [...rows.values()],
        columns: sortedColumns,
        of: (row, column) => cells.get(textOfScalar(row))?.get(textOfScalar(column)) ?? 0,
      }
      return [tableOf(counts, args)]
    },
  }
}

/** Source: Splunk Search Reference, "contingency". */
export const contingency = defineCommand<ContingencyArgs>({
  name: 'contingency',
  aliases: ['counttable', 'ctable'],
  kind: 'transforming',
  summary: 'Counts how often the values of two fields occur together.',
  syntax: sequence({
    maxrows: option('maxrows', integer(), { or: 1000, about: 'The most rows; 0 for all.' }),
    maxcols: option('maxcols', integer(), { or: 1000, about: 'The most columns; 0 for all.' }),
    mincolcover: option('mincolcover', decimal(), {
      or: 1,
      about: 'Columns are shown until this part of all rows is covered.',
    }),
    minrowcover: option('minrowcover', decimal(), {
      or: 1,
      about: 'Rows are shown until this part of all rows is covered.',
    }),
    usetotal: flag('usetotal', { or: true, about: 'Adds a row and a column with totals.' }),
    totalstr: option('totalstr', word(), { or: 'TOTAL', about: 'What these are called.' }),
    rowField: field({ about: 'The field whose values make the rows.' }),
    columnField: field({ about: 'The field whose values make the columns.' }),
  }),
  flow: ({ rowField, columnField }) => ({
    needs: [rowField, columnField],
    adds: [rowField],
    passes: 'none',
    addsUnknown: true,
  }),
  readsOrder: false,
  operator: contingencyOperator,
  examples: [
    {
      title: 'With totals',
      query: 'contingency user host',
      input: [
        { user: 'ann', host: 'b' },
        { user: 'ann', host: 'a' },
        { user: 'bob', host: 'a' },
        { user: 'bob' },
      ],
      output: [
        { user: 'ann', a: 1, b: 1, TOTAL: 2 },
        { user: 'bob', a: 1, b: 0, TOTAL: 1 },
        { user: 'TOTAL', a: 2, b: 1, TOTAL: 3 },
      ],
    },
    {
      title: 'The most frequent column alone',
      query: 'contingency maxcols=1 usetotal=false user host',
      input: [
        { user: 'ann', host: 'b' },
        { user: 'ann', host: 'a' },
        { user: 'bob', host: 'a' },
      ],
      output: [
        { user: 'ann', a: 1 },
        { user: 'bob', a: 1 },
      ],
    },
  ],
})

import {
  type Batch,
  type Column,
  emptyBatch,
  plainColumn,
  selectRows,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import type { Pipeline } from '../language/ast.ts'
import {
  decimal,
  fieldList,
  flag,
  integer,
  oneOf,
  option,
  sequence,
  subsearch,
} from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { isInternal } from './shared-field-names.ts'
import { reportRowLimit } from './shared-held-rows.ts'
import { subsearchOptions, withSubsearch } from './shared-subsearch.ts'

interface JoinArgs {
  readonly type: 'inner' | 'outer' | 'left'
  readonly max: number
  readonly overwrite: boolean
  readonly usetime: boolean
  readonly earlier: boolean
  readonly fields: readonly string[]
  readonly rows: Pipeline
}

/** The fields' values as one text; `null` when one is missing. */
function keyReader(batch: Batch, fields: readonly string[]): (row: number) => string | null {
  const columns = fields.map((name) => batch.column(name))
  return (row) => {
    const values: string[] = []
    for (const column of columns) {
      const value = column?.at(row) ?? null
      if (value === null) return null
      values.push(textOf(value))
    }
    return values.length === 1 ? (values[0] as string) : JSON.stringify(values)
  }
}

function indexOf(batch: Batch, fields: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>()
  const keyAt = keyReader(batch, fields)
  for (let row = 0; row < batch.length; row++) {
    const key = keyAt(row)
    if (key === null) continue
    const rows = index.get(key)
    if (rows) rows.push(row)
    else index.set(key, [row])
  }
  return index
}

/** With `usetime` only rows of the subsearch that are earlier (or later) than the event match. */
function timeTest(left: Batch, right: Batch, { usetime, earlier }: JoinArgs) {
  if (!usetime) return () => true
  const leftTime = left.column('_time')
  const rightTime = right.column('_time')
  return (leftRow: number, rightRow: number): boolean => {
    const own = Number(leftTime?.at(leftRow) ?? Number.NaN)
    const other = Number(rightTime?.at(rightRow) ?? Number.NaN)
    return earlier ? other <= own : other >= own
  }
}

const nobody = -1

/** Rows of the left side with, for each, the row of the right side that it is joined with, or `nobody`. */
function matchRows(
  left: Batch,
  right: Batch,
  index: ReadonlyMap<string, readonly number[]>,
  fields: readonly string[],
  args: JoinArgs,
): { readonly lefts: number[]; readonly rights: number[] } {
  const lefts: number[] = []
  const rights: number[] = []
  const keyAt = keyReader(left, fields)
  const inTime = timeTest(left, right, args)
  const most = args.max <= 0 ? Number.POSITIVE_INFINITY : args.max
  for (let row = 0; row < left.length; row++) {
    const key = keyAt(row)
    let found = 0
    for (const other of (key === null ? undefined : index.get(key)) ?? []) {
      if (found >= most) break
      if (!inTime(row, other)) continue
      found++
      lefts.push(row)
      rights.push(other)
    }
    if (found === 0 && args.type !== 'inner') {
      lefts.push(row)
      rights.push(nobody)
    }
  }
  return { lefts, rights }
}

function joinedRows(
  left: Batch,
  right: Batch,
  { lefts, rights }: { readonly lefts: number[]; readonly rights: number[] },
  keys: readonly string[],
  overwrite: boolean,
): Batch {
  const rows = selectRows(left, lefts)
  const changes = new Map<string, Column>()
  for (const name of right.fields()) {
    const added = right.column(name)
    if (!added || keys.includes(name)) continue
    const own = rows.column(name)
    const values = rights.map((other, row): Value => {
      const before = own?.at(row) ?? null
      const value = other === nobody ? null : added.at(other)
      return overwrite ? (value ?? before) : (before ?? value)
    })
    changes.set(name, plainColumn(values))
  }
  return withColumns(rows, changes)
}

function joinOperator(args: JoinArgs, right: Batch, scope: Scope): Omit<Operator, 'prepare'> {
  const rightFields = right.fields().filter((name) => !isInternal(name))
  let made = 0
  let common: readonly string[] | undefined
  let index: ReadonlyMap<string, readonly number[]> = new Map()
  return {
    process(left) {
      if (made > scope.limits.maxRows) return emptyBatch
      if (!common) {
        const own = new Set(left.fields())
        common = args.fields.length > 0 ? args.fields : rightFields.filter((name) => own.has(name))
        index = indexOf(right, common)
      }
      const matches = matchRows(left, right, index, common, args)
      made += matches.lefts.length
      if (made > scope.limits.maxRows) reportRowLimit('join', scope)
      return joinedRows(left, right, matches, common, args.overwrite)
    },
  }
}

/**
 * Values are equal as text, and case counts. `outer` is the same as `left`. Source: Splunk Search Reference, "join".
 */
export const join = defineCommand({
  name: 'join',
  kind: 'streaming',
  summary: 'Adds fields of the rows of a subsearch that agree in some fields.',
  syntax: sequence({
    ...subsearchOptions,
    type: option('type', oneOf<'inner' | 'outer' | 'left'>(['inner', 'outer', 'left']), {
      or: 'inner' as const,
      about: 'inner keeps only rows with a match; left and outer keep all.',
    }),
    max: option('max', integer(), {
      or: 1,
      about: 'How many rows of the subsearch a row is joined with; 0 takes all.',
    }),
    overwrite: flag('overwrite', {
      or: true,
      about: 'Fields of the subsearch go before fields of the same name.',
    }),
    usetime: flag('usetime', {
      or: false,
      about: 'Only rows of one side in time match; see earlier.',
    }),
    earlier: flag('earlier', {
      or: true,
      about: 'With usetime: rows of the subsearch must not be later, else not earlier.',
    }),
    timewindow: option('timewindow', decimal(), { about: 'Accepted; there is no window.' }),
    fields: fieldList({
      optional: true,
      about: 'Fields that must agree; without them all that both sides have.',
    }),
    rows: subsearch({ about: 'The search whose fields are added.' }),
  }),
  flow: ({ fields, usetime }) => ({
    needs: [...fields, ...(usetime ? ['_time'] : [])],
    addsUnknown: true,
    ...(fields.length === 0 && { needsAll: true }),
  }),
  parts: ({ rows }) => ({ subsearches: [rows] }),
  operator: (args, scope) =>
    withSubsearch(args.rows, scope, (right) => joinOperator(args, right, scope)),
  examples: [
    {
      title: 'Only rows with a match',
      query:
        'join user [| makeresults | eval user="ann", team="red" | fields user team | fields - _time]',
      input: [
        { user: 'ann', n: 1 },
        { user: 'bob', n: 2 },
      ],
      output: [{ user: 'ann', n: 1, team: 'red' }],
    },
    {
      title: 'All rows, and fields of the same name kept',
      query:
        'join type=left overwrite=false user [| makeresults | eval user="ann", n=9, team="red" | fields - _time]',
      input: [{ user: 'ann', n: 1 }, { user: 'bob', n: 2 }, { n: 3 }],
      output: [{ user: 'ann', n: 1, team: 'red' }, { user: 'bob', n: 2 }, { n: 3 }],
    },
  ],
})

import { type Batch, batchOf, type Column, emptyBatch, plainColumn } from '../../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../../contract/command.ts'
import { compareText } from '../../values/compare.ts'
import { textOf, textOfScalar } from '../../values/convert.ts'
import { multivalueOf, type Scalar, type Value, valuesOf } from '../../values/value.ts'
import { demandedFields, holdRows, onlyDemanded } from '../shared-held-rows.ts'
import { timesOf } from '../shared-measures.ts'
import { fieldsOfExpression, fieldsOfSearch } from '../shared-references.ts'
import { assembleTransactions, type Transaction } from './assemble.ts'
import { type Filter, type TransactionArgs, transactionSyntax } from './syntax.ts'

const filtersOf = ({ startswith, endswith }: TransactionArgs): Filter[] =>
  [startswith, endswith].filter((filter) => filter !== undefined)

const needsOf = (args: TransactionArgs): string[] => [
  ...new Set([
    '_time',
    ...args.fields,
    ...filtersOf(args).flatMap((filter) =>
      filter.kind === 'eval'
        ? fieldsOfExpression(filter.expression)
        : fieldsOfSearch(filter.search),
    ),
  ]),
]

const madeFields = ['duration', 'eventcount', 'closed_txn'] as const

/** For each row whether the filter holds. */
function marksOf(filter: Filter | undefined, batch: Batch, scope: Scope): Uint8Array {
  const marks = new Uint8Array(batch.length)
  if (!filter) return marks
  const predicate =
    filter.kind === 'eval' ? scope.predicate(filter.expression) : scope.search(filter.search)
  for (const row of predicate.rows(batch)) marks[row] = 1
  return marks
}

interface Shown extends Transaction {
  /** An event that belongs to no transaction. */
  readonly orphan: boolean
}

function transactionsIn(all: Batch, args: TransactionArgs, scope: Scope): Shown[] {
  const shown: Shown[] = []
  const assembly = assembleTransactions(
    args,
    (transaction, evicted) => {
      if (!evicted || args.keepevicted) shown.push({ ...transaction, orphan: false })
    },
    (row) => {
      if (args.keeporphans) shown.push({ rows: [row], closed: false, orphan: true })
    },
  )
  const times = timesOf(all)
  const starts = marksOf(args.startswith, all, scope)
  const ends = marksOf(args.endswith, all, scope)
  const columns = args.fields.map((field) => all.column(field))
  for (let row = 0; row < all.length; row++) {
    const key = columns.map((column) => {
      const value = column?.at(row) ?? null
      return value === null ? undefined : textOf(value)
    })
    assembly.add({
      row,
      time: times(row) ?? 0,
      key,
      starts: starts[row] === 1,
      ends: ends[row] === 1,
    })
  }
  assembly.finish()
  return shown
}

function tableOf(all: Batch, shown: readonly Shown[], args: TransactionArgs, scope: Scope): Batch {
  const times = timesOf(all)
  const timeOf = (row: number | undefined): number => (row === undefined ? 0 : (times(row) ?? 0))
  // A transaction is as old as its oldest event; the most recent comes first.
  const ordered = [...shown].sort(
    (left, right) => timeOf(right.rows.at(-1)) - timeOf(left.rows.at(-1)),
  )
  const columns = new Map<string, Column>()
  const put = (name: string, valueFor: (transaction: Shown) => Value): void => {
    columns.set(name, plainColumn(ordered.map(valueFor)))
  }
  for (const name of demandedFields(all, scope.demand, ['_time'])) {
    const column = all.column(name)
    if (!column) continue
    if (name === '_time') put(name, ({ rows }) => timeOf(rows.at(-1)))
    else if (name === '_raw') put(name, ({ rows }) => rawOf(column, rows))
    else if (isListed(name, args)) put(name, ({ rows }) => listOf(column, rows, args.nullstr))
    else put(name, ({ rows }) => setOf(column, rows))
  }
  put('duration', ({ rows, orphan }) => (orphan ? null : timeOf(rows[0]) - timeOf(rows.at(-1))))
  put('eventcount', ({ rows, orphan }) => (orphan ? null : rows.length))
  put('closed_txn', ({ closed, orphan }) => (orphan ? null : closed ? 1 : 0))
  if (args.keeporphans) put('_txn_orphan', ({ orphan }) => (orphan ? 1 : null))
  return batchOf(columns, ordered.length)
}

const isListed = (name: string, { mvlist }: TransactionArgs): boolean =>
  typeof mvlist === 'boolean' ? mvlist : mvlist.includes(name)

/** The events' texts in the order of time. */
const rawOf = (column: Column, rows: readonly number[]): Value => {
  const texts = rows.map((row) => column.at(row)).filter((value) => value !== null)
  return texts.length === 0 ? null : texts.reverse().map(textOf).join('\n')
}

function listOf(column: Column, rows: readonly number[], nullstr: string): Value {
  const values = [...rows].reverse().flatMap((row): readonly Scalar[] => {
    const value = column.at(row)
    return value === null ? [nullstr] : valuesOf(value)
  })
  return multivalueOf(values)
}

function setOf(column: Column, rows: readonly number[]): Value {
  const values = new Map<string, Scalar>()
  for (const row of rows) {
    for (const value of valuesOf(column.at(row))) values.set(textOfScalar(value), value)
  }
  return multivalueOf(
    [...values].sort(([left], [right]) => compareText(left, right)).map(([, value]) => value),
  )
}

function isDescending(all: Batch): boolean {
  const times = timesOf(all)
  let before = Number.POSITIVE_INFINITY
  for (let row = 0; row < all.length; row++) {
    const time = times(row)
    if (time === null) continue
    if (time > before) return false
    before = time
  }
  return true
}

function transactionOperator(args: TransactionArgs, scope: Scope): Operator {
  const held = holdRows('transaction', scope)
  return {
    process(batch) {
      held.add(onlyDemanded(batch, scope.demand, needsOf(args)))
      return emptyBatch
    },
    finish() {
      const all = held.all()
      if (all.length === 0) return []
      if (!isDescending(all)) {
        scope.report({
          code: 'SPL0602',
          severity: 'warning',
          message: 'transaction needs events in descending order of time, and these are not',
          advice: 'put sort 0 - _time before it',
        })
      }
      const shown = transactionsIn(all, args, scope)
      return shown.length === 0 ? [] : [tableOf(all, shown, args, scope)]
    },
  }
}

/**
 * Fields become sorted sets of their values, `_raw` the events one after the other. Without `startswith` and `endswith` what is left open at
 * the end is shown too, with `closed_txn=0`. Source: Splunk Search Reference, "transaction".
 */
export const transaction = defineCommand<TransactionArgs>({
  name: 'transaction',
  aliases: ['transam'],
  kind: 'dataset',
  summary: 'Puts events that belong together into one row.',
  syntax: transactionSyntax,
  flow: (args) => ({ needs: needsOf(args), adds: [...madeFields] }),
  parts: (args) => ({
    searches: filtersOf(args).flatMap((filter) => (filter.kind === 'search' ? filter.search : [])),
    expressions: filtersOf(args).flatMap((filter) =>
      filter.kind === 'eval' ? filter.expression : [],
    ),
  }),
  readsOrder: true,
  operator: transactionOperator,
  examples: [
    {
      title: 'From login to logout',
      query: 'transaction user startswith=(action=login) endswith=(action=logout)',
      input: [
        { _time: 90, user: 'ann', action: 'logout' },
        { _time: 70, user: 'bob', action: 'login' },
        { _time: 60, user: 'ann', action: 'read' },
        { _time: 50, user: 'ann', action: 'login' },
      ],
      output: [
        {
          _time: 50,
          user: 'ann',
          action: ['login', 'logout', 'read'],
          duration: 40,
          eventcount: 3,
          closed_txn: 1,
        },
      ],
    },
    {
      title: 'A pause ends a transaction; values as a list',
      query: 'transaction host maxpause=10s mvlist=true',
      input: [
        { _time: 50, host: 'a', n: 3 },
        { _time: 45, host: 'a', n: 2 },
        { _time: 20, host: 'a', n: 1 },
      ],
      output: [
        { _time: 45, host: ['a', 'a'], n: [2, 3], duration: 5, eventcount: 2, closed_txn: 1 },
        { _time: 20, host: 'a', n: 1, duration: 0, eventcount: 1, closed_txn: 0 },
      ],
    },
    {
      title: 'By an expression, unfinished ones too',
      query: 'transaction maxevents=2 endswith=eval(n>5) keepevicted=true | fields n closed_txn',
      input: [
        { _time: 30, n: 9 },
        { _time: 20, n: 1 },
        { _time: 10, n: 2 },
      ],
      output: [
        { n: [1, 9], closed_txn: 1, _time: 20 },
        { n: 2, closed_txn: 0, _time: 10 },
      ],
    },
  ],
})

import {
  type Batch,
  type Column,
  emptyBatch,
  plainColumn,
  selectRows,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import {
  clause,
  fieldList,
  flag,
  integer,
  maybe,
  type SortKey,
  sequence,
  sortKeys,
} from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { checked } from './shared-checked.ts'
import { createGroupIndex } from './shared-groups.ts'
import { holdRows, onlyDemanded, reportRowLimit } from './shared-held-rows.ts'
import { sortedRows } from './shared-sorting.ts'

interface DedupArgs {
  readonly count: number
  readonly fields: readonly string[]
  readonly keepevents: boolean
  readonly keepempty: boolean
  readonly consecutive: boolean
  readonly sortby: readonly SortKey[] | undefined
}

const keptRow = 1
const duplicateRow = 2

/** Says of each row of a stream whether it is kept, a duplicate, or neither for lack of a field. */
function markRows(
  { count, fields, consecutive }: DedupArgs,
  scope: Scope,
): (batch: Batch) => Uint8Array {
  const index = createGroupIndex(fields, {
    maxGroups: scope.limits.maxRows,
    overflow: () => reportRowLimit('dedup', scope),
    whole: true,
  })
  const seen: number[] = []
  let lastGroup = -1
  let run = 0
  const timesOf = (group: number): number => {
    if (!consecutive) {
      seen[group] = (seen[group] ?? 0) + 1
      return seen[group] as number
    }
    run = group === lastGroup ? run + 1 : 1
    lastGroup = group
    return run
  }
  return (batch) => {
    const marks = new Uint8Array(batch.length)
    const assignment = index.assign(batch)
    for (let i = 0; i < assignment.count; i++) {
      const row = assignment.rows ? (assignment.rows[i] as number) : i
      marks[row] = timesOf(assignment.groups[i] as number) <= count ? keptRow : duplicateRow
    }
    return marks
  }
}

function keepOnly(batch: Batch, marks: Uint8Array, keepempty: boolean): Batch {
  const rows: number[] = []
  for (let row = 0; row < marks.length; row++) {
    const mark = marks[row]
    if (mark === keptRow || (keepempty && mark !== duplicateRow)) rows.push(row)
  }
  return rows.length === batch.length ? batch : selectRows(batch, rows)
}

/** All rows stay; duplicates lose the fields. */
function clearDuplicates(batch: Batch, marks: Uint8Array, fields: readonly string[]): Batch {
  if (!marks.includes(duplicateRow)) return batch
  const changes = new Map<string, Column>()
  for (const field of fields) {
    const column = batch.column(field)
    if (!column) continue
    const values = Array.from(
      marks,
      (mark, row): Value => (mark === duplicateRow ? null : column.at(row)),
    )
    changes.set(field, plainColumn(values))
  }
  return withColumns(batch, changes)
}

function dedupOperator(args: DedupArgs, scope: Scope): Operator {
  const { fields, keepevents, keepempty, sortby } = args
  const mark = markRows(args, scope)
  const dedupBatch = (batch: Batch): Batch =>
    keepevents
      ? clearDuplicates(batch, mark(batch), fields)
      : keepOnly(batch, mark(batch), keepempty)
  if (!sortby) return { process: dedupBatch }
  const held = holdRows('dedup', scope)
  const also = [...fields, ...sortby.map((key) => key.field)]
  return {
    process(batch) {
      held.add(onlyDemanded(batch, scope.demand, also))
      return emptyBatch
    },
    finish() {
      const all = held.all()
      return all.length === 0 ? [] : [dedupBatch(selectRows(all, sortedRows(all, sortby)))]
    },
  }
}

/** With `sortby` rows are sorted first, so that the first of each are kept. Source: Splunk Search Reference, "dedup". */
export const dedup = defineCommand<DedupArgs>({
  name: 'dedup',
  kind: ({ sortby }) => (sortby ? 'dataset' : 'stateful'),
  summary: 'Keeps the first rows of each combination of field values.',
  syntax: sequence({
    count: checked(
      integer({ or: 1, about: 'How many rows to keep of each combination.' }),
      (count) => (count > 0 ? undefined : { message: 'at least one row must be kept' }),
    ),
    fields: fieldList({ about: 'The fields whose values are compared.' }),
    keepevents: flag('keepevents', {
      or: false,
      about: 'Duplicates stay, but lose these fields.',
    }),
    keepempty: flag('keepempty', { or: false, about: 'Rows that lack one of the fields stay.' }),
    consecutive: flag('consecutive', {
      or: false,
      about: 'Only duplicates that follow each other are removed.',
    }),
    sortby: maybe(clause('sortby', sortKeys({ about: 'The order in which rows are looked at.' }))),
  }),
  flow: ({ fields, sortby, keepevents }) => ({
    needs: [...new Set([...fields, ...(sortby ?? []).map((key) => key.field)])],
    ...(keepevents && { adds: fields }),
  }),
  conditions: ({ fields, keepevents, keepempty }) =>
    keepevents || keepempty ? [] : fields.map((field) => ({ kind: 'presence', field })),
  operator: dedupOperator,
  examples: [
    {
      title: 'One row for each user; rows without one go',
      query: 'dedup user',
      input: [{ user: 'ann', n: 1 }, { user: 'bob', n: 2 }, { user: 'ann', n: 3 }, { n: 4 }],
      output: [
        { user: 'ann', n: 1 },
        { user: 'bob', n: 2 },
      ],
    },
    {
      title: 'The largest of each host',
      query: 'dedup host keepempty=true sortby -size',
      input: [
        { host: 'a', size: 1 },
        { host: 'a', size: 9 },
        { user: 'eve', size: 5 },
      ],
      output: [
        { host: 'a', size: 9 },
        { user: 'eve', size: 5 },
      ],
    },
    {
      title: 'Duplicates lose the field',
      query: 'dedup 1 host keepevents=true',
      input: [
        { host: 'a', n: 1 },
        { host: 'a', n: 2 },
      ],
      output: [{ host: 'a', n: 1 }, { n: 2 }],
    },
    {
      title: 'Runs of equal states',
      query: 'dedup state consecutive=true',
      input: [{ state: 'up' }, { state: 'up' }, { state: 'down' }, { state: 'up' }],
      output: [{ state: 'up' }, { state: 'down' }, { state: 'up' }],
    },
  ],
})

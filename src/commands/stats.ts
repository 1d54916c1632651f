import { type Batch, batchOf, emptyBatch } from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import type { FieldFlow } from '../contract/field-flow.ts'
import type { AggregateCall, GroupField } from '../language/ast.ts'
import { aggregations, by, flag, integer, option, quoted, sequence } from '../language/syntax.ts'
import { checked } from './shared-checked.ts'
import { createGroupIndex } from './shared-groups.ts'
import { reportRowLimit } from './shared-held-rows.ts'
import {
  accumulate,
  aggregateFlow,
  createMeasures,
  groupTable,
  outputName,
} from './shared-measures.ts'

interface StatsArgs {
  readonly partitions: number | undefined
  readonly allnum: boolean
  readonly delim: string | undefined
  readonly calls: readonly AggregateCall[]
  readonly groups: readonly GroupField[]
  readonly distinct: boolean
}

function statsFlow({ calls, groups }: StatsArgs): FieldFlow {
  const fields = groups.map(({ name }) => name)
  const { needs, adds, addsUnknown } = aggregateFlow(calls)
  return {
    needs: [...new Set([...fields, ...needs])],
    adds: [...fields, ...adds],
    passes: 'none',
    ...(addsUnknown && { addsUnknown }),
  }
}

function statsOperator({ calls, groups, allnum, distinct }: StatsArgs, scope: Scope): Operator {
  const fields = groups.map(({ name }) => name)
  const index = createGroupIndex(fields, {
    maxGroups: scope.limits.maxRows,
    overflow: () => reportRowLimit('stats', scope),
    distinct,
  })
  const measures = createMeasures(calls, scope, { except: fields, numbersOnly: allnum })
  return {
    process(batch) {
      accumulate(measures.bind(batch), batch, index.assign(batch))
      return emptyBatch
    },
    repeatable: true,
    finish(): readonly Batch[] {
      const rows = index.sorted()
      const columns = groupTable(fields, measures.measures(), rows, index.keyOf)
      return rows.length === 0 ? [] : [batchOf(columns, rows.length)]
    },
  }
}

/**
 * Without BY there is one row, even over nothing. Rows that lack a field of BY are left out; one that has several values of it counts in each
 * of their groups. Source: Splunk Search Reference, "stats".
 */
export const stats = defineCommand<StatsArgs>({
  name: 'stats',
  kind: 'transforming',
  summary: 'Aggregates rows, all of them or in groups, into one row each.',
  syntax: checked(
    sequence({
      partitions: option('partitions', integer(), {
        about: 'Has no effect: how work is shared out changes no result.',
      }),
      allnum: flag('allnum', {
        or: false,
        about: 'Numeric functions give nothing for a group in which a value is not a number.',
      }),
      delim: option('delim', quoted(), {
        about: 'Has no effect: the values of list() and values() stay apart.',
      }),
      distinct: flag('dedup_splitvals', {
        or: false,
        about: 'A value that a BY field holds twice in one row counts once.',
      }),
      calls: aggregations({ about: 'What is computed.' }),
      groups: by({ about: 'The fields whose values make the groups.' }),
    }),
    ({ calls, groups }) => {
      const clash = groups.find(({ name }) => calls.some((call) => outputName(call) === name))
      return clash && { message: `the result "${clash.name}" has the name of a BY field` }
    },
  ),
  flow: statsFlow,
  parts: ({ calls }) => ({ aggregates: calls }),
  conditions: ({ groups }) => groups.map(({ name }) => ({ kind: 'presence', field: name })),
  readsOrder: ({ calls }, aggregateReadsOrder) =>
    calls.some(({ name }) => aggregateReadsOrder(name)),
  operator: statsOperator,
  examples: [
    {
      title: 'Groups are sorted; rows without the field are left out',
      query: 'stats count, dc(host) AS hosts BY user',
      input: [
        { user: 'eve', host: 'a' },
        { user: 'bob', host: 'a' },
        { user: 'eve', host: 'b' },
        { host: 'c' },
      ],
      output: [
        { user: 'bob', count: 1, hosts: 1 },
        { user: 'eve', count: 2, hosts: 2 },
      ],
    },
    {
      title: 'Over nothing',
      query: 'where user="nobody" | stats count sum(size)',
      input: [{ user: 'eve', size: 1 }],
      output: [{ count: 0 }],
    },
    {
      title: 'Conditions and wildcards',
      query: 'stats count(eval(status>=400)) AS failed sum(bytes_*) AS total_*',
      input: [
        { status: 200, bytes_in: 10, bytes_out: 1 },
        { status: 404, bytes_in: 20, bytes_out: 2 },
      ],
      output: [{ failed: 1, total_in: 30, total_out: 3 }],
    },
    {
      title: 'Each value of a multivalue makes a group',
      query: 'stats count BY tag',
      input: [{ tag: ['attack', 'web'] }, { tag: 'web' }],
      output: [
        { tag: 'attack', count: 1 },
        { tag: 'web', count: 2 },
      ],
    },
  ],
})

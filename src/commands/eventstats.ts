import {
  type Batch,
  type Column,
  dictionaryColumn,
  emptyBatch,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import type { AggregateCall, GroupField } from '../language/ast.ts'
import { aggregations, by, flag, sequence } from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { type Assignment, createGroupIndex } from './shared-groups.ts'
import { onlyDemanded, reportRowLimit } from './shared-held-rows.ts'
import { accumulate, aggregateFlow, createMeasures, resultOf } from './shared-measures.ts'

interface EventstatsArgs {
  readonly allnum: boolean
  readonly calls: readonly AggregateCall[]
  readonly groups: readonly GroupField[]
}

/** The group of each row, counted from 1; 0 where it has none. Of several the first. */
function groupOfRows({ count, rows, groups }: Assignment, length: number): Uint32Array {
  const codes = new Uint32Array(length)
  for (let i = count - 1; i >= 0; i--)
    codes[rows ? (rows[i] as number) : i] = (groups[i] as number) + 1
  return codes
}

function eventstatsOperator({ calls, groups, allnum }: EventstatsArgs, scope: Scope): Operator {
  const fields = groups.map(({ name }) => name)
  const { maxRows } = scope.limits
  const index = createGroupIndex(fields, { maxGroups: maxRows, overflow: () => {} })
  const measures = createMeasures(calls, scope, { except: fields, numbersOnly: allnum })
  const held: { readonly batch: Batch; readonly codes: Uint32Array }[] = []
  let count = 0
  return {
    process(batch) {
      if (count + batch.length > maxRows) {
        reportRowLimit('eventstats', scope)
        return emptyBatch
      }
      count += batch.length
      const assignment = index.assign(batch)
      accumulate(measures.bind(batch), batch, assignment)
      held.push({
        batch: onlyDemanded(batch, scope.demand),
        codes: groupOfRows(assignment, batch.length),
      })
      return emptyBatch
    },
    repeatable: true,
    finish() {
      const results = measures.measures().map((measure) => {
        const values: Value[] = [null]
        for (let group = 0; group < index.size; group++) values.push(resultOf(measure, group))
        return { name: measure.name, values }
      })
      return held.map(({ batch, codes }) => {
        const changes = new Map<string, Column>()
        for (const { name, values } of results) changes.set(name, dictionaryColumn(codes, values))
        return withColumns(batch, changes)
      })
    },
  }
}

/** Rows that lack a BY field stay, without the results. Source: Splunk Search Reference, "eventstats". */
export const eventstats = defineCommand<EventstatsArgs>({
  name: 'eventstats',
  kind: 'dataset',
  summary: 'Adds the aggregates of all rows, or of a row’s group, to each row.',
  syntax: sequence({
    allnum: flag('allnum', {
      or: false,
      about: 'Numeric functions give nothing for a group in which a value is not a number.',
    }),
    calls: aggregations({ about: 'What is computed.' }),
    groups: by({ about: 'The fields whose values make the groups.' }),
  }),
  flow({ calls, groups }) {
    const { needs, adds, addsUnknown } = aggregateFlow(calls)
    return {
      needs: [...new Set([...groups.map(({ name }) => name), ...needs])],
      adds,
      ...(addsUnknown && { addsUnknown }),
    }
  },
  parts: ({ calls }) => ({ aggregates: calls }),
  operator: eventstatsOperator,
  examples: [
    {
      title: 'How each row compares with its group',
      query: 'eventstats avg(size) AS usual BY host',
      input: [
        { host: 'a', size: 10 },
        { host: 'b', size: 7 },
        { host: 'a', size: 30 },
      ],
      output: [
        { host: 'a', size: 10, usual: 20 },
        { host: 'b', size: 7, usual: 7 },
        { host: 'a', size: 30, usual: 20 },
      ],
    },
    {
      title: 'A row without the field gets no result',
      query: 'eventstats count BY host',
      input: [{ host: 'a' }, { user: 'eve' }],
      output: [{ host: 'a', count: 1 }, { user: 'eve' }],
    },
    {
      title: 'Text among the numbers',
      query: 'eventstats allnum=true sum(size)',
      input: [{ size: 1 }, { size: 'large' }],
      output: [{ size: 1 }, { size: 'large' }],
    },
  ],
})

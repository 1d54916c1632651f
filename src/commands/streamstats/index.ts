import { defineCommand } from '../../contract/command.ts'
import type { Expression } from '../../language/ast.ts'
import { aggregateFlow } from '../shared-measures.ts'
import { fieldsOfExpression } from '../shared-references.ts'
import { streamstatsOperator } from './operator.ts'
import { type StreamstatsArgs, streamstatsSyntax } from './syntax.ts'

const conditionsOf = ({ resetBefore, resetAfter }: StreamstatsArgs): Expression[] =>
  [resetBefore, resetAfter].filter((each) => each !== undefined)

/** Rows that lack a BY field pass without results, and reset nothing. Source: Splunk Search Reference, "streamstats". */
export const streamstats = defineCommand<StreamstatsArgs>({
  name: 'streamstats',
  kind: 'stateful',
  summary: 'Adds to each row the aggregates of the rows up to it.',
  syntax: streamstatsSyntax,
  flow(args) {
    const { needs, adds, addsUnknown } = aggregateFlow(args.calls)
    const own = new Set(adds)
    return {
      needs: [
        ...new Set([
          ...args.groups.map(({ name }) => name),
          ...needs,
          ...fieldsOfExpression(...conditionsOf(args)).filter((name) => !own.has(name)),
          ...(args.timeWindow === undefined ? [] : ['_time']),
        ]),
      ],
      adds,
      ...(addsUnknown && { addsUnknown }),
    }
  },
  parts: (args) => ({ aggregates: args.calls, expressions: conditionsOf(args) }),
  operator: streamstatsOperator,
  examples: [
    {
      title: 'A running total in each group',
      query: 'streamstats sum(size) AS total BY host',
      input: [
        { host: 'a', size: 1 },
        { host: 'b', size: 5 },
        { host: 'a', size: 2 },
      ],
      output: [
        { host: 'a', size: 1, total: 1 },
        { host: 'b', size: 5, total: 5 },
        { host: 'a', size: 2, total: 3 },
      ],
    },
    {
      title: 'The value of the row before',
      query: 'streamstats current=f window=1 last(state) AS before',
      input: [{ state: 'up' }, { state: 'down' }, { host: 'a' }, { state: 'up' }],
      output: [
        { state: 'up' },
        { state: 'down', before: 'up' },
        { host: 'a', before: 'down' },
        { state: 'up' },
      ],
    },
    {
      title: 'Sessions that end with a logout',
      query: 'streamstats reset_after=(action="logout") count AS step',
      input: [{ action: 'login' }, { action: 'logout' }, { action: 'login' }],
      output: [
        { action: 'login', step: 1 },
        { action: 'logout', step: 2 },
        { action: 'login', step: 1 },
      ],
    },
    {
      title: 'The last minute',
      query: 'streamstats time_window=1m count',
      input: [{ _time: 0 }, { _time: 59 }, { _time: 60 }, { _time: 130 }],
      output: [
        { _time: 0, count: 1 },
        { _time: 59, count: 2 },
        { _time: 60, count: 2 },
        { _time: 130, count: 1 },
      ],
    },
  ],
})

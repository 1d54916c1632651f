import { defineCommand } from '../../contract/command.ts'
import type { CommandNode, GroupField } from '../../language/ast.ts'
import { datasetNode } from '../shared-datasets.ts'
import { fieldsOfSearch } from '../shared-references.ts'
import { type TstatsArgs, tstatsSyntax } from './syntax.ts'

const nowhere = { start: 0, end: 0 }

const node = (name: string, args: unknown): CommandNode => ({
  kind: 'command',
  name,
  args,
  span: nowhere,
})

/** The same in other commands: events and terms first, so that they become a filter where events are read. */
function rewritten(args: TstatsArgs): CommandNode[] {
  if (args.append) return [appended(node('tstats', { ...args, append: false }))]
  const { origin, where, groups, fillnullValue, prestats, calls } = args
  const nodes = [node('search', where ?? { kind: 'all', span: nowhere })]
  if (origin?.kind === 'datamodel')
    nodes.unshift(datasetNode(origin.model, origin.dataset, 'search'))
  const filled = groups.map(({ name }) => name).filter((name) => name !== '_time')
  if (fillnullValue !== undefined && filled.length > 0) {
    nodes.push(node('fillnull', { value: fillnullValue, names: filled }))
  }
  if (groups.some(({ name }) => name === '_time')) nodes.push(node('bin', binArgs(groups)))
  // What stats would count is handed to the stats that follows.
  if (prestats) return nodes
  const stats = {
    allnum: false,
    calls,
    groups: groups.map(({ name }) => ({ name })),
    distinct: false,
  }
  return [...nodes, node('stats', { ...stats, partitions: undefined, delim: undefined })]
}

/** The rows of a command behind those there are. */
const appended = (inner: CommandNode): CommandNode =>
  node('append', { rows: { kind: 'pipeline', commands: [inner], span: nowhere } })

const binArgs = (groups: readonly GroupField[]) => ({
  bins: 100,
  minspan: undefined,
  span: groups.find(({ span }) => span !== undefined)?.span,
  start: undefined,
  end: undefined,
  aligntime: undefined,
  field: '_time',
  as: undefined,
})

/** Source: Splunk Search Reference, "tstats". Events are read where Splunk reads its index files; the result is the same. */
export const tstats = defineCommand<TstatsArgs>({
  name: 'tstats',
  kind({ append, origin }) {
    if (append) return 'dataset'
    return origin ? 'generating' : 'transforming'
  },
  summary: 'Aggregates indexed events, or those of a data model.',
  syntax: tstatsSyntax,
  flow({ calls, groups, where, prestats }) {
    const fields = groups.map(({ name }) => name)
    const names = calls.map((call) => call.as ?? call.text)
    const aggregated = calls.flatMap(({ argument }) =>
      argument?.kind === 'field' ? argument.name : [],
    )
    return {
      needs: [...new Set([...fields, ...aggregated, ...(where ? fieldsOfSearch(where) : [])])],
      adds: [...fields, ...names],
      passes: prestats ? 'all' : 'none',
    }
  },
  parts: ({ calls, where }) => ({ aggregates: calls, ...(where && { searches: [where] }) }),
  readsOrder: ({ calls }, aggregateReadsOrder) =>
    calls.some(({ name }) => aggregateReadsOrder(name)),
  rewrite: rewritten,
  examples: [
    {
      title: 'Hosts of an index',
      query: 'tstats count max(_time) AS last WHERE index=main BY host',
      input: [
        { _time: 20, index: 'main', host: 'b' },
        { _time: 10, index: 'main', host: 'a' },
        { _time: 5, index: 'main', host: 'b' },
        { _time: 1, index: 'test', host: 'a' },
      ],
      output: [
        { host: 'a', count: 1, last: 10 },
        { host: 'b', count: 2, last: 20 },
      ],
    },
    {
      title: 'Hours, and a value for what is missing',
      query: 'tstats fillnull_value=none count BY _time span=1h, user',
      input: [{ _time: 3700, user: 'eve' }, { _time: 3600 }, { _time: 7300, user: 'eve' }],
      output: [
        { _time: 3600, user: 'eve', count: 1 },
        { _time: 3600, user: 'none', count: 1 },
        { _time: 7200, user: 'eve', count: 1 },
      ],
    },
    {
      title: 'Counted by the next command',
      query: 'tstats prestats=true count WHERE host=a BY host | stats count BY host',
      input: [{ host: 'a' }, { host: 'b' }, { host: 'a' }],
      output: [{ host: 'a', count: 2 }],
    },
    {
      title: 'Two of them counted together',
      query:
        'tstats prestats=true count WHERE host=a BY host | tstats prestats=true append=true count WHERE host=b BY host | stats count BY host',
      input: [{ host: 'a' }, { host: 'b' }, { host: 'a' }, { host: 'c' }],
      output: [
        { host: 'a', count: 2 },
        { host: 'b', count: 1 },
      ],
    },
  ],
})

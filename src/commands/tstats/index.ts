import { type Batch, batchOf } from '../../contract/batch.ts'
import { defineCommand, type Scope } from '../../contract/command.ts'
import type { CommandNode, GroupField, Pipeline } from '../../language/ast.ts'
import { projected } from '../shared-projection.ts'
import { fieldsOfSearch } from '../shared-references.ts'
import { type TstatsArgs, tstatsSyntax } from './syntax.ts'

const nowhere = { start: 0, end: 0 }

const node = (name: string, args: unknown): CommandNode => ({
  kind: 'command',
  name,
  args,
  span: nowhere,
})

/** The same in other commands: terms first, so that they become a filter where events are read. */
function rewritten({ where, groups, fillnullValue, prestats, calls }: TstatsArgs): CommandNode[] {
  const nodes = [node('search', where ?? { kind: 'all', span: nowhere })]
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

const pipelineOf = (args: TstatsArgs): Pipeline => ({
  kind: 'pipeline',
  commands: rewritten(args),
  span: nowhere,
})

/** `Processes.user` reads the dataset's field `user`. */
const withDatasetNames = (events: Batch): Batch =>
  projected(events, {
    fields: () => events.fields(),
    column: (name) => events.column(name) ?? events.column(name.slice(name.indexOf('.') + 1)),
  })

async function* fromDataset(
  args: TstatsArgs,
  scope: Scope,
  signal: AbortSignal,
): AsyncIterable<Batch> {
  const { origin } = args
  if (origin?.kind !== 'datamodel') return
  const events = await scope.dataset?.(origin.model, origin.dataset, signal)
  if (!events) {
    scope.report({
      code: 'SPL0306',
      severity: 'error',
      message: `the data model "${origin.model}" is not known`,
    })
  }
  const rows = withDatasetNames(events ?? batchOf(new Map(), 0))
  yield await scope.over(pipelineOf(args), rows, signal)
}

/** Source: Splunk Search Reference, "tstats". Events are read where Splunk reads its index files; the result is the same. */
export const tstats = defineCommand<TstatsArgs>({
  name: 'tstats',
  kind: ({ origin }) => (origin ? 'generating' : 'transforming'),
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
  rewrite: (args) => (args.origin ? undefined : rewritten(args)),
  generate: fromDataset,
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
  ],
})

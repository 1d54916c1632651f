import type { AggregateCall, GroupField, SearchExpression } from '../../language/ast.ts'
import type { Cursor } from '../../language/cursor.ts'
import {
  aggregations,
  by,
  clause,
  flag,
  integer,
  maybe,
  option,
  type Syntax,
  searchTerms,
  sequence,
  word,
} from '../../language/syntax.ts'
import { checked } from '../shared-checked.ts'

/** What is counted instead of the indexed events. */
export type Origin =
  | { readonly kind: 'datamodel'; readonly model: string; readonly dataset?: string }
  /** A namespace of `tscollect`, or the job that made one. */
  | { readonly kind: 'namespace'; readonly name: string }

export interface TstatsArgs {
  readonly prestats: boolean
  readonly local: boolean
  readonly append: boolean
  readonly summariesonly: boolean
  readonly includeReducedBuckets: boolean
  readonly allowOldSummaries: boolean
  readonly useSummaryIndexValues: boolean
  readonly chunkSize: number | undefined
  readonly fillnullValue: string | undefined
  readonly calls: readonly AggregateCall[]
  readonly origin: Origin | undefined
  readonly where: SearchExpression | undefined
  readonly groups: readonly GroupField[]
}

const datamodelPrefix = /datamodel\b\s*[=:]?\s*/iy
const namePart = word({ usage: '<name>' })

function parseOrigin(cursor: Cursor): Origin {
  cursor.skipSpace()
  const isModel = cursor.match(datamodelPrefix) !== undefined
  if (!isModel) cursor.match(/sid\s*=\s*/iy)
  const name = namePart.parse(cursor)
  if (!isModel) return { kind: 'namespace', name }
  const [model = '', ...datasets] = name.split('.')
  // `Model.Dataset`; a longer path names a child by way of its parents.
  const dataset = datasets.at(-1)
  return { kind: 'datamodel', model, ...(dataset !== undefined && { dataset }) }
}

const origin: Syntax<Origin> = {
  usage: 'datamodel=<model>[.<dataset>]',
  arguments: [
    {
      name: '',
      usage: 'FROM datamodel=<model>[.<dataset>]',
      about:
        'The data model, and in it the dataset, whose events are counted; all indexed events without it.',
      required: false,
    },
  ],
  parse: parseOrigin,
  print: (from) =>
    from.kind === 'namespace'
      ? namePart.print(from.name)
      : `datamodel=${[from.model, from.dataset].filter((part) => part !== undefined).join('.')}`,
}

const unsupported = ({ append, prestats, origin: from }: TstatsArgs) => {
  if (append && !prestats) {
    return {
      code: 'SPL0107',
      message: 'append=true needs prestats=true',
      advice: 'write prestats=true append=true, and count with stats behind it',
    } as const
  }
  if (from?.kind === 'namespace') {
    return {
      code: 'SPL0502',
      message: 'there are no namespaces of tscollect here',
      advice: 'write FROM datamodel=…, or leave FROM out',
    } as const
  }
  return undefined
}

export const tstatsSyntax: Syntax<TstatsArgs> = checked(
  sequence({
    prestats: flag('prestats', {
      or: false,
      about: 'Leaves the counting to a following stats, chart or timechart.',
    }),
    local: flag('local', { or: false, about: 'Has no effect: there is one machine.' }),
    append: flag('append', {
      or: false,
      about: 'With prestats=true: counted together with the tstats before it.',
    }),
    summariesonly: flag('summariesonly', {
      or: false,
      about: 'Has no effect: there are no summaries, events are always read.',
    }),
    includeReducedBuckets: flag('include_reduced_buckets', { or: false, about: 'Has no effect.' }),
    allowOldSummaries: flag('allow_old_summaries', { or: false, about: 'Has no effect.' }),
    useSummaryIndexValues: flag('use_summary_index_values', { or: false, about: 'Has no effect.' }),
    chunkSize: option('chunk_size', integer(), { about: 'Has no effect.' }),
    fillnullValue: option('fillnull_value', word(), {
      about: 'What stands for a BY field that a row lacks; without it such rows do not count.',
    }),
    calls: aggregations({ about: 'What is computed.' }),
    origin: maybe(clause('FROM', origin)),
    where: maybe(clause('WHERE', searchTerms({ about: 'Search terms that rows must match.' }))),
    groups: by({
      span: true,
      aliases: ['groupby'],
      about: 'The fields whose values make the groups; span is the width of buckets of _time.',
    }),
  }),
  unsupported,
)

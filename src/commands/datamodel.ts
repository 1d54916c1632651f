import { type Batch, batchOf, type Column } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { flag, maybe, oneOf, sequence, word } from '../language/syntax.ts'
import { checked } from './shared-checked.ts'
import { datasetRows } from './shared-datasets.ts'

/** Fields that every event has; all others get the dataset's name in front. */
const plainFields = new Set(['_time', '_raw', 'host', 'source', 'sourcetype', 'index'])

function prefixed(batch: Batch, dataset: string): Batch {
  const columns = new Map<string, Column>()
  for (const name of batch.fields()) {
    const column = batch.column(name)
    if (column) columns.set(plainFields.has(name) ? name : `${dataset}.${name}`, column)
  }
  return batchOf(columns, batch.length)
}

const accepted = { about: 'Accepted; there are no summaries.' }

/** Source: Splunk Search Reference, "datamodel". */
export const datamodel = defineCommand({
  name: 'datamodel',
  kind: 'generating',
  summary: "Gives the events of a data model's dataset.",
  syntax: checked(
    sequence({
      strictFields: flag('strict_fields', {
        or: true,
        about: 'Accepted; fields are those of the data model.',
      }),
      allowOldSummaries: flag('allow_old_summaries', accepted),
      summariesonly: flag('summariesonly', accepted),
      model: maybe(word({ usage: '<data-model>', about: 'The data model.' })),
      dataset: maybe(word({ usage: '<dataset>', about: 'Its dataset.' })),
      mode: maybe(
        oneOf<'search' | 'flat' | 'acceleration_search'>(
          ['search', 'flat', 'acceleration_search'],
          {
            about: "search puts the dataset's name before fields, flat does not.",
          },
        ),
      ),
    }),
    ({ model, dataset, mode }) =>
      model !== undefined && dataset !== undefined && mode !== undefined
        ? undefined
        : {
            code: 'SPL0502',
            message: 'definitions of data models as rows are not supported',
            advice: 'write datamodel <model> <dataset> search',
          },
  ),
  flow: () => ({ passes: 'none', addsUnknown: true }),
  async *generate({ model = '', dataset = '', mode }, scope, signal) {
    const rows = await datasetRows(model, dataset, scope, signal)
    yield mode === 'flat' ? rows : prefixed(rows, dataset)
  },
  examples: [
    {
      title: 'A data model that is not known',
      query: 'datamodel Badges Doors search',
      output: [],
      problem: 'SPL0306',
    },
    {
      title: 'Definitions instead of events',
      query: 'datamodel Badges',
      output: [],
      problem: 'SPL0502',
    },
  ],
})

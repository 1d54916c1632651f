import { defineCommand } from '../contract/command.ts'
import { flag, maybe, oneOf, sequence, word } from '../language/syntax.ts'
import { checked } from './shared-checked.ts'
import type { DatamodelArgs } from './shared-datasets.ts'

const accepted = { about: 'Accepted; there are no summaries.' }

/** Source: Splunk Search Reference, "datamodel". */
export const datamodel = defineCommand<DatamodelArgs>({
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
  dataset: ({ model = '', dataset, mode }) => ({ model, dataset, qualified: mode !== 'flat' }),
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

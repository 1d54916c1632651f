import { defineCommand } from '../contract/command.ts'
import { flag, option, sequence, word } from '../language/syntax.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

const accepted = { about: 'Accepted; nothing is made of it.' }

/** Rows go on as they are. Source: Splunk Search Reference, "collect". */
export const collect = defineCommand({
  name: 'collect',
  aliases: ['stash', 'summaryindex', 'sumindex'],
  kind: 'stateful',
  summary: 'Writes the rows into an index as events, and passes them on.',
  syntax: sequence({
    index: option('index', word(), { about: 'The index.' }),
    addtime: flag('addtime', accepted),
    addinfo: flag('addinfo', accepted),
    file: option('file', word(), accepted),
    host: option('host', word(), accepted),
    marker: option('marker', word(), accepted),
    name: option('name', word(), accepted),
    outputFormat: option('output_format', word(), accepted),
    runInPreview: flag('run_in_preview', accepted),
    source: option('source', word(), accepted),
    sourcetype: option('sourcetype', word(), accepted),
    spool: flag('spool', accepted),
    testmode: flag('testmode', { or: false, about: 'Writes nothing.' }),
    uselb: flag('uselb', accepted),
  }),
  flow: () => ({ needsAll: true }),
  parts: ({ testmode }) => ({ writes: !testmode }),
  operator({ index = 'summary', testmode }, scope) {
    if (testmode) return { process: (batch) => batch }
    const held = holdRows('collect', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, 'all'))
        return batch
      },
      finish() {
        if (held.count === 0) return []
        if (scope.collect) scope.collect(index, held.all())
        else {
          scope.report({
            code: 'SPL0502',
            severity: 'warning',
            message: `nothing is written into the index "${index}": this search has no store`,
          })
        }
        return []
      },
    }
  },
  examples: [
    {
      title: 'Rows are passed on',
      query: 'collect index=seen testmode=true',
      input: [{ n: 1 }],
      output: [{ n: 1 }],
    },
    { title: 'No rows', query: 'collect index=seen', input: [], output: [] },
  ],
})

import { defineCommand } from '../contract/command.ts'
import { flag, option, sequence, word } from '../language/syntax.ts'
import { quotedValue } from './shared-search-text.ts'
import { parseTemplate } from './shared-template.ts'

/** Counts by reading the events: there is no index that knows. Source: Splunk Search Reference, "eventcount". */
export const eventcount = defineCommand({
  name: 'eventcount',
  kind: 'generating',
  summary: 'Counts the events of indexes.',
  syntax: sequence({
    index: option('index', word(), { or: '*', about: 'The index; * stands for part of its name.' }),
    summarize: flag('summarize', {
      or: true,
      about: 'One number for all; else one for each index.',
    }),
    reportSize: flag('report_size', { or: false, about: 'Accepted; sizes are not known.' }),
    listVix: flag('list_vix', { or: true, about: 'Accepted; there are no virtual indexes.' }),
  }),
  flow: () => ({ passes: 'none', adds: ['count', 'index'] }),
  async *generate({ index, summarize }, scope, signal) {
    const terms = index === '*' ? '*' : `index=${quotedValue(index)}`
    const text = `search ${terms} | stats count${summarize ? '' : ' by index | fields count index'}`
    const pipeline = parseTemplate(text, { start: 0, end: 0 }, scope)
    if (pipeline) yield await scope.subsearch(pipeline, signal)
  },
  examples: [
    {
      title: 'All events',
      query: 'eventcount',
      input: [{ index: 'main' }, { index: 'web' }],
      output: [{ count: 2 }],
    },
    {
      title: 'For each index',
      query: 'eventcount summarize=false index=w*',
      input: [{ index: 'main' }, { index: 'web' }, { index: 'web' }],
      output: [{ count: 2, index: 'web' }],
    },
  ],
})

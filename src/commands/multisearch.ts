import { defineCommand } from '../contract/command.ts'
import { repeat, subsearch } from '../language/syntax.ts'

/** Rows come search by search, not mixed by time as in Splunk. Source: Splunk Search Reference, "multisearch". */
export const multisearch = defineCommand({
  name: 'multisearch',
  kind: 'generating',
  summary: 'Runs several searches and puts their rows behind each other.',
  syntax: repeat(subsearch({ about: 'A search.' }), { atLeast: 2 }),
  flow: () => ({ passes: 'none', addsUnknown: true }),
  parts: (searches) => ({ subsearches: searches }),
  async *generate(searches, scope, signal) {
    for (const search of searches) yield await scope.subsearch(search, signal)
  },
  examples: [
    {
      title: 'Two searches, marked',
      query: 'multisearch [search a=1 | eval from="first"] [search b=2 | eval from="second"]',
      input: [{ a: 1 }, { b: 2 }],
      output: [
        { a: 1, from: 'first' },
        { b: 2, from: 'second' },
      ],
    },
    {
      title: 'A row that both find comes twice',
      query: 'multisearch [search a=1] [search b=2]',
      input: [{ a: 1, b: 2 }],
      output: [
        { a: 1, b: 2 },
        { a: 1, b: 2 },
      ],
    },
  ],
})

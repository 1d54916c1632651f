import { rankingCommand } from './shared-ranking.ts'

/** Source: Splunk Search Reference, "rare". */
export const rare = rankingCommand('rare', 'Shows the least frequent values of fields.', -1, [
  {
    title: 'The rarest first',
    query: 'rare process',
    input: ['cmd', 'psexec', 'cmd', 'cmd'].map((process) => ({ process })),
    output: [
      { process: 'psexec', count: 1, percent: 25 },
      { process: 'cmd', count: 3, percent: 75 },
    ],
  },
  {
    title: 'Combinations of two fields',
    query: 'rare limit=1 user host showcount=false',
    input: [
      { user: 'ann', host: 'a' },
      { user: 'ann', host: 'a' },
      { user: 'ann', host: 'b' },
      { user: 'bob' },
    ],
    output: [{ user: 'ann', host: 'b', percent: 33.333333 }],
  },
])

import { rankingCommand } from './shared-ranking.ts'

const input = ['ann', 'bob', 'ann', 'eve', 'ann', 'bob'].map((user) => ({ user }))

/** Source: Splunk Search Reference, "top". */
export const top = rankingCommand('top', 'Shows the most frequent values of fields.', 1, [
  {
    title: 'Counts and percentages',
    query: 'top user',
    input,
    output: [
      { user: 'ann', count: 3, percent: 50 },
      { user: 'bob', count: 2, percent: 33.333333 },
      { user: 'eve', count: 1, percent: 16.666667 },
    ],
  },
  {
    title: 'The first one, and all others together',
    query: 'top 1 user useother=true showperc=false countfield=logins',
    input,
    output: [
      { user: 'ann', logins: 3 },
      { user: 'OTHER', logins: 3 },
    ],
  },
  {
    title: 'Apart for each host; rows without the field do not count',
    query: 'top limit=1 user BY host',
    input: [
      { host: 'a', user: 'ann' },
      { host: 'a', user: 'ann' },
      { host: 'b', user: 'bob' },
      { host: 'b' },
    ],
    output: [
      { host: 'a', user: 'ann', count: 2, percent: 100 },
      { host: 'b', user: 'bob', count: 1, percent: 100 },
    ],
  },
])

import { describe, expect, test } from 'vitest'
import { environmentOf } from '../app.ts'
import { rowsOf } from '../contract/batch.ts'
import { memorySource } from '../search/memory-source.ts'
import { prepareSearch } from '../search/prepare-search.ts'
import { batchOfObjects } from '../search/rows-in.ts'
import { completeSearch } from '../search/run-search.ts'

const started = { tag: ['process', 'report'], dest: 'h1', process_name: 'cmd.exe', _time: 100 }
const events = [
  { ...started, process: 'cmd /c whoami', host: 'h1', other: 1 },
  { ...started, process_name: 'powershell.exe', user: 'ann', _time: 50 },
  { ...started, process_name: '', dest: 'h2', _time: 40 },
  { ...started, tag: 'process', _time: 30 },
  { tag: ['network', 'communicate'], dest: 'h3', _time: 20 },
  { tag: ['change', 'account'], action: 'created', user: 'eve', dest: 'h2', _time: 10 },
  { tag: ['change'], action: 'created', user: 'bob', dest: 'h2', _time: 9 },
]
const environment = environmentOf(undefined)
const options = { now: 1000, timeZone: 'UTC' }

async function search(spl: string) {
  const prepared = prepareSearch(spl, environment, options)
  const diagnostics = [...prepared.diagnostics]
  if (prepared.refused) return { rows: [], diagnostics }
  const rows = await completeSearch(prepared, {
    environment,
    options,
    source: memorySource([batchOfObjects(events)], environment),
    signal: new AbortController().signal,
    report: (diagnostic) => diagnostics.push(diagnostic),
  })
  return { rows: rows.flatMap((batch) => rowsOf(batch)), diagnostics }
}

describe('events of a dataset', () => {
  test.each([
    [
      'have its tags, and values for what is missing',
      '| tstats count from datamodel=Endpoint.Processes by Processes.process_name Processes.user',
      [
        { 'Processes.process_name': 'cmd.exe', 'Processes.user': 'unknown', count: 1 },
        { 'Processes.process_name': 'powershell.exe', 'Processes.user': 'ann', count: 1 },
        { 'Processes.process_name': 'unknown', 'Processes.user': 'unknown', count: 1 },
      ],
    ],
    [
      'are narrowed by WHERE, and options of summaries change nothing',
      '| tstats `summariesonly` allow_old_summaries=true count min(_time) as first values(Processes.process) as process from datamodel=Endpoint.Processes where Processes.process_name IN (CMD*, x) Processes.user=unknown by Processes.dest | `drop_dm_object_name(Processes)`',
      [{ dest: 'h1', count: 1, first: 100, process: 'cmd /c whoami' }],
    ],
    [
      'have only the fields of the model',
      '| tstats count from datamodel=Endpoint.Processes where host=* by host dest',
      [],
    ],
    [
      'are counted by the command that follows prestats',
      '| tstats prestats=t count from datamodel=Endpoint.Processes by Processes.dest | stats count by Processes.dest',
      [
        { 'Processes.dest': 'h1', count: 2 },
        { 'Processes.dest': 'h2', count: 1 },
      ],
    ],
    [
      'obey the time of the search',
      '| tstats count from datamodel=Endpoint.Processes where earliest=45 latest=60',
      [{ count: 1 }],
    ],
    [
      'have plain names in from',
      '| from datamodel:"Endpoint.Processes" | where user!="unknown" | table _time user dest',
      [{ _time: 50, user: 'ann', dest: 'h1' }],
    ],
    [
      'and in datamodel flat, and the name of the dataset in datamodel search',
      '| datamodel Endpoint Processes search | search Processes.user=ann | table Processes.user | append [| datamodel Endpoint Processes flat | search user=ann | table user]',
      [{ 'Processes.user': 'ann' }, { user: 'ann' }],
    ],
    [
      'are also those of a child, under the name of the root',
      '| tstats count from datamodel=Change.Accounts_Created by All_Changes.user All_Changes.Account_Management.src_user',
      [
        {
          'All_Changes.user': 'eve',
          'All_Changes.Account_Management.src_user': 'unknown',
          count: 1,
        },
      ],
    ],
    [
      'know which children they belong to',
      '| tstats count from datamodel=Change where nodename=All_Changes.Account_Management by All_Changes.user',
      [{ 'All_Changes.user': 'eve', count: 1 }],
    ],
  ])('%s', async (_, spl, rows) => {
    const found = await search(spl)
    expect(found.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(found.rows).toEqual(rows)
  })
})

test.each([
  ['| tstats count from datamodel=Endpont.Processes', /"Endpont" is not known/, /"Endpoint"/, 2],
  ['| from datamodel:Endpoint.Proceses', /no dataset "Proceses"/, /"Processes"/, 2],
  ['| datamodel Badges Doors search', /"Badges" is not known/, undefined, 2],
  ['| tstats count from datamodel=Endpoint', /several datasets/, /Endpoint\.Processes/, 2],
  ['* | append [| from datamodel Risk.X]', /no dataset "X"/, undefined, 14],
])('%s is refused', (spl, message, advice, start) => {
  const { diagnostics, refused } = prepareSearch(spl, environment, options)
  expect(refused).toBe(true)
  expect(diagnostics[0]).toMatchObject({ code: 'SPL0306', span: { start } })
  expect(diagnostics[0]?.message).toMatch(message)
  if (advice) expect(diagnostics[0]?.advice).toMatch(advice)
})

test('a field that the model does not have is pointed at', () => {
  const spl = '| tstats count from datamodel=Endpoint.Processes by Processes.proces'
  const { diagnostics } = prepareSearch(spl, environment, options)
  expect(diagnostics).toMatchObject([
    { code: 'SPL0401', severity: 'warning', advice: 'did you mean "Processes.process"?' },
  ])
})

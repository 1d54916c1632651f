import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type EngineOptions, openEngine } from '../src/index.ts'
import { stateFolder } from '../src/state-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-state-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const events = [
  {
    _time: 2,
    index: 'main',
    sourcetype: 's',
    dest: 'WS1',
    user: 'ann@corp.example',
    src: '10.1.2.3',
  },
  {
    _time: 1,
    index: 'main',
    sourcetype: 's',
    dest: 'ws1.corp.example',
    user: 'bob',
    src: '10.9.9.9',
  },
]
const searchIn = async (options: EngineOptions, spl: string) => {
  const engine = await openEngine(options)
  const found = await engine.search(spl, { events })
  await engine.close()
  return found
}

test('lookups that searches write are there in later runs, with the rules of their definitions', async () => {
  const content = join(root, 'content', 'lookups')
  mkdirSync(content, { recursive: true })
  writeFileSync(
    join(content, 'seen.yml'),
    'name: seen\ncollection: seen\nfields_list: _key, filter, enough\nmatch_type: WILDCARD(filter)\ndefault_match: none\nmin_matches: 1\n',
  )
  const options = { content: [join(root, 'content')], state: join(root, 'state') }
  const empty = await searchIn(options, '| inputlookup seen | stats count')
  expect(empty.rows).toEqual([{ count: 0 }])
  expect(readdirSync(root)).toEqual(['content'])
  await searchIn(
    options,
    '| makeresults | eval filter="ws*", enough=1 | table filter enough | outputlookup seen',
  )
  await searchIn(
    options,
    '| makeresults | eval filter="bob", enough="a,\\"b\\"" | table filter enough | outputlookup append=t seen',
  )
  expect((await searchIn(options, '| inputlookup seen')).rows).toEqual([
    { filter: 'ws*', enough: '1' },
    { filter: 'bob', enough: 'a,"b"' },
  ])
  const looked = await searchIn(
    options,
    'user=* | lookup seen filter AS user OUTPUT enough | table user enough',
  )
  expect(looked.rows).toEqual([
    { user: 'ann@corp.example', enough: 'none' },
    { user: 'bob', enough: 'a,"b"' },
  ])
  await searchIn(options, '| makeresults | where false() | outputlookup seen')
  expect((await searchIn(options, '| inputlookup seen')).rows).toEqual([])
  expect(readdirSync(join(root, 'state', 'lookups'))).toEqual(['seen.csv'])
})

test('a lookup may have any name, and one that cannot be written is left as it was', async () => {
  const state = join(root, 'odd')
  await searchIn(
    { state },
    '| makeresults | eval a=1 | table a | outputlookup "../../../odd name.csv"',
  )
  expect((await searchIn({ state }, '| inputlookup "../../../odd name.csv"')).rows).toEqual([
    { a: '1' },
  ])
  expect(readdirSync(state)).toEqual(['lookups'])
  writeFileSync(join(root, 'file'), '')
  const blocked = { state: join(root, 'file') }
  await expect(searchIn(blocked, '| makeresults | eval a=1 | outputlookup x')).rejects.toThrow()
})

test('the risk of the last hunt is seen by searches that name its index', async () => {
  const state = stateFolder(join(root, 'risk'))
  state.saveRisk([
    { _time: 1, index: 'risk', risk_object: 'WS1', risk_score: 20, source: 'ESCU - a - Rule' },
  ])
  const options = { state: state.path }
  const spl =
    '| tstats sum(All_Risk.calculated_risk_score) as score from datamodel=Risk.All_Risk by All_Risk.risk_object'
  expect((await searchIn(options, spl)).rows).toEqual([
    { 'All_Risk.risk_object': 'WS1', score: 20 },
  ])
  expect((await searchIn(options, '* | stats count')).rows).toEqual([{ count: 2 }])
  writeFileSync(join(state.path, 'risk.jsonl'), '{"_time":1}\n{"_time":')
  const { rows, diagnostics } = await searchIn(options, '* | stats count')
  expect(rows).toEqual([{ count: 2 }])
  expect(diagnostics).toMatchObject([
    { code: 'SPL0603', severity: 'warning', message: expect.stringContaining('risk.jsonl:2: ') },
  ])
})

test('events have the fields of their assets and identities', async () => {
  const assets = join(root, 'assets.csv')
  const identities = join(root, 'identities.csv')
  writeFileSync(
    assets,
    'ip,mac,nt_host,dns,owner,priority,bunit,category\n,,ws1,ws1.corp.example,ann,high,sales,laptop|windows\n10.1.0.0/16,,,,,low,,office\n',
  )
  writeFileSync(
    identities,
    'identity,email,priority,category\nann|a.smith,ann@corp.example,critical,admin|vip\n',
  )
  const options = { assets, identities }
  const found = await searchIn(
    options,
    'index=main | table dest dest_category dest_priority src_category src_priority user user_category',
  )
  expect(found.diagnostics).toEqual([])
  expect(found.rows).toEqual([
    {
      dest: 'WS1',
      dest_category: ['laptop', 'windows'],
      dest_priority: 'high',
      src_category: 'office',
      src_priority: 'low',
      user: 'ann@corp.example',
      user_category: ['admin', 'vip'],
    },
    {
      dest: 'ws1.corp.example',
      dest_category: ['laptop', 'windows'],
      dest_priority: 'high',
      user: 'bob',
    },
  ])
  const asked = await searchIn(options, 'dest_category=windows user_category=vip | stats count')
  expect(asked.rows).toEqual([{ count: 1 }])
  const macro = await searchIn(
    options,
    '| makeresults | eval x="10.1.2.3" | `get_asset(x)` | table x x_category',
  )
  expect(macro.rows).toEqual([{ x: '10.1.2.3', x_category: 'office' }])
  const none = await searchIn(
    {},
    '| makeresults | eval x="ws1" | `get_asset(x)` | table x x_category',
  )
  expect(none.rows).toEqual([{ x: 'ws1' }])
  await expect(openEngine({ assets: join(root, 'none.csv') })).rejects.toThrow('none.csv')
})

test('the entropy of a word', async () => {
  const { rows } = await searchIn(
    {},
    '| makeresults | eval word="aabb1" | `ut_shannon(word)` | table ut_shannon',
  )
  expect(rows).toEqual([{ ut_shannon: '1.5219280948873621' }])
})

test('rows of a lookup are replaced by key', async () => {
  const options = { state: join(root, 'keyed') }
  const write = (text: string, how: string) =>
    searchIn(
      options,
      `| makeresults | eval _raw="${text}" | multikv | table id n | outputlookup ${how} keyed`,
    )
  const table = async () =>
    (await searchIn(options, '| inputlookup keyed | table id n')).rows.map(
      ({ id, n }) => `${id}=${n}`,
    )
  await write('id n\n1 a\n2 b', '')
  await write('id n\n2 c\n3 d\n3 e', 'append=true key_field=id')
  expect(await table()).toEqual(['1=a', '2=c', '3=e'])
  await write('id n\n1 x\n4 y', 'append=true key_field=id allow_updates=false')
  expect(await table()).toEqual(['1=a', '2=c', '3=e', '4=y'])
  await write('id n\n1 z', 'append=true')
  expect(await table()).toEqual(['1=a', '2=c', '3=e', '4=y', '1=z'])

  const keyed = '| makeresults | eval _key="k", n'
  await searchIn(
    options,
    `${keyed}=1 | fields _key n | outputlookup append=true key_field=_key keys`,
  )
  await searchIn(
    options,
    `${keyed}=2 | fields _key n | outputlookup append=true key_field=_key keys`,
  )
  const { rows } = await searchIn(options, '| inputlookup keys | eval key=_key | table key n')
  expect(rows).toEqual([{ key: 'k', n: '2' }])
})

test('verdicts of other detections stay, and a damaged file is left as it is', () => {
  const state = stateFolder(join(root, 'verdicts'))
  const verdict = { outcome: 'passed', time: '', search: '', tests: [] } as const
  expect(state.verdicts()).toEqual({})
  state.saveVerdicts({ a: verdict, b: verdict })
  state.saveVerdicts({ b: { ...verdict, outcome: 'failed' } })
  expect(state.verdicts()).toEqual({ a: verdict, b: { ...verdict, outcome: 'failed' } })
  const file = join(state.path, 'verdicts.json')
  for (const text of ['{"a":', 'null', '[]', '{"a":1}', '{"a":{"outcome":"fine"}}']) {
    writeFileSync(file, text)
    expect(() => state.verdicts()).toThrow(`${file} is damaged`)
    expect(() => state.saveVerdicts({ a: verdict })).toThrow(`${file} is damaged`)
    expect(readFileSync(file, 'utf8')).toBe(text)
  }
})

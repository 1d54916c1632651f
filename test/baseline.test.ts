import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { services } from '../src/services.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-baseline-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const content = join(root, 'content')
const log = join(root, 'log.jsonl')

const baseline = (name: string, search: string) => {
  const file = name.toLowerCase().replaceAll(/[ -]/g, '_')
  writeFileSync(
    join(content, 'baselines', `${file}.yml`),
    `name: ${name}\nid: ${file}\ntype: Baseline\nsearch: '${search}'\n`,
  )
}

beforeAll(() => {
  for (const kind of ['baselines', 'detections', 'lookups']) {
    mkdirSync(join(content, kind), { recursive: true })
  }
  writeFileSync(
    join(content, 'lookups', 'seen.yml'),
    'name: seen\ncollection: seen\nfields_list: _key, user, first\n',
  )
  baseline('Seen - Initial', 'action=login | stats min(_time) as first by user | outputlookup seen')
  baseline(
    'Seen - Update',
    'action=login | stats min(_time) as first by user | where first > now() - 60 | outputlookup seen',
  )
  baseline('Counted', '| inputlookup seen | stats count | outputlookup counted')
  baseline('Learned', 'index=* | fit DensityFunction user into app:model')
  writeFileSync(
    join(content, 'detections', 'new_user.yml'),
    'name: New User\nid: n\ntype: Hunting\nsearch: action=login | lookup seen user OUTPUT first | where isnull(first) | table user\n',
  )
  writeFileSync(
    log,
    '{"_time":1770000000,"action":"login","user":"ann"}\n{"_time":1770000005,"action":"login","user":"bob"}\n',
  )
})

const lines: string[] = []
const listener = { progress: () => {}, warn: (line: string) => lines.push(line), note: () => {} }
const request = (named: readonly string[], state: string) => ({
  named,
  content: [],
  paths: [log],
  state: join(root, state),
  now: '1770000100',
  timeZone: 'UTC',
  overrides: {},
  signal: new AbortController().signal,
})

test('the baselines of a folder fill the lookups that detections read', async () => {
  const report = await services().baseline(request([content], 'a'), listener)
  expect(report.baselines).toEqual([
    { name: 'Counted', rows: 1, lookups: ['counted'] },
    { name: 'Seen - Initial', rows: 2, lookups: ['seen'] },
  ])
  expect(report.skipped.map(({ name, reason }) => [name, /updates|fit/.exec(reason)?.[0]])).toEqual(
    [
      ['Seen - Update', 'updates'],
      ['Learned', 'fit'],
    ],
  )
  expect(readdirSync(join(root, 'a', 'lookups'))).toEqual(['counted.csv', 'seen.csv'])
  expect(readFileSync(join(root, 'a', 'lookups', 'seen.csv'), 'utf8')).toBe(
    'user,first\nann,1770000000\nbob,1770000005\n',
  )
  const hunt = (state: string) =>
    services().hunt({ ...request([], state), content: [content], detections: [] }, listener)
  expect((await hunt('a')).findings).toEqual([])
  expect((await hunt('none')).findings.map(({ rows }) => rows.length)).toEqual([2])
})

test('baselines run by name, one after the other', async () => {
  const report = await services().baseline(request([content, 'seen*', 'Counted'], 'b'), listener)
  expect(report.baselines.map(({ name, rows }) => [name, rows])).toEqual([
    ['Counted', 1],
    ['Seen - Initial', 2],
    ['Seen - Update', 0],
  ])
  await expect(services().baseline(request([content, 'Sean'], 'b'), listener)).rejects.toThrow(
    'no folder and no baseline is named "Sean"',
  )
  await expect(
    services().baseline(request([join(content, 'lookups')], 'b'), listener),
  ).rejects.toThrow('there is no baseline')
})

import { expect, it } from 'vitest'
import { attack } from '../../test/run-hunt.ts'
import { environmentOf } from '../../test/run-spl.ts'
import { batchOfRows } from '../contract/batch.ts'
import { lookupReader } from '../knowledge/lookup-table.ts'
import { lookupWriter } from '../knowledge/lookup-writer.ts'
import { memorySource } from '../search/memory-source.ts'
import { hunt } from './hunt.ts'
import { loadContent } from './load.ts'

const detection = (name: string, search: string) => ({
  path: `detections/endpoint/${name}.yml`,
  text: `name: ${name}\nid: ${name}\ntype: TTP\nsearch: '${search}'\n`,
})

it('detections that write one lookup see what those before them wrote', async () => {
  const adds = (user: string) =>
    `search user=${user} | table user | inputlookup append=true seen | stats count by user | table user | outputlookup seen`
  const { detections } = loadContent([
    detection('first', adds('ann')),
    detection('second', adds('bob')),
    detection('third', '| inputlookup seen'),
  ])
  const lookups = new Map([['seen', lookupReader({ rows: [{ user: 'old' }] })]])
  const offers = { writeLookup: lookupWriter(lookups) }
  const environment = { ...environmentOf({ lookups }), lookups, offers }
  const { findings, skipped } = await hunt(detections, {
    environment,
    options: { now: 1_700_000_000, timeZone: 'UTC' },
    source: memorySource([batchOfRows([{ user: 'ann' }, { user: 'bob' }])], environment),
    signal: new AbortController().signal,
    attack,
    report: (_, { message }) => expect.fail(message),
    content: () => {},
  })
  expect(skipped).toEqual([])
  expect(findings.map(({ rows }) => rows.map(({ user }) => user))).toEqual([
    ['ann', 'old'],
    ['ann', 'bob', 'old'],
    ['ann', 'bob', 'old'],
  ])
})

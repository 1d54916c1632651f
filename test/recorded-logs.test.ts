import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../src/index.ts'
import { sharedFolder } from './shared-material.ts'

const folder = sharedFolder('data/security-datasets/linux')

describe.skipIf(folder === undefined)('logs recorded by others', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine({})
  })
  afterAll(() => engine.close())

  const rows = async (spl: string) =>
    (await engine.search(spl, { inputs: [`${folder}/discovery/host/sh_arp_cache.zip`] })).rows

  it('audit records are recognized, and each has its time', async () => {
    expect(await rows('search sourcetype="linux:audit" | stats count min(_time) as first')).toEqual(
      [{ count: 12, first: 1604994496.155 }],
    )
  })

  it('the programs that started are processes', async () => {
    const processes = '| tstats count from datamodel=Endpoint.Processes by'
    expect(await rows(`${processes} Processes.process`)).toEqual(
      ['/bin/grep', '/usr/sbin/arp', 'arp -a', 'grep -v ^?'].map((process) => ({
        'Processes.process': process,
        count: 1,
      })),
    )
    expect(
      await rows(`${processes} Processes.process_name Processes.process_id Processes.user`),
    ).toEqual([
      {
        'Processes.process_name': 'arp',
        'Processes.process_id': '1631',
        'Processes.user': '1000',
        count: 1,
      },
      {
        'Processes.process_name': 'grep',
        'Processes.process_id': '1632',
        'Processes.user': '1000',
        count: 1,
      },
    ])
  })
})

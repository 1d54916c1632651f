import { describe, expect, it } from 'vitest'
import { environmentOf } from '../../test/run-spl.ts'
import { batchOfRows, rowsOf } from '../contract/batch.ts'
import { lookupReader } from '../knowledge/lookup-table.ts'
import { lookupWriter } from '../knowledge/lookup-writer.ts'
import type { Environment } from './environment.ts'
import { memorySource } from './memory-source.ts'
import { prepareSearch } from './prepare-search.ts'
import { completeSearch } from './run-search.ts'

const options = { now: 1_700_000_000, timeZone: 'UTC' }

/** The rows of the lookup `seen` after the search, and those that it found. */
async function run(spl: string) {
  const lookups = new Map([['seen', lookupReader({ rows: [{ user: 'old', n: '0' }] })]])
  const plain = environmentOf({ lookups })
  const environment: Environment = {
    ...plain,
    lookups,
    offers: {
      writeLookup: lookupWriter(lookups),
      savedSearch: () => 'search user=bob | table user | outputlookup seen',
    },
  }
  const prepared = prepareSearch(spl, environment, options)
  expect(prepared.diagnostics).toEqual([])
  const found = await completeSearch(prepared, {
    environment,
    options,
    source: memorySource([batchOfRows([{ user: 'ann' }, { user: 'bob' }])], environment),
    signal: new AbortController().signal,
    report: ({ message }) => expect.fail(message),
  })
  return { found: found.flatMap(rowsOf), seen: lookups.get('seen')?.rows?.() }
}

describe('searches that write lookups', () => {
  it('are through before a later subsearch of the same search reads', async () => {
    const { found } = await run(
      'search user=ann | table user | append [search user=bob | table user | outputlookup seen] | append [| inputlookup seen]',
    )
    expect(found).toEqual([{ user: 'ann' }, { user: 'bob' }, { user: 'bob' }])
  })

  it.each(['| savedsearch writing', '| from savedsearch:writing'])(
    'are those too that a saved search may be: %s',
    async (saved) => {
      const { found } = await run(
        `search user=ann | table user | append [${saved}] | append [| inputlookup seen]`,
      )
      expect(found).toEqual([{ user: 'ann' }, { user: 'bob' }, { user: 'bob' }])
    },
  )

  it('wait for earlier subsearches that read', async () => {
    const { found } = await run(
      'search user=ann | table user | append [search user=bob | join type=left user [| inputlookup seen] | append [| inputlookup seen] | table user] | append [| makeresults | eval user="new" | table user | outputlookup seen]',
    )
    expect(found).toEqual([{ user: 'ann' }, { user: 'bob' }, { user: 'old' }, { user: 'new' }])
  })

  it('see what map wrote for the rows before', async () => {
    const { seen } = await run(
      'search user=* | sort user | map search="| inputlookup seen | append [| makeresults | eval user=\\"$user$\\" | table user] | outputlookup seen"',
    )
    expect(seen?.map(({ user }) => user)).toEqual(['old', 'ann', 'bob'])
  })
})

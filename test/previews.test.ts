import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { environmentOf } from '../src/app.ts'
import { type Batch, rowsOf } from '../src/contract/batch.ts'
import type { EventSource } from '../src/search/event-source.ts'
import { memorySource } from '../src/search/memory-source.ts'
import { prepareSearch } from '../src/search/prepare-search.ts'
import { batchOfObjects } from '../src/search/rows-in.ts'
import { completeSearch } from '../src/search/run-search.ts'

const environment = environmentOf(undefined)
const options = { now: 1_700_000_000, timeZone: 'UTC' }

const events = Array.from({ length: 40 }, (_, index) => ({
  _time: 1_699_990_000 + ((index * 37) % 40) * 300,
  _raw: `event ${index}`,
  index: 'main',
  host: `pc${index % 3}`,
  user: index % 4 === 0 ? undefined : `user${index % 5}`,
  bytes: (index * 7919) % 100,
}))
const batches = Array.from({ length: 5 }, (_, index) =>
  batchOfObjects(events.slice(index * 8, index * 8 + 8)),
)

/** Gives its batches one after the other, so that something else can happen in between, and not in search order. */
const slowSource = (rows: readonly Batch[]): EventSource => ({
  inSearchOrder: false,
  async scan(tasks, taker, signal) {
    for (const batch of rows) {
      await memorySource([batch], environment).scan(tasks, taker, signal)
      await setImmediate()
    }
  },
})

async function run(spl: string, rows: readonly Batch[]) {
  const previews: unknown[] = []
  const problems: string[] = []
  const prepared = prepareSearch(spl, environment, options)
  const context = {
    environment,
    options,
    source: slowSource(rows),
    signal: new AbortController().signal,
    report: ({ message }: { readonly message: string }) => void problems.push(message),
  }
  const listener = {
    every: 0,
    clock: () => 0,
    rows: (found: readonly Batch[]) => void previews.push(found.flatMap(rowsOf)),
  }
  const result = await completeSearch(prepared, context, listener)
  return { previews, problems, rows: result.flatMap(rowsOf) }
}

describe('previews', () => {
  it.each([
    'search index=*',
    'search bytes>20 | table _time host bytes',
    'search index=* | stats count dc(user) values(host) median(bytes) p90(bytes) first(bytes) last(bytes) BY user',
    'search index=* | stats list(bytes) AS sizes sparkline(count) mode(bytes) stdev(bytes) estdc(bytes) BY host | sort - host | head 2',
    'search index=* | chart sum(bytes) OVER host BY user',
    'search index=* | chart count BY bytes bins=5',
    'search index=* | timechart count BY host',
    'search index=* | timechart span=1h avg(bytes)',
    'search index=* | sort - bytes | streamstats sum(bytes) AS total',
    'search index=* | top limit=2 user BY host',
    'search index=* | rare host',
    'search index=* | eventstats avg(bytes) AS mean BY host | where bytes>mean | table host bytes',
    'search index=* | eval size=bytes*2 | fields host size',
  ])(
    '%s: each is the result over the events so far, and the end is as without them',
    async (spl) => {
      const { previews, rows, problems } = await run(spl, batches)
      expect(problems).toEqual([])
      expect(previews).toHaveLength(batches.length)
      for (const [index, preview] of previews.entries()) {
        const soFar = await run(spl, batches.slice(0, index + 1))
        expect(preview).toEqual(soFar.rows)
      }
      expect(previews.at(-1)).toEqual(rows)
    },
  )

  it('there are none where a subsearch would run again', async () => {
    const spl = 'search index=* | stats count | append [search index=* | head 1]'
    expect((await run(spl, batches)).previews).toEqual([])
  })

  it('write no lookups', async () => {
    const written = await run('search index=* | stats count | outputlookup counts.csv', batches)
    expect(written.previews.at(-1)).toEqual(written.rows)
    const { rows } = await run('| inputlookup counts.csv', [])
    expect(rows).toEqual([{ count: '40' }])
  })
})

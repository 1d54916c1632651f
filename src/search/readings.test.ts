import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentOf, readingOf } from '../app.ts'
import { batchOfRows, rowsOf } from '../contract/batch.ts'
import { listInputs } from '../ingest/input-files.ts'
import type { EventSource } from './event-source.ts'
import { fileSource } from './file-source.ts'
import { memorySource } from './memory-source.ts'
import { prepareSearch } from './prepare-search.ts'
import { completeSearch } from './run-search.ts'

const folder = mkdtempSync(join(tmpdir(), 'whippet-test-'))
const path = join(folder, 'events.json')
const options = { now: 1_800_000_000, timeZone: 'UTC' }

beforeAll(() => {
  const events = [
    { time: '2026-01-01T00:00:01Z', user: 'ann', bytes: 1 },
    { time: '2026-01-01T00:00:02Z', user: 'bob', bytes: 2 },
    { time: '2026-01-01T00:00:03Z', user: 'ann', bytes: 3 },
  ]
  writeFileSync(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** How often the file was read for a search, and what it found. */
async function run(spl: string) {
  const environment = environmentOf(undefined)
  const prepared = prepareSearch(spl, environment, options)
  expect(prepared.refused).toBe(false)
  const { files } = await listInputs([path])
  let readings = 0
  let before = Number.POSITIVE_INFINITY
  const source = fileSource({
    files,
    reading: readingOf({ ...options, overrides: {} }, environment),
    environment,
    listener: {
      problem: ({ message }) => expect.fail(message),
      progress({ events }) {
        if (events < before) readings++
        before = events === 3 ? Number.POSITIVE_INFINITY : events
      },
    },
  })
  const rows = await completeSearch(prepared, {
    environment,
    options,
    source,
    signal: new AbortController().signal,
    report: ({ message }) => expect.fail(message),
  })
  return { readings, rows: rows.flatMap(rowsOf), counts: source.counts }
}

describe('readings of the events', () => {
  it('are one for a search and what it is joined with', async () => {
    const spl =
      'search bytes>1 | join user [search bytes=1 | eval n=bytes | fields user n] | append [search bytes=2] | table user bytes n'
    const { readings, rows } = await run(spl)
    expect(readings).toBe(1)
    expect(rows).toEqual([
      { user: 'ann', bytes: '3', n: '1' },
      { user: 'bob', bytes: '2' },
    ])
  })

  it('are two for a search for what a subsearch finds', async () => {
    const { readings, rows } = await run('search [search bytes=1 | fields user] | table bytes')
    expect(readings).toBe(2)
    expect(rows).toEqual([{ bytes: '3' }, { bytes: '1' }])
  })

  it('are one when the subsearch finds nothing', async () => {
    const { readings, rows, counts } = await run('search [search bytes=9 | fields user]')
    expect(readings).toBe(1)
    expect(rows).toEqual([])
    expect(counts.events).toBe(3)
  })

  it('are two for all searches that map starts', async () => {
    const spl = 'search bytes>1 | map search="search user=$user$ bytes<$bytes$" | table user bytes'
    const { readings, rows } = await run(spl)
    expect(readings).toBe(2)
    expect(rows).toEqual([{ user: 'ann', bytes: '1' }])
  })
})

it('what is still under way when a search fails ends with it', async () => {
  const environment = environmentOf(undefined)
  const spl =
    'search user=* | map search="search [search [search user=$user$ | fields user] | fields user]"'
  const prepared = prepareSearch(spl, environment, options)
  const held = memorySource([batchOfRows([{ user: 'ann' }, { user: 'bob' }])], environment)
  let readings = 0
  const source: EventSource = {
    ...held,
    async scan(tasks, taker, signal) {
      await new Promise(setImmediate)
      signal.throwIfAborted()
      readings++
      if (readings === 2) taker.failed(0, new Error('it fails'))
      await held.scan(tasks, taker, signal)
    },
  }
  const { signal } = new AbortController()
  const context = { environment, options, source, signal, report: () => {} }
  await expect(completeSearch(prepared, context)).rejects.toThrow('it fails')
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(readings).toBe(2)
})

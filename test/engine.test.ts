import { describe, expect, it } from 'vitest'
import { type EngineOptions, type EngineSearchOptions, openEngine } from '../src/index.ts'

const search = async (
  spl: string,
  options: EngineSearchOptions = {},
  engine: EngineOptions = {},
) => {
  const opened = await openEngine(engine)
  try {
    return await opened.search(spl, options)
  } finally {
    await opened.close()
  }
}

const events = [
  { _time: 30, _raw: 'user=ann bytes=3', user: 'ann', bytes: 3, host: 'a' },
  { _time: 20, _raw: 'user=bob bytes=2', user: 'bob', bytes: 2, host: 'b' },
  { _time: 10, _raw: 'user=ann bytes=1', user: 'ann', bytes: 1, host: 'a' },
]

describe('the library', () => {
  it('sees events as the indexed ones, in the order given', async () => {
    const { fields, rows, diagnostics } = await search('user=ANN | table user bytes', { events })
    expect(diagnostics).toEqual([])
    expect(fields).toEqual(['user', 'bytes'])
    expect(rows).toEqual([
      { user: 'ann', bytes: 3 },
      { user: 'ann', bytes: 1 },
    ])
  })

  it('takes them as the input of a query that begins with a pipe', async () => {
    const { rows } = await search('| makemv delim="," user | table user', {
      events: [{ user: 'ann,bob' }],
    })
    expect(rows).toEqual([{ user: ['ann', 'bob'] }])
  })

  it('turns what programs have into fields', async () => {
    const odd = [{ flag: true, none: null, missing: undefined, list: [1], object: { a: 1 } }]
    const { rows } = await search('| table *', { events: odd })
    expect(rows).toEqual([{ flag: 'true', list: 1, object: '{"a":1}' }])
  })

  it('keeps to the time range', async () => {
    const { rows } = await search('search * | table bytes', {
      events,
      earliest: '15',
      latest: '30',
    })
    expect(rows).toEqual([{ bytes: 2 }])
    const inline = await search('earliest=25 | table bytes', { events, earliest: '0' })
    expect(inline.rows).toEqual([{ bytes: 3 }])
  })

  it('has the clock and zone it is given', async () => {
    const now = new Date('2026-02-03T10:11:12Z')
    const spl = '| makeresults | eval t=strftime(now(), "%F %T %z") | table t'
    expect((await search(spl, { now, timeZone: 'Asia/Kolkata' })).rows).toEqual([
      { t: '2026-02-03 15:41:12 +0530' },
    ])
    expect((await search(spl, {}, { now })).rows).toEqual([{ t: '2026-02-03 10:11:12 +0000' }])
    await expect(search(spl, { timeZone: 'Mars/Base' })).rejects.toThrow(RangeError)
  })

  it('knows lookups and the macros of content', async () => {
    const lookups = { teams: { rows: [{ user: 'ann', team: 'red' }] } }
    const looked = await search(
      'lookup teams user OUTPUT team | table user team',
      { events },
      { lookups },
    )
    expect(looked.diagnostics.map(({ code }) => code)).toEqual([])
    const piped = await search(
      '| lookup teams user OUTPUT team | table user team',
      { events },
      { lookups },
    )
    expect(piped.rows[0]).toEqual({ user: 'ann', team: 'red' })
    const macro = await search(
      '`powershell` | stats count',
      { inputs: ['examples/xml'] },
      { content: ['content'] },
    )
    expect(macro.rows).toEqual([{ count: 26 }])
  })

  it('lets a search write a lookup that later ones read', async () => {
    const engine = await openEngine({
      lookups: { seen: { rows: [{ user: 'Ann' }], case_sensitive_match: false } },
    })
    await engine.search(
      '| makeresults | eval user="Bob", n=1 | table user n | outputlookup append=true seen',
    )
    const { rows } = await engine.search('| inputlookup seen', {})
    expect(rows).toEqual([{ user: 'Ann' }, { user: 'Bob', n: '1' }])
    const found = await engine.search('| lookup seen user OUTPUT n | table n', {
      events: [{ user: 'BOB' }],
    })
    expect(found.rows).toEqual([{ n: '1' }])
    await engine.close()
  })

  it('refuses with a place, and gives no rows', async () => {
    const { rows, fields, diagnostics } = await search('user=ann\n| nosuch', { events })
    expect(rows).toEqual([])
    expect(fields).toEqual([])
    expect(diagnostics).toMatchObject([{ code: 'SPL0105', severity: 'error', line: 2, column: 3 }])
  })

  it('reports inputs that cannot be read', async () => {
    const { rows, diagnostics } = await search('search * | stats count', {
      inputs: ['examples/nxlog', 'nowhere'],
    })
    expect(rows).toEqual([{ count: 30 }])
    expect(diagnostics).toMatchObject([{ code: 'SPL0603', severity: 'warning' }])
  })

  it('ends when it is cancelled', async () => {
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    await expect(search('search *', { inputs: ['examples'], signal: stop.signal })).rejects.toThrow(
      'enough',
    )
    await expect(search('search *', { events, signal: stop.signal })).rejects.toThrow('enough')
  })

  it('runs searches at the same time without one seeing the other', async () => {
    const engine = await openEngine()
    const results = await Promise.all(
      [1, 2, 3].map((bytes) => engine.search(`bytes=${bytes} | table bytes`, { events })),
    )
    expect(results.map(({ rows }) => rows)).toEqual([1, 2, 3].map((bytes) => [{ bytes }]))
    await engine.close()
  })
})

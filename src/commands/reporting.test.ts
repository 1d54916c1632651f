import { describe, expect, test } from 'vitest'
import { runSpl } from '../../test/run-spl.ts'
import type { Value } from '../values/value.ts'

type Row = Readonly<Record<string, Value>>

/** Runs the commands over the rows; errors stand in the place of the result. */
async function run(query: string, input: readonly Row[] = []): Promise<unknown> {
  const { rows, diagnostics } = await runSpl(`| ${query}`, input, { batchSize: 2 })
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? errors.map(({ code, message }) => `${code} ${message}`) : rows
}

const five = [1, 2, 3, 4, 5].map((n) => ({ n }))

describe('stats', () => {
  const cases: readonly (readonly [string, readonly Row[], unknown])[] = [
    ['stats sum(n) AS s BY missing', five, []],
    [
      'stats count BY a',
      [{ a: '' }, { a: 'x' }],
      [
        { a: '', count: 1 },
        { a: 'x', count: 1 },
      ],
    ],
    ['stats count AS a count AS a', five, [{ a: 5 }]],
    ['stats count()', five, [{ count: 5 }]],
    ['stats c, mean(n)', five, [{ c: 5, 'mean(n)': 3 }]],
    [
      'stats perc25(n) p90(n) exactperc50(n) upperperc50(n) median(n)',
      five,
      [{ 'perc25(n)': 2, 'p90(n)': 4.6, 'exactperc50(n)': 3, 'upperperc50(n)': 3, 'median(n)': 3 }],
    ],
    ['stats values(*) AS *', [{ b: 2, a: 1, _raw: 'x' }, { a: 0 }], [{ a: [0, 1], b: 2 }]],
    ['stats dc(*) BY a', [{ a: 1, b: 2, c: 3 }], [{ a: 1, 'dc(b)': 1, 'dc(c)': 1 }]],
    ['stats allnum=t avg(n) count', [{ n: 1 }, { n: 'x' }], [{ count: 2 }]],
    ['stats count BY t dedup_splitvals=t', [{ t: ['x', 'x'] }], [{ t: 'x', count: 1 }]],
    [
      'stats sparkline(count, 1m) AS line',
      [{ _time: 130 }, { _time: 10 }, { _time: 20 }],
      [{ line: ['##__SPARKLINE__##', 2, 0, 1] }],
    ],
    [
      'stats sparkline(avg(n)) AS line',
      [
        { _time: 2, n: 4 },
        { _time: 1, n: 6 },
      ],
      [{ line: ['##__SPARKLINE__##', 6, 4] }],
    ],
    ['stats per_hour(n)', five, ['SPL0302 per_hour() has a meaning in timechart only']],
    ['stats nonsense(n)', five, ['SPL0303 unknown statistical function "nonsense"']],
    ['stats values(n) AS n BY n', five, ['SPL0107 the result "n" has the name of a BY field']],
  ]
  test.each(cases)('%s', async (query, input, result) =>
    expect(await run(query, input)).toEqual(result),
  )
})

describe('streamstats', () => {
  const cases: readonly (readonly [string, readonly Row[], unknown])[] = [
    [
      'streamstats window=3 current=f max(n) AS m | fields m',
      five,
      [{}, { m: 1 }, { m: 2 }, { m: 3 }, { m: 4 }],
    ],
    ['streamstats current=f count | fields count', five.slice(0, 2), [{ count: 0 }, { count: 1 }]],
    [
      'streamstats window=2 count BY g | fields count',
      ['a', 'b', 'a', 'a'].map((g) => ({ g })),
      [{ count: 1 }, { count: 1 }, { count: 1 }, { count: 2 }],
    ],
    [
      'streamstats reset_before="(n==3)" sum(n) AS s | fields s',
      five,
      [{ s: 1 }, { s: 3 }, { s: 3 }, { s: 7 }, { s: 12 }],
    ],
    [
      'streamstats reset_after="("c==2")" count AS c | fields c',
      five,
      [1, 2, 1, 2, 1].map((c) => ({ c })),
    ],
    [
      'streamstats time_window=10s sum(n) AS s | table s',
      [
        { _time: 100, n: 1 },
        { _time: 95, n: 2 },
        { _time: 90, n: 4 },
      ],
      [{ s: 1 }, { s: 3 }, { s: 6 }],
    ],
    ['streamstats count BY g', [{ g: 'a' }, { n: 1 }], [{ g: 'a', count: 1 }, { n: 1 }]],
  ]
  test.each(cases)('%s', async (query, input, result) =>
    expect(await run(query, input)).toEqual(result),
  )
})

describe('chart and timechart', () => {
  const hosts = [
    { _time: 10, h: 'a', n: 1 },
    { _time: 3700, h: 'b', n: 2 },
    { _time: 3800, n: 4 },
  ]
  const cases: readonly (readonly [string, readonly Row[], unknown])[] = [
    ['chart count', hosts, [{ count: 3 }]],
    [
      'chart sum(n) OVER h',
      hosts,
      [
        { h: 'a', 'sum(n)': 1 },
        { h: 'b', 'sum(n)': 2 },
      ],
    ],
    [
      'chart usenull=f count OVER _time span=1h BY h',
      hosts,
      [
        { _time: 0, a: 1, b: 0 },
        { _time: 3600, a: 0, b: 1 },
      ],
    ],
    [
      'chart limit=1 useother=f sum(n) OVER x BY h',
      hosts.map((row) => ({ ...row, x: 1 })),
      [{ x: 1, b: 2, NULL: 4 }],
    ],
    [
      'chart limit=bottom1 useother=f usenull=f sum(n) OVER x BY h',
      hosts.map((row) => ({ ...row, x: 1 })),
      [{ x: 1, a: 1 }],
    ],
    ['chart count BY n bins=2', [{ n: 1 }, { n: 55 }], [{ n: '0-100', count: 2 }]],
    [
      'timechart span=1h format="$VAL$/$AGG$" count max(n) BY h usenull=f',
      hosts,
      [
        { _time: 0, 'a/count': 1, 'b/count': 0, 'a/max(n)': 1 },
        { _time: 3600, 'a/count': 0, 'b/count': 1, 'b/max(n)': 2 },
      ],
    ],
    [
      'timechart span=1h cont=f count',
      [{ _time: 10 }, { _time: 9000 }],
      [
        { _time: 0, count: 1 },
        { _time: 7200, count: 1 },
      ],
    ],
    [
      'timechart span=1s count | stats count',
      [{ _time: 0 }, { _time: 1e9 }],
      ['SPL0601 the time range has more than 1000000 buckets; empty ones are left out'],
    ],
    ['timechart count', [{ n: 1 }], []],
    ['chart count OVER a BY b, c', hosts, ['SPL0107 after OVER there is one BY field only']],
  ]
  test.each(cases)('%s', async (query, input, result) =>
    expect(await run(query, input)).toEqual(result),
  )

  test('the bounds of the search give the width and empty buckets', async () => {
    const { rows } = await runSpl('search earliest=0 latest=7200 | timechart bins=2 count', [
      { _time: 10 },
    ])
    expect(rows).toEqual([
      { _time: 0, count: 1 },
      { _time: 3600, count: 0 },
    ])
  })

  test('days follow the clock on the wall', async () => {
    // In Berlin the 31st of March 2024 has 23 hours.
    const input = [{ _time: 1711839600 }, { _time: 1711922400 }]
    const { rows } = await runSpl('| timechart span=1d count', input, { timeZone: 'Europe/Berlin' })
    expect(rows).toEqual([
      { _time: 1711839600, count: 1 },
      { _time: 1711922400, count: 1 },
    ])
  })
})

describe('transaction', () => {
  const events = (...list: [number, string, string?][]): Row[] =>
    list.map(([_time, action, user]) => ({ _time, action, ...(user && { user }), _raw: action }))
  const cases: readonly (readonly [string, readonly Row[], unknown])[] = [
    // The logout that comes second begins anew; what was open had no login.
    [
      'transaction user startswith=login endswith=logout | fields eventcount',
      events([50, 'logout', 'a'], [40, 'logout', 'a'], [30, 'login', 'a']),
      [{ eventcount: 2, _raw: 'login\nlogout', _time: 30 }],
    ],
    [
      'transaction user endswith=(action=logout) | table eventcount closed_txn',
      events([50, 'logout', 'a'], [40, 'read', 'a'], [30, 'logout', 'a']),
      [
        { eventcount: 2, closed_txn: 1 },
        { eventcount: 1, closed_txn: 1 },
      ],
    ],
    [
      'transaction user startswith=(action=login) | table eventcount',
      events([50, 'read', 'a'], [40, 'login', 'a'], [30, 'read', 'a']),
      [{ eventcount: 2 }],
    ],
    [
      'transaction user maxevents=2 | table eventcount',
      events([50, 'x', 'a'], [40, 'x', 'a'], [30, 'x', 'a']),
      [{ eventcount: 2 }, { eventcount: 1 }],
    ],
    [
      'transaction user | table user eventcount',
      events([50, 'x', 'a'], [40, 'x'], [30, 'x', 'b']),
      [
        { user: 'a', eventcount: 1 },
        { user: 'b', eventcount: 1 },
      ],
    ],
    [
      'transaction host user | table eventcount',
      [
        { _time: 3, host: 'h', user: 'a' },
        { _time: 2, user: 'a' },
        { _time: 1, host: 'h', user: 'b' },
      ],
      [{ eventcount: 2 }, { eventcount: 1 }],
    ],
  ]
  test.each(cases)('%s', async (query, input, result) =>
    expect(await run(query, input)).toEqual(result),
  )

  test('many single events take no quadratic time', async () => {
    const input = Array.from({ length: 20_000 }, (_, i) => ({ _time: -i, a: `a${i}`, b: `b${i}` }))
    const { rows } = await runSpl('| transaction a b | stats count', input)
    expect(rows).toEqual([{ count: 20_000 }])
  })
})

describe('others', () => {
  const cases: readonly (readonly [string, readonly Row[], unknown])[] = [
    ['bin _time span=1h aligntime=600', [{ _time: 4000 }], [{ _time: 600 }]],
    ['bin n span=0.5 AS r | fields r', [{ n: 1.7 }], [{ r: '1.5-2.0' }]],
    ['bin n bins=1', five, ['SPL0107 bins is at least 2']],
    ['bin n span=5x', five, ['SPL0307 "x" is not a unit of time']],
    ['bin t span=1h', [{ t: [3700, 10] }], [{ t: [3600, 0] }]],
    ['dedup 0 n', five, ['SPL0107 at least one row must be kept']],
    [
      'dedup t',
      [{ t: ['a', 'b'] }, { t: ['a', 'b'] }, { t: 'a' }],
      [{ t: ['a', 'b'] }, { t: 'a' }],
    ],
    ['top limit=0 n showperc=f | stats count', five, [{ count: 5 }]],
    ['mstats avg(x)', [], ['SPL0501 the command "mstats" is not supported']],
    ['tstats append=t count', [], ['SPL0107 append=true needs prestats=true']],
    ['tstats count FROM mydata', [], ['SPL0502 there are no namespaces of tscollect here']],
    ['trendline sma1(n)', five, ['SPL0107 the period of a trend is between 2 and 10000']],
    ['rangemap field=n low=1-x', five, ['SPL0107 this is not a range of numbers']],
    [
      'makecontinuous n span=1',
      [{ n: 0 }, { n: 1e12 }],
      ['SPL0601 makecontinuous would make more than 1000000 rows'],
    ],
    ['outlier n', [{ n: 'x' }], [{ n: 'x' }]],
    ['fieldsummary | stats count', [{ _time: 1 }], [{ count: 0 }]],
    ['transpose 0 | fields "row 6"', [...five, { n: 6 }], [{ 'row 6': 6 }]],
    ['addtotals row=f', [{ n: 1 }], [{ n: 1 }]],
    ['timewrap blue', five, ['SPL0107 "blue" is not a length of time']],
  ]
  test.each(cases)('%s', async (query, input, result) =>
    expect(await run(query, input)).toEqual(result),
  )
})

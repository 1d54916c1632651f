// Long because one command is tried through its command line: each verdict, each way to reach data, each kind of output.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { captureCli } from '../test/captured-cli.ts'
import { runCli } from './cli/cli.ts'
import { testCommand } from './cli/test-command.ts'
import { services } from './services.ts'
import type { TestReport } from './testing/test-report.ts'
import type { TestResult } from './testing/test-result.ts'

const top = mkdtempSync(join(tmpdir(), 'whippet-test-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

function file(path: string, content: string | Uint8Array): string {
  const whole = join(top, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, content)
  return whole
}

function whippet(args: readonly string[], signal?: AbortSignal) {
  const all = ['test', ...args, '--offline', '--tz', 'UTC', '--now', '2026-03-01T00:00:00Z']
  return captureCli(all, [testCommand(services())], signal)
}

async function report(...args: string[]): Promise<TestReport & { readonly code: number }> {
  const { code, out, err } = await whippet([...args, '--format', 'json'])
  if (out === '') throw new Error(err)
  return { ...JSON.parse(out), code }
}

interface Written {
  readonly search: string
  readonly more?: string
  readonly status?: string
  readonly type?: string
  readonly risk?: string
  readonly data?: string
  readonly sourcetype?: string
  readonly test?: string
}

let ids = 0

const detection = ({
  search,
  more = '',
  status = 'production',
  type = 'TTP',
  risk = 'host',
  data = 'data/web.json',
  sourcetype = 'web',
  test = '',
}: Written): string => `name: Rule ${ids}
id: 00000000-0000-4000-8000-${String(ids++).padStart(12, '0')}
version: 1
date: '2026-01-01'
author: A
status: ${status}
type: ${type}
description: d
search: |-
  ${search}
${more}rba:
  message: m
  risk_objects: [{field: ${risk}, type: system, score: 50}]
  threat_objects: []
tests:
- name: True Positive Test
${test}  attack_data:
  - data: ${data}
    source: web
    sourcetype: ${sourcetype}
`

let repositories = 0

/** A repository of its own, with this one detection and its data. */
function repository(written: Written, events: string | Uint8Array = web): string {
  const folder = `r${repositories++}`
  file(`${folder}/data/web.json`, events)
  return file(`${folder}/detections/web/rule.yml`, detection(written))
}

const web = [
  { time: '2026-02-03T10:00:00Z', host: 'a', user: 'ann', status: 200 },
  { time: '2026-02-03T10:01:00Z', host: 'b', user: 'bob', status: 404 },
]
  .map((event) => `${JSON.stringify(event)}\n`)
  .join('')

const only = async (path: string, ...args: string[]): Promise<TestResult & { code: number }> => {
  const { results, code } = await report(path, ...args)
  expect(results).toHaveLength(1)
  return { ...results[0]!, code }
}

const said = ({ outcome }: TestResult) =>
  'reason' in outcome ? `${outcome.kind}: ${outcome.reason}` : outcome.kind

describe('verdicts', () => {
  it.each<[string, Written, string, number]>([
    ['rows', { search: 'sourcetype=web status=404 | stats count by host' }, 'passed', 0],
    [
      'no rows',
      { search: 'sourcetype=web status=500 | stats count by host' },
      'failed: no rows',
      1,
    ],
    [
      'the data read as another sourcetype',
      { search: 'sourcetype=web | stats count by host', sourcetype: 'other' },
      'failed: no rows',
      1,
    ],
    [
      'a risk object that is no field',
      { search: 'sourcetype=web | stats count by user' },
      'failed: row 1 of 2 has no value in the risk object host',
      1,
    ],
    [
      'a wrong number of rows',
      { search: 'sourcetype=web', test: '  expected_results: 3\n' },
      'failed: 2 rows, expected 3',
      1,
    ],
    [
      'no rows where none are wanted',
      { search: 'sourcetype=web status=500', test: '  expected_results: 0\n' },
      'passed',
      0,
    ],
    [
      'times of the test',
      {
        search: 'sourcetype=web',
        test: '  latest_time: "2026-02-03T10:00:30Z"\n  expected_results: 1\n',
      },
      'passed',
      0,
    ],
    [
      'times that leave nothing',
      { search: 'sourcetype=web', test: '  earliest_time: -24h\n' },
      'failed: no rows',
      1,
    ],
    [
      'times that are none',
      { search: 'sourcetype=web', test: '  earliest_time: yesterdayish\n' },
      'error: earliest_time of the test: ',
      1,
    ],
    [
      'no such file',
      { search: 'sourcetype=web', data: 'data/none.json' },
      'no data: data/none.json: there is no data/none.json in ',
      0,
    ],
    [
      'a URL without network',
      { search: 'sourcetype=web', data: 'https://data.example/x/web.log' },
      'no data: https://data.example/x/web.log: it is not downloaded with --offline',
      0,
    ],
    [
      'a URL that leads elsewhere',
      { search: 'sourcetype=web', data: 'https://data.example/..%2f..%2fetc/passwd' },
      'no data: https://data.example/..%2f..%2fetc/passwd: the path of its URL is none that a file could have',
      0,
    ],
    [
      'a path that leads elsewhere',
      { search: 'sourcetype=web', data: '../../../../../../../etc/hostname' },
      'no data: ../../../../../../../etc/hostname: ',
      0,
    ],
    ['a macro that is not known', { search: '`nosuch` x=1' }, 'error: ', 1],
    ['its filter macro not written yet', { search: 'sourcetype=web | `rule_filter`' }, 'passed', 0],
    [
      'experimental',
      { search: 'x', status: 'experimental' },
      'skipped: the detection is experimental',
      0,
    ],
    [
      'deprecated',
      { search: 'x', status: 'deprecated' },
      'skipped: the detection is deprecated',
      0,
    ],
    [
      'correlation',
      { search: 'x', type: 'Correlation' },
      'skipped: a correlation search reads the risk of others',
      0,
    ],
    [
      'manual',
      { search: 'x', more: 'tags:\n  manual_test: needs two domains\n' },
      'skipped: to be tested by hand: needs two domains',
      0,
    ],
  ])('%s', async (_, written, expected, code) => {
    const result = await only(repository(written))
    expect(said(result).slice(0, expected.length)).toBe(expected)
    expect(result.code).toBe(code)
  })

  it('a pattern that never ends', async () => {
    // Takes steps without end on the event below; see `PatternTimeout`.
    const endless = String.raw`^(.*?,){20}P\1(?=x)`
    const event = JSON.stringify({ user: ',a'.repeat(60_000) })
    const result = await only(
      repository({ search: `sourcetype=web | regex user="${endless}"` }, event),
    )
    expect(said(result)).toMatch(/^error: the regular expression .* takes too long on a text$/)
  })

  it('a search that takes too long', async () => {
    const path = repository({ search: 'sourcetype=web | stats count by host' })
    const { code, out } = await runUntimed(path)
    expect(out).toContain('the search took longer than 0.000001 seconds')
    expect(code).toBe(1)
  })

  it('a file that is damaged is tested with what can be read, and the damage is told', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `{"user":"${Math.sin(at)}"}\n`).join('')
    const damaged = gzipSync(lines).subarray(0, -2000)
    const result = await only(repository({ search: 'sourcetype=web' }, damaged))
    expect(result.outcome.kind).toBe('passed')
    expect(result.data[0]?.events).toBeGreaterThan(1000)
    expect(result.data[0]?.events).toBeLessThan(5000)
    expect(result.notes.join()).toMatch(/web\.json: .*\(at byte \d+\)/)
  })

  it('a file without events is no data', async () => {
    const path = repository({ search: 'sourcetype=web', test: '  expected_results: 0\n' }, '')
    expect(said(await only(path))).toMatch(/^no data: no event could be read from .*web\.json$/)
  })

  it('a pointer of Git LFS is no data', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 5\n`
    const result = await only(repository({ search: 'sourcetype=web' }, pointer))
    expect(said(result)).toMatch(
      /is a pointer of Git LFS, not the file itself; git lfs pull gets it$/,
    )
  })

  it('without data it fails where data is required', async () => {
    const path = repository({ search: 'sourcetype=web', data: 'no.json' })
    expect((await only(path, '--require-data')).code).toBe(1)
  })

  it('a file that is no detection', async () => {
    const path = file('broken/detections/web/rule.yml', 'name: [\n')
    const result = await only(path)
    expect(said(result)).toMatch(/^error: .*rule\.yml:\d+:\d+ /)
    expect(result.code).toBe(1)
  })
})

async function runUntimed(path: string) {
  const out: string[] = []
  const terminal = {
    out: (text: string) => void out.push(text),
    err: () => {},
    outColor: false,
    errColor: false,
    errIsTerminal: false,
    width: 100,
  }
  const args = ['test', path, '--offline', '--timeout', '0.000001']
  const code = await runCli(args, [testCommand(services())], terminal, new AbortController().signal)
  return { code, out: out.join('') }
}

describe('data', () => {
  it('is read once for all detections that use it, and results keep their order', async () => {
    const folder = join(top, 'many')
    file('many/data/web.json', web)
    file('many/data/other.json', web)
    for (let at = 0; at < 6; at++) {
      const data = at % 2 === 0 ? 'data/web.json' : 'data/other.json'
      const search = `sourcetype=web status=${at < 3 ? 404 : 500} | stats count by host`
      file(`many/detections/web/rule_${at}.yml`, detection({ search, data }))
    }
    const { results } = await report(folder)
    expect(
      results.map(({ detection: { path }, outcome }) => [path.slice(-5, -4), outcome.kind]),
    ).toEqual([0, 1, 2, 3, 4, 5].map((at) => [String(at), at < 3 ? 'passed' : 'failed']))
  })

  it('of several entries is searched together', async () => {
    file('two/data/a.json', '{"host":"a","step":1}\n')
    file('two/data/b.json', '{"host":"a","step":2}\n')
    const rule = detection({
      search: 'step=* | stats dc(step) as steps by host | where steps=2',
      data: 'data/a.json',
    })
    const path = file(
      'two/detections/web/rule.yml',
      `${rule}  - data: data/b.json\n    source: s\n    sourcetype: web\n`,
    )
    const result = await only(path)
    expect(result.outcome.kind).toBe('passed')
    expect(result.data.map(({ events }) => events)).toEqual([1, 1])
  })

  it('has the host and the index of its entry', async () => {
    const rule = detection({ search: 'index=here host=there sourcetype=web source=web' })
    file('named/data/web.json', web)
    const path = file(
      'named/detections/web/rule.yml',
      `${rule}    host: there\n    custom_index: here\n`,
    )
    expect((await only(path)).outcome.kind).toBe('passed')
  })

  it('is found below --data', async () => {
    file('store/datasets/T1/web.log', web)
    const path = repository({
      search: 'sourcetype=web',
      data: 'https://data.example/x/datasets/T1/web.log',
    })
    const result = await only(path, '--data', join(top, 'store'))
    expect([result.outcome.kind, result.data[0]?.file]).toEqual([
      'passed',
      join(top, 'store/datasets/T1/web.log'),
    ])
  })

  it('what one search writes into a lookup is not there for the next', async () => {
    file('lookups/data/web.json', web)
    file('lookups/lookups/seen.yml', 'name: seen\nfilename: seen.csv\n')
    file('lookups/lookups/seen.csv', 'host\nz\n')
    for (const name of ['a', 'b']) {
      const search = 'sourcetype=web | table host | append [| inputlookup seen] | outputlookup seen'
      const rule = detection({ search, test: '  expected_results: 3\n' })
      file(`lookups/detections/web/${name}.yml`, rule)
    }
    const { results } = await report(join(top, 'lookups/detections'))
    expect(results.map(said)).toEqual(['passed', 'passed'])
  })
})

describe('the table', () => {
  it('shows what became of the events', async () => {
    const path = repository({
      search: 'sourcetype=web status=200 user="*annie*" NOT host=z | stats count by host',
    })
    const { out, code } = await whippet([path])
    expect(
      out
        .replaceAll(top, '')
        .replace(/Rule \d+/, 'Rule')
        .replace(/\/r\d+\//g, '/r/'),
    ).toBe(`✗ failed  Rule · True Positive Test
  no rows
  /r/detections/web/rule.yml
  /r/data/web.json: 2 events of web, web
  2  events read
  2  search sourcetype=web
  1         status=200
  0         user="*annie*"  ◄ the last event goes
  2         NOT host=z  (by itself)
  the nearest event meets 3 of 4; it does not meet
    user="*annie*"
      user is "ann"
    2026-02-03T10:00:00.000Z  localhost  {"time":"2026-02-03T10:00:00Z","host":"a","user":"ann","st…
tests: 0 passed, 1 failed (1 detection)
`)
    expect(code).toBe(1)
  })

  it('tells where a risk object was lost', async () => {
    const { out } = await whippet([
      repository({ search: 'sourcetype=web | stats count as hosts by user' }),
    ])
    expect(out).toContain(
      '  host does not get past  stats count AS hosts BY user\n  did you mean hosts?\n  the row has user, hosts\n',
    )
  })

  it('shows each result as soon as it is there', async () => {
    const { lines } = await whippet([join(top, 'many')])
    expect(lines).toHaveLength(7)
  })

  it('keeps control characters from the terminal', async () => {
    const event = '{"host":"a","status":"\\u001b[31mred"}\n'
    const { out } = await whippet([repository({ search: 'sourcetype=web status=x' }, event)])
    expect(out).not.toContain('\u001b')
  })
})

describe('files for others', () => {
  const paths = () => [
    repository({ search: 'sourcetype=web | stats count by host' }),
    repository({ search: 'sourcetype=web status<100 | stats count by host' }),
    repository({ search: '`nosuch`' }),
    repository({ search: 'x', status: 'experimental' }),
    repository({ search: 'x', data: 'no<&>.json' }),
  ]

  it('JUnit XML', async () => {
    const junit = join(top, 'junit.xml')
    await whippet([...paths(), '--junit', junit])
    const xml = readFileSync(junit, 'utf8')
    expect(xml).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites tests="5" failures="1" errors="1" skipped="2" time="0\.000">\n/,
    )
    expect(xml.match(/<testcase /g)).toHaveLength(5)
    expect(xml).toContain('<failure message="no rows" type="failed">✗ failed')
    expect(xml).toContain('status&lt;100  ◄ the last event goes')
    expect(xml).toContain('<skipped message="the detection is experimental"/>')
    expect(xml).toContain('<skipped message="no data: no&lt;&amp;&gt;.json: there is no')
    // Every tag is closed.
    const open = [...xml.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)].reduce<string[]>(
      (stack, [, end, name, self]) => {
        if (end) expect(stack.pop()).toBe(name)
        else if (!self) stack.push(name as string)
        return stack
      },
      [],
    )
    expect(open).toEqual([])
  })

  it("contentctl's summary", async () => {
    const summary = join(top, 'summary.yml')
    await whippet([...paths(), '--summary', summary])
    const written = parse(readFileSync(summary, 'utf8'))
    expect(written.summary).toMatchObject({
      success: false,
      total_detections: 5,
      total_tested_detections: 3,
      total_pass: 1,
      total_fail: 2,
      total_skipped: 1,
      total_untested: 1,
      total_production: 4,
      total_experimental: 1,
      success_rate: '33.3%',
    })
    expect(written.percent_complete).toBe('80.0%')
    const status = (
      list: readonly {
        success: boolean
        status: string
        tests: readonly { status: string; resultCount: string | null }[]
      }[],
    ) =>
      list.map(({ success, status, tests }) => [
        success,
        status,
        tests[0]?.status,
        tests[0]?.resultCount,
      ])
    expect(status(written.tested_detections)).toEqual([
      [false, 'fail', 'fail', '0'],
      [false, 'fail', 'error', null],
      [true, 'pass', 'pass', '1'],
    ])
    expect(status(written.skipped_detections)).toEqual([[true, 'skip', 'skip', null]])
    expect(status(written.untested_detections)).toEqual([[false, null, null, null]])
  })
})

describe('the command line', () => {
  it.each([
    [[], 'test needs a file or folder of detections'],
    [['nowhere'], 'the content cannot be read'],
    [['examples'], 'there is no detection in examples'],
    [['content', '--timeout', 'x'], '--timeout takes seconds, not "x"'],
    [['content', '--junit', 'no/such/junit.xml'], '--junit no/such/junit.xml cannot be written'],
    [['content', '--detection', 'no*such'], 'no detection is named "no*such"'],
    [['content', '--watch', '--format', 'json'], '--watch shows results on the terminal'],
  ])('%j', async (args, message) => {
    const { code, err } = await whippet(args)
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
  })

  it('the shipped content passes with the shipped examples', async () => {
    const { results, code } = await report('content')
    expect(results.map(({ test, outcome, rows }) => [test, outcome.kind, rows])).toEqual([
      ['Shipped example', 'passed', 2],
      ['True Positive Test', 'no data', null],
      ['Shipped example', 'passed', 2],
      ['True Positive Test', 'no data', null],
    ])
    expect(code).toBe(0)
  })
})

describe('watching', () => {
  it('runs again what a change has an effect on', async () => {
    file('watched/data/web.json', web)
    file('watched/macros/code.yml', 'name: code\ndefinition: status=500\n')
    const rule = (search: string) => detection({ search })
    const first = rule('sourcetype=web `code` | stats count by host')
    file('watched/detections/web/first.yml', first)
    file('watched/detections/web/second.yml', rule('sourcetype=web | stats count by host'))
    const stop = new AbortController()
    const shown: string[] = []
    const err: string[] = []
    const until = async (text: string, times: number): Promise<void> => {
      for (let turn = 0; turn < 200; turn++) {
        if (err.join('').split(text).length > times) return
        await new Promise((done) => setTimeout(done, 25))
      }
      throw new Error(`not there: ${text}\n${shown.join('')}${err.join('')}`)
    }
    const terminal = {
      out: (text: string) => void shown.push(text),
      err: (text: string) => void err.push(text),
      outColor: false,
      errColor: false,
      errIsTerminal: false,
      width: 100,
    }
    const args = ['test', join(top, 'watched'), '--watch', '--offline']
    const running = runCli(args, [testCommand(services())], terminal, stop.signal)
    const runs = () =>
      shown
        .splice(0)
        .filter((text) => /^[✓✗]/.test(text))
        .map((text) => text.slice(0, 8))
    await until('waiting', 1)
    expect(runs()).toEqual(['✗ failed', '✓ passed'])
    // The macro is that of one of the two.
    file('watched/macros/code.yml', 'name: code\ndefinition: status=404\n')
    await until('waiting', 2)
    expect(runs()).toEqual(['✓ passed'])
    file(
      'watched/detections/web/second.yml',
      rule('sourcetype=web nothing=1 | stats count by host'),
    )
    await until('waiting', 3)
    expect(runs()).toEqual(['✗ failed'])
    file('watched/data/web.json', web.replaceAll('404', '403'))
    await until('waiting', 4)
    expect(runs()).toEqual(['✗ failed', '✗ failed'])
    file('watched/detections/web/third.yml', rule('sourcetype=web | stats count by host'))
    await until('waiting', 5)
    expect(runs()).toEqual(['✓ passed'])
    stop.abort(new Error('interrupted'))
    expect(await running).toBe(0)
  })
})

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { HuntReport } from '../src/detections/hunt-report.ts'

// The built program, since threads are its own: `npm test` builds before it tests.
const folder = mkdtempSync(join(tmpdir(), 'whippet-hostile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

const whippet = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '', TZ: 'UTC' }
    const limits = { env, maxBuffer: 1 << 28, timeout: 60_000 }
    execFile(process.execPath, ['dist/main.js', ...args], limits, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })

const jobs = ['1', '2']

/** Takes steps without end on the log below; see `PatternTimeout`. */
const endless = String.raw`^(.*?,){20}P\1(?=x)`

const event = (host: string, text: string): string =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>1</EventID><TimeCreated SystemTime='2026-02-03T10:00:00Z'/><Channel>C</Channel><Computer>${host}</Computer></System><EventData><Data Name='Text'>${text}</Data></EventData></Event>\n`

const logs = join(folder, 'logs')
mkdirSync(logs)
for (const host of ['a', 'b', 'c']) {
  writeFileSync(join(logs, `${host}.xml`), event(host, 'plain').repeat(3))
}
writeFileSync(join(logs, 'b2.xml'), event('long', ',a'.repeat(60_000)))

function detection(name: string, search: string): string {
  const path = join(folder, `${name}.yml`)
  writeFileSync(
    path,
    `name: ${name}\nid: ${name}\ntype: TTP\nstatus: production\nsearch: |\n  ${search}\ntests: []\n`,
  )
  return path
}

describe('a detection that fails leaves the others alone', () => {
  const failing = {
    filter: `index=* | regex _raw="${endless}"`,
    later: 'index=* | eval x=1 | rex field=_raw "(?<x>(.*a){25})$[ab]"',
    subsearch: `index=* [search index=* | regex _raw="${endless}" | fields host] | stats count`,
    join: `index=* | join host [search index=* | regex _raw="${endless}"] | stats count`,
    append: `index=* | stats count | append [search index=* | regex _raw="${endless}"]`,
  }
  const good = detection('Good', 'index=* | stats count by Computer')
  const content = [...Object.entries(failing).map(([name, spl]) => detection(name, spl)), good]
  const paths = content.flatMap((path) => ['--content', path])

  it('with any number of threads, which all tell the same', async () => {
    const [one, two] = await Promise.all(
      jobs.map((count) =>
        whippet('hunt', logs, ...paths, '--format', 'json', '--now', '0', '--jobs', count),
      ),
    )
    const { findings, summary } = JSON.parse(one!.out) as HuntReport
    expect(findings.map(({ detection: { name }, rows }) => [name, rows.length])).toEqual([
      ['Good', 4],
    ])
    expect(summary.skipped.map(({ name }) => name).sort()).toEqual(Object.keys(failing).sort())
    for (const { reason } of summary.skipped) expect(reason).toMatch(/takes too long on a text/)
    expect(two!.out).toBe(one!.out)
  })

  it('and everything is read and counted where it is the only one', async () => {
    const only = ['--content', detection('filter', failing.filter), '--format', 'json']
    for (const count of jobs) {
      const { out } = await whippet('hunt', logs, ...only, '--jobs', count)
      expect(JSON.parse(out).summary).toMatchObject({ events: 10, skipped: [{ name: 'filter' }] })
    }
  })
})

describe('a search that fails', () => {
  it.each(jobs)('says so, with %s threads', async (count) => {
    const spl = `index=* | regex _raw="${endless}"`
    const { code, err, out } = await whippet('search', spl, '-i', logs, '--jobs', count)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^error\[SPL0305\]: the regular expression .* takes too long/)
  })
})

describe('what only the whole program knows', () => {
  it('is asked for there, with any number of threads', async () => {
    mkdirSync(join(folder, 'lookups'))
    writeFileSync(join(folder, 'lookups/known.csv'), 'host,ok\na,yes\n')
    writeFileSync(join(folder, 'lookups/known.yml'), 'name: known\nfilename: known.csv\n')
    const known = 'lookup("known", json_object("host", Computer), json_array("ok"))'
    const spl = `index=* | where json_extract(${known}, "ok")="yes" AND random()>=0 | stats count by Computer`
    const results = await Promise.all(
      jobs.map((count) =>
        whippet(
          ...['search', spl, '-i', logs, '--content', join(folder, 'lookups')],
          ...['--format', 'csv', '--jobs', count],
        ),
      ),
    )
    for (const { out } of results) expect(out).toBe('Computer,count\na,3\n')
  })
})

describe('results without end', () => {
  it('are cut, and that is said', async () => {
    const spl = '| makeresults count=100000000 | eval a="x" | table a'
    const { code, out, err } = await whippet('search', spl, '--format', 'csv')
    expect(err).toMatch(/SPL0601.* more than 1000000 rows/)
    expect(code).toBe(2)
    expect(out.length).toBeLessThan(3_000_000)
  })
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEngine } from '../src/index.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-overrides-'))
afterAll(() => rmSync(root, { recursive: true }))

function file(path: string, text: string): string {
  const full = join(root, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
  return full
}

const props = `[acme:log]
EXTRACT-user = user (?<user>\\w+)
[acme:json]
KV_MODE = json
EVAL-who = 'actor.name'
[XmlWinEventLog]
EVAL-windows = "xml"
[source::XmlWinEventLog:Security]
EVAL-channel = "security"
[host::web*]
EVAL-site = "web"
`
file('app/default/props.conf', props)
const log = file('a.log', '2026-02-03T10:11:12Z user ann\n')
const json = file('b.json', '{"time":1770113472,"actor":{"name":"bob"}}\n')
const xml = file(
  'c.xml',
  '<Event><System><EventID>4688</EventID><Channel>Security</Channel><Computer>ws1</Computer></System></Event>\n',
)
const engine = openEngine({ knowledge: [join(root, 'app')] })

type Given = Readonly<Partial<Record<'source' | 'sourcetype' | 'host' | 'index', string>>>

describe('a user who says what the events are', () => {
  it.each<[string, string, Given, Readonly<Record<string, unknown>>]>([
    ['nothing', log, {}, { sourcetype: 'text', source: log, host: 'localhost', index: 'main' }],
    [
      'a sourcetype, which brings its fields',
      log,
      { sourcetype: 'acme:log' },
      { sourcetype: 'acme:log', user: 'ann' },
    ],
    [
      'everything',
      log,
      { sourcetype: 'acme:log', source: 'stdin', host: 'web7', index: 'it' },
      { sourcetype: 'acme:log', source: 'stdin', host: 'web7', index: 'it', site: 'web' },
    ],
    [
      'the sourcetype of JSON, read by its format',
      json,
      { sourcetype: 'acme:json' },
      { sourcetype: 'acme:json', 'actor.name': 'bob', who: 'bob' },
    ],
    [
      'a Windows sourcetype in lower case',
      xml,
      { sourcetype: 'xmlwineventlog' },
      { sourcetype: 'xmlwineventlog', EventCode: '4688', windows: 'xml', host: 'ws1' },
    ],
    [
      'a source, whose stanzas are those of the Windows log in any case',
      xml,
      { source: 'xmlwineventlog:security', host: 'dc' },
      { source: 'xmlwineventlog:security', channel: 'security', windows: 'xml', host: 'dc' },
    ],
  ])('says %s', async (_, input, given, expected) => {
    const { rows } = await (await engine).search('*', { inputs: [input], ...given })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject(expected)
    // What a search needs is found without the other fields, too.
    for (const [field, value] of Object.entries(expected)) {
      const one = await (await engine).search(`* | fields + ${JSON.stringify(field)}`, {
        inputs: [input],
        ...given,
      })
      expect(one.rows[0]?.[field]).toEqual(value)
    }
  })

  it('is believed by the search itself', async () => {
    const search = async (spl: string, given: Given) =>
      (await (await engine).search(spl, { inputs: [log], ...given })).rows.length
    expect(
      await search('index=it sourcetype=ACME:log', { sourcetype: 'acme:log', index: 'it' }),
    ).toBe(1)
    expect(await search('index=main', { index: 'it' })).toBe(0)
    expect(await search('sourcetype=text', { sourcetype: 'acme:log' })).toBe(0)
  })
})

describe('the index and host that settings of an app give', () => {
  const syslog = file(
    'auth.txt',
    'Feb  3 10:11:12 web1 sshd[1]: Accepted password for ann from ::1 port 2\n',
  )
  it.each<[string, Given, readonly Readonly<Record<string, unknown>>[]]>([
    ['*', {}, [{ index: 'unix', host: 'web1' }]],
    ['sshd', {}, [{ index: 'unix', host: 'web1' }]],
    ['index=*', {}, [{ index: 'unix', host: 'web1' }]],
    ['index=unix', {}, [{ index: 'unix', host: 'web1' }]],
    ['index=main', {}, []],
    ['index=main', { index: 'main' }, [{ index: 'main', host: 'web1' }]],
    ['*', { host: 'h', index: 'i', source: 's' }, [{ index: 'i', host: 'h' }]],
  ])('search %s, said %o', async (search, given, expected) => {
    const opened = await engine
    const { rows } = await opened.search(`search ${search} | table index host`, {
      inputs: [syslog],
      ...given,
    })
    expect(rows).toEqual(expected)
  })
})

it('an ending of a name tells less than lines do, settings for the name tell more', async () => {
  const line = 'Feb  3 10:11:12 web1 sshd[1]: Accepted password for ann from ::1 port 2\n'
  file('named/default/props.conf', '[source::....csv]\nsourcetype = csv\n')
  const own = openEngine({ knowledge: [join(root, 'named')] })
  const sourcetypes = async (by: typeof engine, path: string, text: string) => {
    const opened = await by
    const { rows } = await opened.search('* | stats count by sourcetype', {
      inputs: [file(path, text)],
    })
    return rows
  }
  expect(await sourcetypes(engine, 'ssh.csv', line)).toEqual([
    { sourcetype: 'linux_secure', count: 1 },
  ])
  expect(await sourcetypes(engine, 'x.csv', 'a?\n1\n')).toEqual([{ sourcetype: 'csv', count: 1 }])
  expect(await sourcetypes(own, 'ssh.csv', line + line)).toEqual([{ sourcetype: 'csv', count: 1 }])
})

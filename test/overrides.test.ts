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

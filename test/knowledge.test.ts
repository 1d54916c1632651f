// Long because each kind of setting that acts at search time has its case here, all over folders that are made the same way.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { environmentOf, workerEnvironment } from '../src/app.ts'
import { batchOfRows, rowsOf } from '../src/contract/batch.ts'
import { openEngine } from '../src/index.ts'
import { readApps } from '../src/read-apps.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-apps-'))
afterAll(() => rmSync(root, { recursive: true }))

let count = 0

/** An app folder with these files. */
function app(files: Readonly<Record<string, string>>, name = `TA_${count++}`): string {
  const folder = join(root, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

type Row = Readonly<Record<string, string | number | readonly (string | number)[]>>

const knowledgeIn = (...folders: readonly string[]) => {
  const { knowledge } = environmentOf(undefined, { apps: readApps({ folders }) })
  if (!knowledge) throw new Error('there are no apps')
  return knowledge
}

const event = (raw: string, more: Row = {}): Row => ({ _raw: raw, sourcetype: 'acme', ...more })

/** Fields of events by an app with these `props.conf` and `transforms.conf`. */
function fields(props: string, transforms: string, events: readonly Row[], only?: string) {
  const folder = app({ 'default/props.conf': props, 'default/transforms.conf': transforms })
  const batch = knowledgeIn(folder).open({ now: 100, timeZone: 'UTC' })(batchOfRows(events))
  if (only !== undefined) return events.map((_, row) => batch.column(only)?.at(row) ?? null)
  return rowsOf(batch).map(({ _raw, sourcetype, host, source, ...rest }) => rest)
}

const one = (props: string, transforms: string, raw: string, more: Row = {}) =>
  fields(props, transforms, [event(raw, more)])[0]

const quiet = '[acme]\nKV_MODE = none\n'

describe('fields', () => {
  it.each<[string, string, string, string, Row]>([
    ['EXTRACT', 'EXTRACT-a = user (?<user>\\w+)', '', 'user ann, user bob', { user: 'ann' }],
    [
      'EXTRACT in a field',
      'EXTRACT-a = path (?<path>\\S+)\nEXTRACT-b = (?<file>[^/]+)$ in path',
      '',
      'path /a/b.txt',
      { path: '/a/b.txt', file: 'b.txt' },
    ],
    [
      'the class that comes first in ASCII order makes the field',
      'EXTRACT-b = (?<x>b\\d)\nEXTRACT-a = (?<x>a\\d)',
      '',
      'b1 a1',
      { x: 'a1' },
    ],
    [
      'REPORT with FORMAT',
      'REPORT-a = one, two',
      '[one]\nREGEX = (\\w+)@(\\w+)\nFORMAT = user::$1 domain::$2\n[two]\nREGEX = (?<n>\\d+)',
      'ann@home 7 8',
      { user: 'ann', domain: 'home', n: '7' },
    ],
    [
      'FORMAT with names from the text, cleaned',
      'REPORT-a = t',
      '[t]\nREGEX = <([^>]+)>(\\w+)\nFORMAT = $1::$2',
      '<a-b>1 <_9c>2',
      { a_b: '1', c: '2' },
    ],
    [
      'CLEAN_KEYS = false',
      'REPORT-a = t',
      '[t]\nREGEX = <([^>]+)>(\\w+)\nFORMAT = $1::$2\nCLEAN_KEYS = false',
      '<a-b>1',
      { 'a-b': '1' },
    ],
    [
      '_KEY_1 and _VAL_1',
      'REPORT-a = t',
      '[t]\nREGEX = (?<_KEY_1>\\w+):(?<_VAL_1>\\w+)',
      'a:1 b:2',
      { a: '1', b: '2' },
    ],
    [
      'MV_ADD',
      'REPORT-a = t',
      '[t]\nREGEX = to=(?<to>\\w+)\nMV_ADD = true',
      'to=a to=b',
      { to: ['a', 'b'] },
    ],
    ['no MV_ADD', 'REPORT-a = t', '[t]\nREGEX = to=(?<to>\\w+)', 'to=a to=b', { to: 'a' }],
    [
      'SOURCE_KEY',
      'EXTRACT-a = args (?<args>.*)\nREPORT-a = t',
      '[t]\nSOURCE_KEY = args\nREGEX = -p (?<port>\\d+)',
      '-p 1 args -p 2',
      { args: '-p 2', port: '2' },
    ],
    [
      'DELIMS for pairs',
      'REPORT-a = t',
      '[t]\nDELIMS = ";", ":"',
      'a:1;b c:"x;y"; d:',
      { a: '1', b_c: 'x;y' },
    ],
    [
      'DELIMS with FIELDS',
      'REPORT-a = t',
      '[t]\nDELIMS = "|"\nFIELDS = "a", "b", "c"',
      '1||3|4',
      { a: '1', c: '3' },
    ],
    ['tabs', 'REPORT-a = t', '[t]\nDELIMS = "\\t"\nFIELDS = a, b', '1\t2', { a: '1', b: '2' }],
    ['KV_MODE = auto', 'KV_MODE = auto', '', 'a=1 b="x y"', { a: '1', b: 'x y' }],
    ['KV_MODE is auto', 'description = without KV_MODE', '', 'a=1', { a: '1' }],
    ['KV_MODE = auto_escaped', 'KV_MODE = auto_escaped', '', 'a="x \\"y\\""', { a: 'x "y"' }],
    [
      'KV_MODE = json',
      'KV_MODE = json',
      '',
      '{"a":{"b":1},"c":[1,2]}',
      { 'a.b': '1', 'c{}': ['1', '2'] },
    ],
    ['KV_MODE = xml', 'KV_MODE = xml', '', '<e id="7"><x>1</x></e>', { 'e{@id}': '7', 'e.x': '1' }],
    [
      'automatic extraction comes last',
      'EXTRACT-a = b=(?<a>\\d)',
      '',
      'a=1 b=2',
      { a: '2', b: '2' },
    ],
    [
      'FIELDALIAS',
      'KV_MODE = auto\nFIELDALIAS-a = a AS x, b as y',
      '',
      'a=1 b=2',
      { a: '1', b: '2', x: '1', y: '2' },
    ],
    ['AS goes before what is there', 'FIELDALIAS-a = a AS b', '', 'a=1 b=2', { a: '1', b: '1' }],
    ['AS takes away without the original', 'FIELDALIAS-a = c AS b', '', 'a=1 b=2', { a: '1' }],
    ['ASNEW leaves what is there', 'FIELDALIAS-a = a ASNEW b', '', 'a=1 b=2', { a: '1', b: '2' }],
    ['ASNEW adds', 'FIELDALIAS-a = a ASNEW c', '', 'a=1', { a: '1', c: '1' }],
    [
      'EVAL reads aliases and no other EVAL',
      'FIELDALIAS-a = a AS b\nEVAL-a = b + 1\nEVAL-c = a . "!"',
      '',
      'a=1',
      { a: 2, b: '1', c: '1!' },
    ],
    ['EVAL that is null takes the field away', 'EVAL-a = null()', '', 'a=1 b=2', { b: '2' }],
    ['a setting without value takes one back', 'EXTRACT-a =', '', 'x 1', {}],
  ])('%s', (_, props, transforms, raw, expected) => {
    const settings =
      /KV_MODE|FIELDALIAS|EVAL|b=\(/.test(props) || props === '' ? '' : 'KV_MODE = none\n'
    expect(one(`[acme]\n${settings}${props}`, transforms, raw)).toEqual(expected)
  })

  it('go through the operations in the documented order', () => {
    const folder = app({
      'default/props.conf':
        '[acme]\nEXTRACT-a = ip (?<ip>\\S+)\nFIELDALIAS-a = ip AS src\nEVAL-addr = lower(src)\nLOOKUP-a = hosts addr OUTPUT name AS src_name\nLOOKUP-b = owners name AS src_name OUTPUTNEW owner',
      'default/transforms.conf':
        '[hosts]\nfilename = hosts.csv\n[owners]\nfilename = owners.csv\ncase_sensitive_match = false',
      'default/eventtypes.conf': '[acme_login]\nsearch = sourcetype=acme owner=ann',
      'default/tags.conf': '[eventtype=acme_login]\nauthentication = enabled\nold = disabled',
      'lookups/hosts.csv': 'addr,name\nfe80::a,Alpha\n',
      'lookups/owners.csv': 'name,owner\nALPHA,ann\n',
    })
    const rows = [event('ip FE80::A'), event('ip FE80::B')]
    const batch = knowledgeIn(folder).open({ now: 0, timeZone: 'UTC' })(batchOfRows(rows))
    const [first, second] = rowsOf(batch)
    expect(first).toMatchObject({
      src: 'FE80::A',
      addr: 'fe80::a',
      src_name: 'Alpha',
      owner: 'ann',
      eventtype: 'acme_login',
      tag: 'authentication',
      'tag::eventtype': 'authentication',
    })
    expect(second).not.toHaveProperty('owner')
    expect(second).not.toHaveProperty('eventtype')
  })

  it('of whose stanzas the stronger one counts', () => {
    const x = (props: string, more: Row) => fields(props, '', [event('', more)], 'x')[0]
    const stanzas =
      '[acme]\nEVAL-x = "type"\n[host::WEB*]\nEVAL-x = "host"\n[source::/var/.../*.log]\nEVAL-x = "source"\n'
    expect(x(stanzas, {})).toBe('type')
    expect(x(stanzas, { host: 'web1' })).toBe('host')
    expect(x(stanzas, { host: 'web1', source: '/var/a/b/c.log' })).toBe('source')
    expect(x(stanzas, { source: '/VAR/a/c.log' })).toBe('type')
    expect(x(stanzas, { source: '/var/a/c.logs' })).toBe('type')
    const both = (second: string) =>
      `[source::/a/*]\nEVAL-x = "a"\n[source::/a/b${second}\nEVAL-x = "b"\n`
    expect(x(both('*]'), { source: '/a/b' })).toBe('a')
    expect(x(both(']'), { source: '/a/b' })).toBe('b')
    expect(x(both('*]\npriority = 5'), { source: '/a/b' })).toBe('b')
    expect(x('[source::/a|/b]\nEVAL-x = 1', { source: '/b' })).toBe(1)
    expect(x('[default]\nEVAL-x = 1', {})).toBe(1)
  })

  it('are those of the new name of a renamed sourcetype', () => {
    const props = '[acme]\nrename = new\nEVAL-x = "old"\n[new]\nEVAL-x = "new"'
    expect(fields(props, '', [event('')], 'x')).toEqual(['new'])
    expect(fields(props, '', [event('')], 'sourcetype')).toEqual(['new'])
    expect(fields(props, '', [event('')], '_sourcetype')).toEqual(['acme'])
  })

  it('are worked out for each sourcetype in a batch', () => {
    const rows = [event('a'), { ...event('b'), sourcetype: 'other' }, event('c')]
    expect(fields(`${quiet}EVAL-x = _raw`, '', rows, 'x')).toEqual(['a', null, 'c'])
  })
})

describe('a field that is asked for alone', () => {
  it('computes only what it needs', () => {
    const folder = app({
      'default/props.conf':
        '[acme]\nKV_MODE = none\nEXTRACT-a = (?<a>\\w+) in source_a\nEXTRACT-b = (?<b>\\w+) in source_b\nEVAL-c = a . "!"\nFIELDALIAS-d = b AS d',
    })
    const rows = batchOfRows([event('', { source_a: 'x', source_b: 'y' })])
    const asked = new Set<string>()
    const watched = {
      length: 1,
      fields: () => rows.fields(),
      column(name: string) {
        asked.add(name)
        return rows.column(name)
      },
    }
    const batch = knowledgeIn(folder).open({ now: 0, timeZone: 'UTC' })(watched)
    expect(batch.column('c')?.at(0)).toBe('x!')
    expect(asked).toContain('source_a')
    expect(asked).not.toContain('source_b')
    expect(asked).not.toContain('_raw')
  })
})

describe('a search', () => {
  const logins = app({
    'default/props.conf':
      '[acme]\nEXTRACT-a = (?<action>\\w+) by (?<user>\\w+)\nTZ_ALIAS = EST=GMT+10',
    'default/eventtypes.conf':
      '[acme_any]\nsearch = sourcetype=acme\n[acme_login]\nsearch = eventtype=acme_any `login`\n[acme_old]\nsearch = *\ndisabled = 1\n[acme_loop]\nsearch = eventtype=acme_loop OR tag=x\n[acme_bad]\nsearch = ((',
    'default/tags.conf':
      '[eventtype=acme_login]\nauthentication = enabled\n[user=ROOT]\nprivileged = enabled\n[eventtype=acme_loop]\nx = enabled',
    'default/macros.conf':
      '[login]\ndefinition = action=login\n[of(1)]\nargs = who\ndefinition = user=$who$',
    'default/transforms.conf': '[people]\nfilename = people.csv',
    'lookups/people.csv': 'user,team\nroot,ops\n',
  })
  const events = [
    event('login by root', { _time: 4 }),
    event('login by ann', { _time: 3 }),
    event('logout by ann', { _time: 2 }),
    { _raw: 'login by root', sourcetype: 'other', _time: 1 },
  ]

  it.each<[string, readonly string[]]>([
    ['eventtype=acme_login', ['login by root', 'login by ann']],
    ['eventtype=ACME_L*n', ['login by root', 'login by ann']],
    ['eventtype!=acme_login sourcetype=acme', ['logout by ann']],
    ['tag=authentication', ['login by root', 'login by ann']],
    ['tag=auth*', ['login by root', 'login by ann']],
    ['tag=privileged', ['login by root']],
    ['tag::user=privileged', ['login by root']],
    ['tag::eventtype=privileged', []],
    ['tag=authentication tag=privileged', ['login by root']],
    ['NOT tag=authentication', ['logout by ann', 'login by root']],
    ['eventtype=acme_old', []],
    ['eventtype=acme_loop', []],
    ['eventtype=nothing', []],
    ['`of(ann)`', ['login by ann', 'logout by ann']],
    ['sourcetype=acme | where eventtype="acme_login" | search tag=privileged', ['login by root']],
    ['user=* | lookup people user | search team=ops', ['login by root']],
    ['* | stats values(_raw) AS _raw by tag | search tag=privileged', ['login by root']],
  ])('%s', async (spl, expected) => {
    const engine = await openEngine({ knowledge: [logins] })
    const { rows, diagnostics } = await engine.search(`${spl} | table _raw`, { events })
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(rows.map(({ _raw }) => _raw)).toEqual(expected)
  })

  it('tells once what in the apps does nothing', async () => {
    const engine = await openEngine({ knowledge: [logins] })
    const told = async () =>
      (await engine.search('| makeresults')).diagnostics.map(({ message }) =>
        message.replace(`${logins}/`, ''),
      )
    expect(await told()).toEqual([
      'default/props.conf:3 the setting TZ_ALIAS acts when events are indexed, and has no effect here',
      expect.stringMatching(
        /^default\/eventtypes.conf:11 the event type "acme_bad" is never met: /,
      ),
    ])
    expect(await told()).toEqual([])
  })

  it('refuses a folder that is not there', async () => {
    await expect(openEngine({ knowledge: [join(root, 'none')] })).rejects.toThrow('none')
  })

  it('reads apps again on other threads', async () => {
    const worker = workerEnvironment({ folders: [logins] })
    expect(worker.knowledge?.tags.of('user', 'Root')).toEqual(['privileged'])
  })
})

describe('several apps', () => {
  const value = (name: string, text: string) => `[${name}]\nEVAL-x = "${text}"\n`
  const x = (...folders: readonly string[]) =>
    knowledgeIn(...folders)
      .open({ now: 0, timeZone: 'UTC' })(batchOfRows([event('')]))
      .column('x')
      ?.at(0)

  it('local goes before default', () => {
    const both = {
      'default/props.conf': value('acme', 'd'),
      'local/props.conf': value('acme', 'l'),
    }
    expect(x(app(both))).toBe('l')
  })

  it('the later name goes before the earlier, whatever the order they are given in', () => {
    const a = app({ 'local/props.conf': value('acme', 'a') }, 'TA_one_a')
    const b = app({ 'default/props.conf': value('acme', 'b') }, 'TA_one_b')
    expect(x(a, b)).toBe('b')
    expect(x(b, a)).toBe('b')
  })

  it('are found in a folder of apps', () => {
    app({ 'default/props.conf': value('acme', 'in') }, 'etc/apps/one')
    expect(x(join(root, 'etc/apps'))).toBe('in')
  })

  it('are read as UTF-16 too', () => {
    const folder = app({ 'default/app.conf': '' })
    const text = Buffer.from(`\ufeff${value('acme', 'ä')}`, 'utf16le')
    writeFileSync(join(folder, 'default/props.conf'), text)
    expect(x(folder)).toBe('ä')
  })
})

it('the apps of the package have no problem, read as those of a user', () => {
  const { apps, problems } = readApps({ folders: ['apps'] })
  expect(apps.length).toBeGreaterThan(1)
  expect(problems).toEqual([])
  expect(
    environmentOf(undefined, { apps: { sources: { folders: [] }, apps, problems } }).knowledge
      ?.problems,
  ).toEqual([])
})

describe('lookups', () => {
  const leases = app({
    'default/transforms.conf':
      '[leases]\nfilename = leases.csv\ntime_field = start\nmax_offset_secs = 100\n[days]\nfilename = days.csv\ntime_field = day\ntime_format = %Y-%m-%d\nmax_matches = 2\nmin_offset_secs = 10\n[live]\nfilename = people.csv\nfilter = status="live" AND age>17\n[wrong]\nfilename = people.csv\nfilter = ((',
    'default/props.conf': '[acme]\nlookup_lease = leases ip OUTPUT user',
    'lookups/leases.csv': 'start,ip,user\n1000,1.1.1.1,ann\n1050,1.1.1.1,bob\n2000,1.1.1.1,cy\n',
    'lookups/days.csv': 'day,k,v\n1970-01-02,a,one\n1970-01-03,a,two\n1970-01-04,a,three\n',
    'lookups/people.csv': 'name,status,age\nann,live,20\nbob,gone,30\ncy,live,9\n',
  })

  it.each<[string, number, unknown]>([
    ['| lookup leases ip OUTPUT user', 999, undefined],
    ['| lookup leases ip OUTPUT user', 1000, 'ann'],
    ['| lookup leases ip OUTPUT user', 1060.5, 'bob'],
    ['| lookup leases ip OUTPUT user', 1151, undefined],
    [
      '| eval user=spath(lookup("leases", json_object("ip", ip), json_array("user")), "user")',
      1060,
      'bob',
    ],
    ['| eval k="a" | lookup days k OUTPUT v AS user', 86_400 + 9, undefined],
    ['| eval k="a" | lookup days k OUTPUT v AS user', 86_400 * 3 + 5, ['two', 'one']],
    ['| lookup live name OUTPUT status AS user', 1, 'live'],
    ['| eval name="cy" | lookup live name OUTPUT status AS user', 1, undefined],
    ['| search sourcetype=acme', 1070, 'bob'],
  ])('%s at %d', async (spl, time, user) => {
    const engine = await openEngine({ knowledge: [leases] })
    const sourcetype = spl.includes('acme') ? 'acme' : 'other'
    const events = [{ _time: time, ip: '1.1.1.1', name: 'ann', sourcetype }]
    const { rows, diagnostics } = await engine.search(`* ${spl}`, { events })
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('transforms.conf:16 the setting has no effect'),
    ])
    expect(rows[0]?.['user']).toEqual(user)
  })
})

it.each<[string, string, Row]>([
  ['KV_MODE = multi', 'PID  COMMAND\n1    a b\n2    c', { PID: ['1', '2'], COMMAND: ['a b', 'c'] }],
  ['KV_MODE = auto', '{"a":{"b":1},"c":"x=1"}', { 'a.b': '1', c: 'x=1' }],
  ['AUTO_KV_JSON = false', '{"c":"x=1"}', { x: '1' }],
  ['KV_MODE = auto', '{"no JSON x=1', { x: '1' }],
  ['KV_MODE = none\nEXTRACT-a = ^b(?<x>.*)c$', 'a\nb1\n2c', { x: '1\n2' }],
])('%s reads %j', (settings, raw, expected) => {
  expect(one(`[acme]\n${settings}`, '', raw)).toEqual(expected)
})

it('tells once for each app which of its files do nothing here', () => {
  const folder = app({
    'default/props.conf': '',
    'default/inputs.conf': '[monitor:///var/log]',
    'local/server.conf': '',
    'metadata/default.meta': '',
  })
  expect(readApps({ folders: [folder] }).problems).toEqual([
    {
      path: folder,
      message:
        'these files do nothing here: default/inputs.conf, local/server.conf, metadata/default.meta; everything in the app is shared',
    },
  ])
})

it('tells of settings that would change events of Windows as they are read', () => {
  const folder = app({
    'default/props.conf': [
      '[WinEventLog:Security]',
      'TRANSFORMS-drop = noise',
      'SEDCMD-cut = s/This event is generated.*//g',
      'EVAL-a = 1',
      '[source::XmlWinEventLog:System]',
      'TZ = UTC',
      '[acme]',
      'TZ = UTC',
    ].join('\n'),
    'default/transforms.conf': '[noise]\nREGEX = .\nDEST_KEY = queue\nFORMAT = nullQueue',
  })
  const told = 'on events of the Windows event log, which are read as they are'
  expect(knowledgeIn(folder).problems.map(({ line, message }) => [line, message])).toEqual([
    [2, `the setting TRANSFORMS-drop and 1 more of its stanza has no effect ${told}`],
    [6, `the setting TZ has no effect ${told}`],
  ])
})

describe('data models of apps', () => {
  const model = (tag: string) =>
    JSON.stringify({
      objects: [
        {
          objectName: 'Opened',
          constraints: [{ search: `(\`cim_Doors_indexes\`) tag=${tag}` }],
          fields: [{ fieldName: 'badge' }],
        },
      ],
    })
  const doors = {
    'default/eventtypes.conf': '[acme_door]\nsearch = sourcetype=acme badge=*',
    'default/tags.conf': '[eventtype=acme_door]\ndoor = enabled',
    'default/data/models/Doors.json': model('door'),
  }
  const stronger = { 'default/data/models/Doors.json': model('gate') }

  async function badges(...folders: readonly string[]) {
    const engine = await openEngine({ knowledge: folders })
    const { rows, diagnostics } = await engine.search(
      '| tstats count from datamodel=Doors.Opened by Opened.badge',
      { events: [{ _raw: 'x', sourcetype: 'acme', badge: '7' }] },
    )
    await engine.close()
    return [...rows.map((row) => row['Opened.badge']), ...diagnostics.map(({ code }) => code)]
  }

  it.each<[string, readonly string[], Readonly<Record<string, string>>[]]>([
    ['an app brings one', ['7'], [doors]],
    [
      'local goes before default',
      [],
      [{ ...doors, 'local/data/models/Doors.json': model('gate') }],
    ],
    ['the later app goes before the earlier', [], [doors, stronger]],
    [
      'a file that is no JSON is told',
      ['SPL0306', 'SPL0306'],
      [{ 'local/data/models/Doors.json': '{' }],
    ],
  ])('%s', async (_, expected, apps) => {
    expect(await badges(...apps.map((files) => app(files)))).toEqual(expected)
  })

  it('go before those that come along', async () => {
    const events = [{ _raw: 'x', sourcetype: 'acme', badge: '7' }]
    const engine = await openEngine({
      knowledge: [app({ ...doors, 'default/data/models/Web.json': model('door') })],
    })
    const { rows } = await engine.search('| tstats count from datamodel=Web.Opened', { events })
    await engine.close()
    expect(rows).toEqual([{ count: 1 }])
  })

  it('have names that end in .json', () => {
    const { problems } = readApps({ folders: [app({ 'default/data/models/Doors.txt': '' })] })
    expect(problems.map(({ message }) => message)).toEqual([
      'no data model: it does not end in .json',
    ])
  })
})

it('the apps that come along have no setting without effect, also when they are checked like any other', () => {
  const folder = join(root, 'built-in')
  cpSync(fileURLToPath(new URL('../apps', import.meta.url)), folder, { recursive: true })
  const apps = readApps({ folders: [folder] })
  const { knowledge } = environmentOf(undefined, { apps })
  expect([...apps.problems, ...(knowledge?.problems ?? [])]).toEqual([])
  expect(apps.apps.length).toBeGreaterThan(5)
})

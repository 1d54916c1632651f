// Long because each setting that acts when a file is read has its case here, all over the same small files.

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEngine } from '../src/index.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-indexing-'))
afterAll(() => rmSync(root, { recursive: true }))

/** 2026-11-26T13:41:18Z, when all files were last written. */
const time = 1_795_700_478
const now = new Date((time + 3600) * 1000)

function file(path: string, content: string | Uint8Array): string {
  const full = join(root, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
  utimesSync(full, time, time)
  return full
}

let apps = 0

type Row = Readonly<Record<string, unknown>>
interface Read {
  readonly rows: readonly Row[]
  readonly told: readonly string[]
}

/** Events of the sourcetype `acme` as an app with these settings of it reads them, in the order of the file. */
async function read(
  settings: string,
  content: string | Uint8Array,
  { transforms = '', more = '', fields = '_raw' } = {},
): Promise<Read> {
  const app = `app${apps++}`
  file(`${app}/default/props.conf`, `[acme]\n${settings}\n${more}`)
  file(`${app}/default/transforms.conf`, transforms)
  const engine = await openEngine({ knowledge: [join(root, app)], now })
  const { rows, diagnostics } = await engine.search(`* | reverse | table ${fields}`, {
    inputs: [file(`${app}-data/acme.log`, content)],
    sourcetype: 'acme',
  })
  return { rows, told: diagnostics.map(({ message }) => message.replace(/^.*?default\//, '')) }
}

async function raws(settings: string, text: string): Promise<unknown[]> {
  const { rows, told } = await read(settings, text)
  return [...rows.map(({ _raw }) => _raw), ...told.map((message) => ({ told: message }))]
}

describe('lines', () => {
  it.each<[string, string, string, readonly unknown[]]>([
    [
      'go on until a date by themselves',
      '',
      'a\n2026-11-27 01:00:00 b\nc\r\n\r\nd\n',
      ['a', '2026-11-27 01:00:00 b\nc\nd'],
    ],
    ['SHOULD_LINEMERGE = false', 'SHOULD_LINEMERGE = false', 'a\r\n\nb\rc', ['a', 'b', 'c']],
    [
      'LINE_BREAKER',
      'SHOULD_LINEMERGE = false\nLINE_BREAKER = ([\\r\\n]+)\\d+:',
      '1: a\n b\n2: c\n',
      ['1: a\n b', '2: c'],
    ],
    [
      'LINE_BREAKER whose first group took no part',
      'SHOULD_LINEMERGE = false\nLINE_BREAKER = end(\\n)begin|end2(\\n)begin2|begin3',
      'a end\nbegin b end2\nbegin2 c begin3 d',
      ['a end', 'begin b end2', 'begin2 c', 'begin3 d'],
    ],
    [
      'LINE_BREAKER between two characters',
      'SHOULD_LINEMERGE = false\nLINE_BREAKER = ()(?=<)',
      '<a<b<c',
      ['<a', '<b', '<c'],
    ],
    [
      'LINE_BREAKER with a letter that is no ASCII',
      'SHOULD_LINEMERGE = false\nLINE_BREAKER = (ä)',
      'aäöäü',
      ['a', 'ö', 'ü'],
    ],
    [
      'LINE_BREAKER, then lines are merged',
      'LINE_BREAKER = (;)\nBREAK_ONLY_BEFORE = ^a',
      'a1;b1;a2;b2',
      ['a1\nb1', 'a2\nb2'],
    ],
    [
      'TRUNCATE',
      'SHOULD_LINEMERGE = false\nTRUNCATE = 4',
      'abcäd\nab',
      ['abc', 'ab', { told: expect.stringContaining('cut to 4 bytes') }],
    ],
    [
      'BREAK_ONLY_BEFORE',
      'BREAK_ONLY_BEFORE = ^\\w',
      'a\n 2026-11-26 01:00:00\nb\n c\n',
      ['a\n 2026-11-26 01:00:00', 'b\n c'],
    ],
    [
      'BREAK_ONLY_BEFORE beside dates',
      'BREAK_ONLY_BEFORE = ^b\nBREAK_ONLY_BEFORE_DATE = true',
      'a\nb\n2026-11-27 01:00:00\nc',
      ['a', 'b', '2026-11-27 01:00:00\nc'],
    ],
    [
      'BREAK_ONLY_BEFORE_DATE = false',
      'BREAK_ONLY_BEFORE_DATE = false',
      'a\n2026-11-26 01:00:00',
      ['a\n2026-11-26 01:00:00'],
    ],
    ['MUST_BREAK_AFTER', 'MUST_BREAK_AFTER = ;$', 'a\nb;\nc\nd;\ne', ['a\nb;', 'c\nd;', 'e']],
    [
      'MUST_NOT_BREAK_AFTER until MUST_BREAK_AFTER',
      'BREAK_ONLY_BEFORE = .\nMUST_NOT_BREAK_AFTER = ^begin\nMUST_BREAK_AFTER = ^end',
      'a\nbegin\nb\nc\nend\nd\ne',
      ['a', 'begin\nb\nc\nend', 'd', 'e'],
    ],
    [
      'MUST_NOT_BREAK_BEFORE',
      'BREAK_ONLY_BEFORE = .\nMUST_NOT_BREAK_BEFORE = ^\\s',
      'a\n b\nc',
      ['a\n b', 'c'],
    ],
    [
      'MAX_EVENTS',
      'BREAK_ONLY_BEFORE = ^x\nMAX_EVENTS = 2',
      'a\nb\nc\nd\ne',
      ['a\nb', 'c\nd', 'e'],
    ],
    [
      'a LINE_BREAKER without a group',
      'SHOULD_LINEMERGE = false\nLINE_BREAKER = \\n',
      'a\nb',
      [
        'a',
        'b',
        {
          told: expect.stringContaining(
            'props.conf:3 the setting has no effect: LINE_BREAKER needs a group',
          ),
        },
      ],
    ],
  ])('%s', async (_, settings, text, expected) => {
    expect(await raws(settings, text)).toEqual(expected)
  })
})

describe('the time of an event', () => {
  const utc = (text: string) => Date.parse(`${text}Z`) / 1000
  it.each<[string, string, string, number]>([
    ['in a common form', '', 'at 2026-11-25 10:00:00 x', utc('2026-11-25T10:00:00')],
    [
      'that of syslog, in the year before the file was written',
      '',
      'Nov 27 12:00:00 x',
      utc('2026-11-27T12:00:00'),
    ],
    ['that of syslog, a year ago', '', 'Dec 24 12:00:00 x', utc('2025-12-24T12:00:00')],
    [
      'TIME_PREFIX',
      'TIME_PREFIX = end=',
      'start=2026-11-25 10:00:00 end=2026-11-25 11:00:00',
      utc('2026-11-25T11:00:00'),
    ],
    [
      'TIME_PREFIX that is missing: that of the file',
      'TIME_PREFIX = end=',
      'start=2026-11-25 10:00:00',
      time,
    ],
    [
      'TIME_FORMAT',
      'TIME_FORMAT = %d.%m.%y|%H.%M.%S.%3N',
      '25.11.26|10.00.00.250 x',
      utc('2026-11-25T10:00:00.250'),
    ],
    [
      'TIME_FORMAT without a year',
      'TIME_FORMAT = %d/%b %H:%M',
      '24/Dec 12:00',
      utc('2025-12-24T12:00:00'),
    ],
    [
      'TIME_FORMAT with TIME_PREFIX',
      'TIME_PREFIX = \\bt=\nTIME_FORMAT = %s',
      'a=1 t=1795600000',
      1_795_600_000,
    ],
    [
      'TIME_FORMAT that does not fit',
      'TIME_FORMAT = %d/%m/%Y',
      '2026-11-25 10:00:00 x',
      utc('2026-11-25T10:00:00'),
    ],
    [
      'TIME_FORMAT with a zone before TZ',
      'TIME_FORMAT = %Y-%m-%d %H:%M:%S %z\nTZ = Europe/Berlin',
      '2026-11-25 10:00:00 +0200',
      utc('2026-11-25T08:00:00'),
    ],
    [
      'MAX_TIMESTAMP_LOOKAHEAD',
      'MAX_TIMESTAMP_LOOKAHEAD = 10',
      'aaaaaaaaaa 2026-11-25 10:00:00',
      time,
    ],
    [
      'MAX_TIMESTAMP_LOOKAHEAD behind TIME_PREFIX',
      'TIME_PREFIX = ^a+\\s\nMAX_TIMESTAMP_LOOKAHEAD = 16',
      'aaaaaaaaaa 2026-11-25 10:00:59',
      utc('2026-11-25T10:00:00'),
    ],
    ['as far as 128 characters', '', `${'a'.repeat(120)} 2026-11-25 10:00:00`, time],
    [
      'MAX_TIMESTAMP_LOOKAHEAD = 0',
      'MAX_TIMESTAMP_LOOKAHEAD = 0',
      `${'a'.repeat(500)} 2026-11-25 10:00:00`,
      utc('2026-11-25T10:00:00'),
    ],
    ['TZ', 'TZ = America/New_York', '2026-11-25 10:00:00', utc('2026-11-25T15:00:00')],
    ['DATETIME_CONFIG = NONE', 'DATETIME_CONFIG = NONE', '2026-11-25 10:00:00', time],
    ['DATETIME_CONFIG = CURRENT', 'DATETIME_CONFIG = CURRENT', '2026-11-25 10:00:00', time + 3600],
    ['MAX_DAYS_AGO', 'MAX_DAYS_AGO = 1', '2026-11-20 10:00:00', time],
    ['MAX_DAYS_HENCE', 'MAX_DAYS_HENCE = 1', '2026-11-30 10:00:00', time],
    ['of long ago', '', '2012-11-20 10:00:00', utc('2012-11-20T10:00:00')],
    [
      'of JSON, where it is said',
      'TIME_PREFIX = "end":"',
      '{"time":"2026-11-25T10:00:00Z","end":"2026-11-25T11:00:00Z"}',
      utc('2026-11-25T11:00:00'),
    ],
    [
      'of JSON, in a zone',
      'TZ = America/New_York',
      '{"time":"2026-11-25T10:00:00"}',
      utc('2026-11-25T15:00:00'),
    ],
  ])('%s', async (_, settings, text, expected) => {
    const { rows, told } = await read(settings, text, { fields: '_time' })
    expect({ rows, told }).toEqual({ rows: [{ _time: expected }], told: [] })
  })

  it('is that of the one before where it tells none', async () => {
    const { rows } = await read('SHOULD_LINEMERGE = false', 'a\n2026-11-25 10:00:00 b\nc', {
      fields: '_time _raw',
    })
    const dated = utc('2026-11-25T10:00:00')
    expect(rows).toEqual([
      { _time: dated, _raw: '2026-11-25 10:00:00 b' },
      { _time: dated, _raw: 'c' },
      { _time: time, _raw: 'a' },
    ])
  })

  it.each([
    ['TZ = Mars', 'the time zone "Mars" is not known'],
    ['MAX_DAYS_AGO = many', 'MAX_DAYS_AGO takes a whole number, not "many"'],
    ['DATETIME_CONFIG = /etc/apps/x/datetime.xml', 'DATETIME_CONFIG takes NONE or CURRENT'],
    ['CHARSET = KLINGON', 'the character set "KLINGON" is not known'],
    ['TIME_PREFIX = (', 'the setting has no effect'],
    ['INDEXED_EXTRACTIONS = hec', 'INDEXED_EXTRACTIONS = hec is not supported'],
    ['SEDCMD-a = x', 'neither s/…/…/ nor y/…/…/'],
    ['TRANSFORMS-a = none', 'none: there is no stanza [none] in transforms.conf'],
  ])('and %s, which is told', async (setting, message) => {
    const { told } = await read(`SHOULD_LINEMERGE = false\n${setting}`, 'a')
    expect(told).toEqual([expect.stringContaining(`props.conf:3 the setting has no effect`)])
    expect(told[0]).toContain(message)
  })
})

it.each([
  ['latin1', Buffer.from('caf\xe9\nna\xefve', 'latin1')],
  ['utf-16le', Buffer.from('café\nnaïve', 'utf16le')],
  ['Shift_JIS', Buffer.from([0x83, 0x65, 0x0a, 0x83, 0x58])],
])('CHARSET = %s', async (charset, bytes) => {
  const { rows } = await read(`SHOULD_LINEMERGE = false\nCHARSET = ${charset}`, bytes)
  const expected = charset === 'Shift_JIS' ? ['テ', 'ス'] : ['café', 'naïve']
  expect(rows.map(({ _raw }) => _raw)).toEqual(expected)
})

describe('tables', () => {
  it.each<[string, string, string, string, readonly Row[]]>([
    [
      'csv',
      'INDEXED_EXTRACTIONS = csv',
      'a,b.c\n1,"x, y"\n,2\n',
      'a b_c _raw',
      [
        { a: '1', b_c: 'x, y', _raw: '1,"x, y"' },
        { b_c: '2', _raw: ',2' },
      ],
    ],
    ['tsv', 'INDEXED_EXTRACTIONS = TSV', 'a\tb\n1\t2\n', 'a b', [{ a: '1', b: '2' }]],
    ['psv', 'INDEXED_EXTRACTIONS = psv', 'a|b\n1|2\n', 'a b', [{ a: '1', b: '2' }]],
    [
      'w3c',
      'INDEXED_EXTRACTIONS = w3c',
      '#Version: 1\n#Fields: date time cs(Referer)\n2026-11-25 10:00:00 -\n',
      '_time cs_Referer',
      [{ _time: Date.parse('2026-11-25T10:00:00Z') / 1000, cs_Referer: '-' }],
    ],
    [
      'HEADER_FIELD_LINE_NUMBER',
      'INDEXED_EXTRACTIONS = csv\nHEADER_FIELD_LINE_NUMBER = 2',
      'report,x\na,b\n1,2\n',
      'a b',
      [{ a: '1', b: '2' }],
    ],
    [
      'PREAMBLE_REGEX',
      'INDEXED_EXTRACTIONS = csv\nPREAMBLE_REGEX = ^report',
      'report,x\na,b\n1,2\n',
      'a b',
      [{ a: '1', b: '2' }],
    ],
    [
      'FIELD_HEADER_REGEX',
      'INDEXED_EXTRACTIONS = csv\nFIELD_HEADER_REGEX = ^names:\\s',
      'names: a,b\n1,2\n',
      'a b',
      [{ a: '1', b: '2' }],
    ],
    [
      'FIELD_DELIMITER and FIELD_QUOTE',
      "INDEXED_EXTRACTIONS = csv\nFIELD_DELIMITER = \\x3b\nFIELD_QUOTE = '",
      "a;b\n1;'x;y'\n",
      'a b',
      [{ a: '1', b: 'x;y' }],
    ],
    [
      'FIELD_DELIMITER = whitespace',
      'INDEXED_EXTRACTIONS = csv\nFIELD_DELIMITER = whitespace',
      'a b\n1   2\n',
      'a b',
      [{ a: '1', b: '2' }],
    ],
    [
      'FIELD_NAMES',
      'INDEXED_EXTRACTIONS = csv\nFIELD_NAMES = [a, "b c"]',
      '1,2\n',
      'a "b c"',
      [{ a: '1', 'b c': '2' }],
    ],
    [
      'TIMESTAMP_FIELDS',
      'INDEXED_EXTRACTIONS = csv\nTIMESTAMP_FIELDS = d, t\nTIME_FORMAT = %d/%m/%Y %H.%M',
      'x,d,t\n2020-01-01 00:00:00,25/11/2026,10.00\n',
      '_time',
      [{ _time: Date.parse('2026-11-25T10:00:00Z') / 1000 }],
    ],
    [
      'HEADER_FIELD_ACCEPTABLE_SPECIAL_CHARACTERS',
      'INDEXED_EXTRACTIONS = csv\nHEADER_FIELD_ACCEPTABLE_SPECIAL_CHARACTERS = .',
      'a.b,c-d\n1,2\n',
      'a.b c_d',
      [{ 'a.b': '1', c_d: '2' }],
    ],
    [
      'MISSING_VALUE_REGEX',
      'INDEXED_EXTRACTIONS = csv\nMISSING_VALUE_REGEX = ^-$',
      'a,b\n-,2\n',
      'a b',
      [{ b: '2' }],
    ],
    [
      'JSON',
      'INDEXED_EXTRACTIONS = json\nKV_MODE = none',
      '{\n "a": {"b": 1}\n}\n{"a":{"b":2}}',
      'a.b',
      [{ 'a.b': '1' }, { 'a.b': '2' }],
    ],
  ])('%s', async (_, settings, text, fields, expected) => {
    const { rows, told } = await read(settings, text, { fields })
    expect({ rows, told }).toEqual({ rows: expected, told: [] })
  })
})

it('SEDCMD changes the text, in the order of the classes', async () => {
  const settings =
    'SHOULD_LINEMERGE = false\nSEDCMD-b = y/x/y/\nSEDCMD-a = s/\\d{4}-/xxxx-/g s/secret=\\S+/secret=#/'
  expect(await raws(settings, 'card 1234-5678 secret=abc')).toEqual(['card yyyy-5678 secret=#'])
})

describe('TRANSFORMS', () => {
  const lines = 'SHOULD_LINEMERGE = false\n'
  it.each<[string, string, string, string, string, readonly Row[]]>([
    [
      'the host',
      'TRANSFORMS-a = h',
      '[h]\nREGEX = from (\\S+)\nDEST_KEY = MetaData:Host\nFORMAT = host::$1',
      'from web1\nno',
      'host',
      [{ host: 'web1' }, { host: 'localhost' }],
    ],
    [
      'the sourcetype, which then decides the fields',
      'TRANSFORMS-a = s',
      '[s]\nREGEX = %ASA-\nDEST_KEY = MetaData:Sourcetype\nFORMAT = sourcetype::cisco',
      '%ASA-1\nx',
      'sourcetype by_cisco',
      [{ sourcetype: 'cisco', by_cisco: 'yes' }, { sourcetype: 'acme' }],
    ],
    [
      'the source, from the source',
      'TRANSFORMS-a = s',
      '[s]\nSOURCE_KEY = MetaData:Source\nREGEX = ^source::.*/(\\w+)\\.log\nDEST_KEY = MetaData:Source\nFORMAT = source::$1',
      'x',
      'source',
      [{ source: 'acme' }],
    ],
    [
      'the index',
      'TRANSFORMS-a = i',
      '[i]\nREGEX = secret\nDEST_KEY = _MetaData:Index\nFORMAT = safe',
      'secret\nx',
      'index',
      [{ index: 'safe' }, { index: 'main' }],
    ],
    [
      'the text',
      'TRANSFORMS-a = r',
      '[r]\nREGEX = ^(.*)password=\\S+(.*)$\nDEST_KEY = _raw\nFORMAT = $1password=#$2',
      'a password=x b',
      '_raw',
      [{ _raw: 'a password=# b' }],
    ],
    [
      'a field',
      'TRANSFORMS-a = f',
      '[f]\nREGEX = (\\w+)@(\\w+)\nFORMAT = mail::$1.$2 where::"$2"\nWRITE_META = true',
      'ann@home',
      'mail where',
      [{ mail: 'ann.home', where: 'home' }],
    ],
    [
      'a field of the name of the stanza',
      'TRANSFORMS-a = user',
      '[user]\nREGEX = user (\\w+)\nWRITE_META = true',
      'user ann',
      'user',
      [{ user: 'ann' }],
    ],
    [
      'named groups',
      'TRANSFORMS-a = f',
      '[f]\nREGEX = user (?<who>\\w+)\nWRITE_META = true\nFORMAT = known::yes',
      'user ann',
      'who known',
      [{ who: 'ann', known: 'yes' }],
    ],
    [
      'every match with REPEAT_MATCH',
      'TRANSFORMS-a = f',
      '[f]\nREGEX = to=(\\w+)\nFORMAT = to::$1\nWRITE_META = true\nREPEAT_MATCH = true',
      'to=a to=b',
      'to',
      [{ to: ['a', 'b'] }],
    ],
    [
      'DEST_KEY = _meta',
      'TRANSFORMS-a = f',
      '[f]\nREGEX = to=(\\w+)\nFORMAT = $0 to::$1\nDEST_KEY = _meta',
      'to=a',
      'to',
      [{ to: 'a' }],
    ],
    [
      'DEFAULT_VALUE',
      'TRANSFORMS-a = h',
      '[h]\nREGEX = from (\\S+)\nDEST_KEY = MetaData:Host\nFORMAT = host::$1\nDEFAULT_VALUE = host::unknown',
      'x',
      'host',
      [{ host: 'unknown' }],
    ],
    [
      'LOOKAHEAD',
      'TRANSFORMS-a = f',
      '[f]\nREGEX = (b)\nFORMAT = b::$1\nWRITE_META = true\nLOOKAHEAD = 2',
      'ab\naab',
      'b _raw',
      [{ b: 'b', _raw: 'ab' }, { _raw: 'aab' }],
    ],
    [
      'a written field',
      'TRANSFORMS-a = f, g',
      '[f]\nREGEX = (\\w)(\\w)\nFORMAT = one::$1 two::$2\nWRITE_META = true\n[g]\nSOURCE_KEY = fields:two,one\nREGEX = (\\w \\w)\nFORMAT = both::"$1"\nWRITE_META = true',
      'ab',
      'both',
      [{ both: 'b a' }],
    ],
    [
      'what is there with $0',
      'TRANSFORMS-a = h',
      '[h]\nREGEX = .\nDEST_KEY = _raw\nFORMAT = <$0>',
      'x',
      '_raw',
      [{ _raw: '<x>' }],
    ],
    [
      'JSON, whose fields are those of its new text',
      'SEDCMD-a = s/ann/bob/',
      '',
      '{"user":"ann"}',
      'user',
      [{ user: 'bob' }],
    ],
    [
      'the class that comes first in ASCII order first',
      'TRANSFORMS-b = two\nTRANSFORMS-a = one',
      '[one]\nREGEX = x\nDEST_KEY = _raw\nFORMAT = y\n[two]\nREGEX = y\nDEST_KEY = _raw\nFORMAT = z',
      'x',
      '_raw',
      [{ _raw: 'z' }],
    ],
  ])('change %s', async (_, settings, transforms, text, fields, expected) => {
    const more = '[cisco]\nEVAL-by_cisco = "yes"\n'
    const { rows, told } = await read(lines + settings, text, { transforms, fields, more })
    expect({ rows, told }).toEqual({ rows: expected, told: [] })
  })

  it('send events to nullQueue, all but some', async () => {
    const { rows, told } = await read(
      `${lines}TRANSFORMS-a = none, some`,
      'keep 1\ndrop\nkeep 2\ndrop',
      {
        transforms:
          '[none]\nREGEX = .\nDEST_KEY = queue\nFORMAT = nullQueue\n[some]\nREGEX = keep\nDEST_KEY = queue\nFORMAT = indexQueue',
      },
    )
    expect(rows).toEqual([{ _raw: 'keep 1' }, { _raw: 'keep 2' }])
    expect(told).toEqual([
      expect.stringContaining('2 events are left out, as TRANSFORMS send them to nullQueue'),
    ])
  })

  it.each([
    [
      'CLONE_SOURCETYPE = x\nREGEX = .\nDEST_KEY = _raw',
      'CLONE_SOURCETYPE is not supported: an event stays one event',
    ],
    ['INGEST_EVAL = a=1', 'INGEST_EVAL is not supported'],
    [
      'REGEX = .\nDEST_KEY = _TCP_ROUTING\nFORMAT = x',
      'DEST_KEY = _TCP_ROUTING sends events elsewhere',
    ],
    ['REGEX = .\nDEST_KEY = MetaData:host', 'DEST_KEY = MetaData:host is not known'],
    ['REGEX = .', 'it has neither DEST_KEY nor WRITE_META'],
    ['DEST_KEY = _raw', 'it has no REGEX'],
    ['REGEX = .\nDEST_KEY = _raw\nSOURCE_KEY = user', 'SOURCE_KEY = user is not known'],
  ])('that cannot be used are told: %s', async (stanza, message) => {
    const { told } = await read(`${lines}TRANSFORMS-a = t`, 'a', { transforms: `[t]\n${stanza}` })
    expect(told).toContain(`props.conf:3 the setting has no effect: t: ${message}`)
  })
})

it('a table that names its columns is read by them, whatever its sourcetype', async () => {
  const text =
    '#separator \\x09\n#fields\tts\tid.orig_h\n#types\ttime\taddr\n1795600000.5\t1.2.3.4\n#close\n'
  const { rows } = await read('', text, { fields: '_time id.orig_h sourcetype' })
  expect(rows).toEqual([{ _time: 1_795_600_000.5, 'id.orig_h': '1.2.3.4', sourcetype: 'acme' }])
})

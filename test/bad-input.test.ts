import { execFile, execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HuntReport } from '../src/detections/hunt-report.ts'
import { exampleRecords } from '../src/formats/evtx/example-log.ts'
import { buildLog } from '../src/formats/evtx/log-builder.ts'

/**
 * One hunt by the built program over a folder of everything that is wrong with inputs, and the examples in the midst of it. What a
 * parser does with each is tested beside the parser; here it counts that the whole goes on, tells all, and stays small.
 */
const folder = mkdtempSync(join(tmpdir(), 'whippet-bad-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const log = buildLog([exampleRecords])
const used = 4096 + log.readUInt32LE(4096 + 48)
const changed = (...places: readonly number[]): Buffer => {
  const copy = Buffer.from(log)
  for (const place of places) copy.writeUInt8((copy[place] as number) ^ 0xff, place)
  return copy
}
const line = (text: string): string =>
  `{"EventID":1,"Channel":"C","Hostname":"h","Text":"${text}"}\n`
const xmlEvent = (data: string): string =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>1</EventID></System><EventData><Data Name='a'>${data}</Data></EventData></Event>\n`
const entities = Array.from(
  { length: 20 },
  (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
)

/** A zip archive whose directory is missing: each entry stands behind its own header. */
function zipEntry(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(data.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, Buffer.from(name), data])
}

/** Name, content, and what is said: with the byte where it was noticed, and whether it counts as an error. */
const cases: readonly (readonly [string, string | Buffer, RegExp, 'warning' | 'note'])[] = [
  ['truncated.evtx', log.subarray(0, used - 40), /file ends|no record|ends beyond/, 'warning'],
  ['flipped.evtx', changed(used - 100, used - 60), /checksum of the records is wrong/, 'note'],
  ['binxml.evtx', changed(4096 + 512 + 24), /BinXML|binary XML|token/i, 'warning'],
  ['dirty.evtx', changed(120), /not closed/, 'note'],
  ['checksum.evtx', changed(4096 + 124), /checksum of the chunk header is wrong/, 'note'],
  ['empty.evtx', '', /an empty file/, 'note'],
  [
    'foreign.exe',
    Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000, 0x90)]),
    /no log of a known format/,
    'warning',
  ],
  ['latin1.json', Buffer.from(line('caf\xe9'), 'latin1'), /not UTF-8/, 'note'],
  ['open.json', `[${line('x')},`, /file ends within an array/, 'warning'],
  ['cut.json', line('x').slice(0, -5), /file ends within the object/, 'warning'],
  ['open.xml', `<Events>${xmlEvent('x')}`, /file ends before <\/Events>/, 'warning'],
  [
    'bomb.xml',
    `<!DOCTYPE Event [<!ENTITY l0 "lol">${entities.join('')}]>${xmlEvent('&l20;')}`,
    /no entity is expanded/,
    'warning',
  ],
  [
    'cut.gz',
    gzipSync(line('x').repeat(1000)).subarray(0, 60),
    /compressed data ends early/,
    'warning',
  ],
  [
    'bomb.gz',
    gzipSync(Buffer.alloc(150 << 20, `${'a'.repeat(99)}\n`)),
    /expands to more than/,
    'warning',
  ],
  [
    'cut.zip',
    zipEntry('a.json', Buffer.from(line('x'))),
    /directory of the zip archive cannot be read/,
    'warning',
  ],
  ['\u001b]0;title\u0007.json', line('x').slice(0, -5), /file ends within the object/, 'warning'],
]

beforeAll(() => {
  for (const [name, content] of cases) writeFileSync(join(folder, name), content)
  const long = openSync(join(folder, 'long.json'), 'w')
  writeSync(long, `${line('before')}{"a":"`)
  for (let i = 0; i < 100; i++) writeSync(long, 'x'.repeat(1 << 20))
  writeSync(long, `"}\n${line('after')}`)
  closeSync(long)
  mkdirSync(join(folder, 'links'))
  symlinkSync('b', join(folder, 'links/a'))
  symlinkSync('a', join(folder, 'links/b'))
  symlinkSync('..', join(folder, 'links/up'))
  execFileSync('mkfifo', [join(folder, 'links/pipe')])
  writeFileSync(join(folder, 'm.xml'), readFileSync('examples/xml/ws07.xml'))
})

const told = (name: string): string => name.replace('\u001b', '\\x1b').replace('\u0007', '\\x07')

interface Hunted {
  readonly report: HuntReport
  readonly err: string
  readonly megabytes: number
}

function hunt(...args: string[]): Promise<Hunted> {
  const tell = 'process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))'
  const program = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, 'dist/main.js']
  const limits = { maxBuffer: 1 << 28, timeout: 60_000, env: { ...process.env, TZ: 'UTC' } }
  return new Promise((resolve, reject) => {
    const given = [...program, 'hunt', ...args, '--format', 'json', '--now', '0']
    execFile(process.execPath, given, limits, (error, out, err) => {
      if (error) return reject(error)
      const megabytes = Number(err.slice(err.lastIndexOf('\n'))) / 1024
      resolve({ report: JSON.parse(out) as HuntReport, err, megabytes })
    })
  })
}

it.skipIf(platform() === 'win32')('everything wrong at once', async () => {
  const [alone, one, two] = [
    await hunt(join(folder, 'm.xml')),
    await hunt(folder, '--jobs', '1'),
    await hunt(folder, '--jobs', '2'),
  ]
  for (const [name, , message, severity] of cases) {
    const lines = one.err.split('\n').filter((text) => text.includes(`${told(name)}`))
    const said = lines.filter((text) => text.startsWith(severity) && message.test(text))
    expect(said.join('\n'), name).toMatch(/\(at byte \d+\)/)
  }
  expect(one.err).toMatch(/warning: .*long\.json: the object is longer than \d+ bytes.*byte 5\d/)
  expect(one.err).toMatch(/warning: .*links.a: a link that leads back to itself/)
  expect(one.err).toMatch(/warning: .*links.pipe: neither a file nor a folder/)
  expect(one.err).not.toContain('\u001b')

  const { summary, findings } = one.report
  expect(summary.files).toBe(cases.length + 2)
  expect(summary.parseErrors).toBeGreaterThanOrEqual(
    cases.filter(([, , , severity]) => severity === 'warning').length + 4,
  )
  expect(summary.notes).toBeGreaterThanOrEqual(5)
  expect(findings).toEqual(alone.report.findings)
  expect(findings.length).toBeGreaterThan(0)
  expect(two.report).toEqual(one.report)
  for (const { megabytes } of [one, two]) expect(megabytes).toBeLessThan(600)
})

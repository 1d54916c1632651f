import { deflateRawSync, gzipSync } from 'node:zlib'
import { exampleRecords } from '../src/formats/evtx/example-log.ts'
import { buildLog } from '../src/formats/evtx/log-builder.ts'

/** Files with everything that can be wrong with inputs. */

const log = buildLog([exampleRecords])
const used = 4096 + log.readUInt32LE(4096 + 48)
const changed = (...places: readonly number[]): Buffer => {
  const copy = Buffer.from(log)
  for (const place of places) copy.writeUInt8((copy[place] as number) ^ 0xff, place)
  return copy
}
export const line = (text: string): string =>
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
export const badInputs: readonly (readonly [
  string,
  string | Buffer,
  RegExp,
  'warning' | 'note',
])[] = [
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

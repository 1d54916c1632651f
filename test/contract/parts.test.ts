import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventSink, Format, FormatOptions, Parting } from '../../src/contract/format.ts'
import type { IndexSettings } from '../../src/contract/indexing.ts'
import { exampleRecords } from '../../src/formats/evtx/example-log.ts'
import { buildLog } from '../../src/formats/evtx/log-builder.ts'
import { formats } from '../../src/formats/index.ts'
import { mergeByDate } from '../../src/formats/line-merger.ts'
import { plainText } from '../../src/formats/plain-text.ts'
import { indexedFormat } from '../../src/ingest/indexed-format.ts'
import { fileNotes } from '../../src/search/file-notes.ts'
import { lines, pattern } from './line-settings.ts'
import { plain, type Read } from './reader-suite.ts'

type Reader = Pick<Format, 'open' | 'parting'>
type Limits = Partial<FormatOptions>

function recorder() {
  const events: unknown[] = []
  const problems: Read['problems'][number][] = []
  const sink: EventSink = {
    event: (event) => events.push(plain(event)),
    problem: (problem) => problems.push(problem),
  }
  return { sink, read: { events, problems } }
}

function readWhole(reader: Reader, bytes: Uint8Array, limits: Limits): Read {
  const { sink, read } = recorder()
  const parser = reader.open(sink, limits)
  parser.push(bytes)
  parser.end()
  return read
}

/** As the parts of a scan are read, one after the other. @param told is called for each part that ends where the next one begins */
function readInParts(
  parting: Parting,
  bytes: Uint8Array,
  seams: readonly number[],
  told: () => void,
): Read {
  const { sink, read } = recorder()
  const notes = fileNotes()
  const merged: EventSink = {
    event: sink.event,
    problem(problem) {
      if (notes.told({ path: '', ...problem })) sink.problem(problem)
    },
  }
  let parser = parting.open(merged, 0)
  let at = 0
  for (const seam of seams) {
    parser.push(bytes.subarray(at, seam))
    at = seam
    if (!parser.endBefore(bytes.subarray(seam))) continue
    told()
    parser = parting.open(merged, seam)
  }
  parser.push(bytes.subarray(at))
  parser.end()
  const last = notes.end()
  if (last) {
    const { path: _, ...problem } = last
    sink.problem(problem)
  }
  return { events: read.events, problems: read.problems }
}

interface Material {
  readonly name: string
  readonly reader: Reader
  /** What files are put together from. */
  readonly pieces: readonly Uint8Array[]
  /** Whether parts may be tried anywhere, whatever `seam` says. */
  readonly isText: boolean
}

const text = (input: string | Uint8Array): Uint8Array =>
  typeof input === 'string' ? new TextEncoder().encode(input) : input

const pieceOf: Record<string, readonly string[]> = {
  json: [
    '[',
    ']',
    '{"Records":[',
    ']}',
    '{"a":\n{"b":1}}',
    '  {"a":[\n  {"b":2}\n  ]},\n',
    'stray\n',
  ],
  'delimited-text': ['a,b\n', 'x,"y\nz"\n', '1,"\n', '3,4,5\n'],
  'windows-xml': ['<Events>', '</Events>', '<Event><System/></Event>', 'Record 7\n', '<13>host '],
  'windows-text': ['02/03/2026 10:11:12 AM\nLogName=x\n', '02/03/2026 10:11:12 AM\n', 'a\n'],
  'plain-text': ['caf\xe9\n', ' \n', 'a b\n'],
}

const chunks = (file: Buffer): Buffer[] =>
  Array.from({ length: Math.floor((file.length - 4096) / 65536) }, (_, index) =>
    file.subarray(4096 + index * 65536, 4096 + (index + 1) * 65536),
  )

const materialOf = (format: (typeof formats)[number]): Material => {
  const isText = format.name !== 'evtx'
  const log = buildLog([exampleRecords, exampleRecords, exampleRecords])
  return {
    name: format.name,
    reader: format,
    pieces: isText
      ? [
          ...format.examples.map(({ input }) => text(input)),
          ...(pieceOf[format.name] ?? []).map((each) => Buffer.from(each, 'latin1')),
        ]
      : [...chunks(log), Buffer.alloc(65536), Buffer.alloc(700), log.subarray(0, 4096)],
    isText,
  }
}

const metadata = { source: 's', sourcetype: 't', host: 'h', index: 'main' }

const indexed = (name: string, settings: Partial<IndexSettings>): Material => {
  const format = indexedFormat(
    plainText,
    {
      charset: undefined,
      lines: undefined,
      table: undefined,
      isJson: false,
      time: undefined,
      edit: undefined,
      transforms: [],
      ...settings,
    },
    metadata,
    true,
    true,
  )
  return {
    name,
    reader: format,
    pieces: [
      '2026-02-03 10:11:12 a\n',
      '2026-02-03 10:11:13 begin\r\n',
      '\tat b\n',
      '\n',
      'end\n',
      '+ more\n',
      'a very long line that is longer than others\n',
      '{"time":"2026-02-03 10:11:12","a":1}\n',
      'caf\xe9\r',
    ].map((each) => Buffer.from(each, 'latin1')),
    isText: true,
  }
}

const materials: readonly Material[] = [
  ...formats.map(materialOf),
  indexed('merged lines', { lines: lines({ merge: mergeByDate }) }),
  indexed('merged lines of all settings', {
    lines: lines({
      truncate: 30,
      merge: {
        ...mergeByDate,
        breakBeforeDate: false,
        breakBefore: pattern('^\\S'),
        noBreakAfter: pattern('begin$'),
        breakAfter: pattern('end$'),
        noBreakBefore: pattern('^\\+'),
        maxLines: 4,
      },
    }),
  }),
  indexed('lines of which some are dropped', {
    lines: lines({}),
    transforms: [
      (event) => {
        if (event.raw.includes('at')) event.isDropped = true
      },
    ],
  }),
]

const damage = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }),
  {
    maxLength: 3,
  },
)
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe.each(materials)('$name', ({ name, reader, pieces, isText }) => {
  const header = isText ? undefined : pieces.at(-1)
  const file = fc
    .record({
      parts: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: isText ? 12 : 5 }),
      first: fc.nat(pieces.length - 1),
      damage: fc.oneof(fc.constant([]), damage),
      end: fc.oneof(fc.constant(1), share),
      isMarked: fc.boolean(),
    })
    .map((made) => {
      const mark = isText && made.isMarked ? [Buffer.from([0xef, 0xbb, 0xbf])] : []
      const first = header && made.isMarked ? header : (pieces[made.first] as Uint8Array)
      const all = Buffer.concat([...mark, first, ...made.parts])
      for (const { at, byte } of made.damage) all[Math.floor(at * all.length)] = byte
      return all.subarray(0, Math.ceil(all.length * made.end))
    })

  test('is read the same in parts, wherever these begin', () => {
    let joints = 0
    fc.assert(
      fc.property(
        file,
        fc.array(share, { maxLength: 6 }),
        fc.boolean(),
        fc.constantFrom<Limits>({}, { maxEventBytes: 40, maxDepth: 3 }),
        (bytes, places, asTold, limits) => {
          const parting = reader.parting?.(bytes.subarray(0, 65536), limits)
          if (!parting) return
          const found = places.flatMap((place) => {
            const at = 1 + Math.floor(place * (bytes.length - 1))
            if (isText && !asTold) return at
            const seam = parting.seam(bytes.subarray(at), 0, at)
            return seam === undefined ? [] : at + seam
          })
          const seams = [...new Set(found)]
            .filter((seam) => seam > 0 && seam < bytes.length)
            .sort((left, right) => left - right)
          const parts = readInParts(parting, bytes, seams, () => joints++)
          expect(parts).toEqual(readWhole(reader, bytes, limits))
        },
      ),
      { numRuns: isText ? 1500 : 60 },
    )
    expect([name, joints > 20]).toEqual([name, true])
  })
})

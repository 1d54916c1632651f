import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { environmentOf, readingOf } from '../src/app.ts'
import { rowsOf } from '../src/contract/batch.ts'
import { exampleRecords } from '../src/formats/evtx/example-log.ts'
import { buildLog } from '../src/formats/evtx/log-builder.ts'
import { listInputs } from '../src/ingest/input-files.ts'
import type { FileProblem, InputFile } from '../src/ingest/input-sink.ts'
import type { ScanTaker } from '../src/search/event-source.ts'
import { type FileListener, fileSource, type ReadingProgress } from '../src/search/file-source.ts'
import { openHeads } from '../src/search/open-heads.ts'
import { prepareSearch } from '../src/search/prepare-search.ts'
import { readHere } from '../src/search/read-here.ts'
import { readingUnits, unitQueue, unitsInParts } from '../src/search/reading-unit.ts'
import { scanDelivery } from '../src/search/scan-delivery.ts'
import { zip } from './zip-archive.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parted-'))
})
afterAll(() => rm(folder, { recursive: true }))

const now = 1_770_200_000
const options = { now, timeZone: 'UTC' }
const environment = environmentOf(undefined)
const reading = readingOf({ ...options, overrides: {} }, environment)
const prepared = prepareSearch('search index=*', environment, options)
if (prepared.refused) throw new Error('the search is refused')
const tasks = [{ ...prepared, options }]
const { signal } = new AbortController()

/** Takes down all that is told of a scan. */
function listening() {
  const rows: unknown[] = []
  const problems: FileProblem[] = []
  let last: ReadingProgress | undefined
  const taker: ScanTaker = {
    rows: (_, batch, file) => rows.push(...rowsOf(batch).map((row) => ({ ...row, file }))) > 0,
    failed: (_, error) => {
      throw error
    },
  }
  const listener: FileListener = {
    problem: ({ ofFile: _, ...problem }) => problems.push(problem),
    progress(progress) {
      expect(progress.bytesDone).toBeLessThanOrEqual(progress.bytesTotal)
      last = progress
    },
  }
  return {
    taker,
    listener,
    read: (counts: object) => ({
      rows,
      problems,
      counts: { ...counts },
      progress: last && { ...last, file: '' },
    }),
  }
}

async function readWhole(files: readonly InputFile[]) {
  const { taker, listener, read } = listening()
  const source = fileSource({ files, reading, environment, listener })
  await source.scan(tasks, taker, signal)
  return read(source.counts)
}

/** Readers that take turns, as threads do. */
async function readInParts(files: readonly InputFile[], partBytes: number, readers: number) {
  const { taker, listener, read } = listening()
  const units = await unitsInParts(await readingUnits(files), reading, partBytes)
  const queue = unitQueue(units, readers)
  const delivery = scanDelivery(tasks.length, units, taker, listener, queue)
  const here = { units, reading, mostHeld: 2000 }
  await Promise.all(
    Array.from({ length: readers }, () =>
      readHere(queue, openHeads(tasks, environment), delivery, here, signal),
    ),
  )
  await delivery.finished
  return { read: read(delivery.counts), units: units.length }
}

const minutes = (index: number): string => String(index % 60).padStart(2, '0')
const time = (index: number): string => `2026-02-03 10:${minutes(index)}:00`

interface Kind {
  readonly name: string
  readonly head?: string
  /** Of the event with this number. */
  readonly events: readonly ((index: number) => string)[]
  readonly end?: string
}

const object = (index: number, more = ''): string => `{"time":"${time(index)}","n":${index}${more}}`

const kinds: readonly Kind[] = [
  {
    name: 'JSON lines',
    events: [
      (index) => `${object(index)}\n`,
      (index) => `${object(index)}\r\n\r\n`,
      (index) => `{"n":${index}}\n`,
      (index) => `{\n  "time":"${time(index)}",\n  "n": [\n    {"a":${index}}\n  ]\n}\n`,
      (index) => `no object ${index}\n`,
      (index) => `{"time":"${time(index)}","n":"broken ${index}\n`,
    ],
  },
  {
    name: 'an array of objects',
    head: '[\n',
    events: [(index) => ` ${object(index)},\n`, (index) => ` {"a":[\n {"n":${index}}\n]},\n`],
    end: ' {"n":0}]\n',
  },
  {
    name: 'records of a service',
    head: '{"Records":[\n',
    events: [(index) => `${object(index)},\n`, (index) => `{"n":${index}},\n`],
    end: '{"n":0}]}\n',
  },
  {
    name: 'a table',
    head: 'time,user,note\n',
    events: [
      (index) => `${time(index)},ann,${index}\n`,
      (index) => `,bob,"${index}\n${time(index)},c,d"\n`,
      (index) => `${time(index)},"open,${index}\n`,
    ],
  },
  {
    name: 'text',
    events: [
      (index) => `${time(index)} ws1 line ${index}\n`,
      (index) => `no time ${index}\r\n\n`,
      (index) => `caf\xe9 ${index}\n`,
    ],
  },
  {
    name: 'XML',
    head: '<Events>\n',
    events: [
      (index) =>
        `<Event><System><EventID>${index}</EventID><TimeCreated SystemTime="2026-02-03T10:${minutes(index)}:00Z"/></System></Event>\n`,
      (index) => `<Event>\n <System><EventID>${index}</EventID></System>\n</Event>`,
      () => '<Event><System>',
      () => 'stray\n',
    ],
    end: '</Events>\n',
  },
  {
    name: 'classic text',
    events: [
      (index) =>
        `02/03/2026 10:${minutes(index)}:00 AM\nLogName=Security\nEventCode=${index}\nMessage=a\nb\n\n`,
      (index) => `02/03/2026 10:${minutes(index)}:00 AM\nno event\n`,
    ],
  },
]

async function written(name: string, content: Uint8Array | string): Promise<readonly InputFile[]> {
  const path = join(folder, name)
  await writeFile(path, content)
  await utimes(path, now, now)
  return (await listInputs([path])).files
}

const smallParts = fc.integer({ min: 300, max: 6000 })

/** A log that this makes is read the same however it is parted. */
async function staysTheSame(
  name: string,
  content: fc.Arbitrary<Uint8Array>,
  partBytes: fc.Arbitrary<number>,
  numRuns: number,
): Promise<void> {
  let parted = 0
  await fc.assert(
    fc.asyncProperty(content, partBytes, fc.constantFrom(1, 2, 3), async (made, part, readers) => {
      const files = await written(name, made)
      const { read, units } = await readInParts(files, part, readers)
      if (units > 1) parted++
      expect(read).toEqual(await readWhole(files))
    }),
    { numRuns },
  )
  expect(parted).toBeGreaterThan(10)
}

describe.each(kinds)('$name', ({ name, head = '', events, end = '' }) => {
  test('gives the same in parts', async () => {
    const usual = fc.constant(0)
    const rare = fc.nat(events.length - 1)
    const content = fc
      .record({
        picks: fc.array(fc.oneof({ weight: 20, arbitrary: usual }, rare), {
          minLength: 20,
          maxLength: 700,
        }),
        isCut: fc.boolean(),
      })
      .map(({ picks, isCut }) => {
        const body = picks.map((pick, index) => events[pick]!(index)).join('')
        const all = head + body + (isCut ? '' : end)
        return Buffer.from(isCut ? all.trimEnd() : all, 'latin1')
      })
    await staysTheSame(`${name}.log`, content, smallParts, 80)
  })
})

test('EVTX gives the same in parts, damaged or not', async () => {
  const whole = buildLog(Array.from({ length: 7 }, () => exampleRecords))
  const damage = fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), {
    maxLength: 20,
  })
  const log = fc
    .tuple(damage, fc.oneof(fc.constant(whole.length), fc.nat(whole.length)))
    .map(([places, length]) => {
      const bytes = Buffer.from(whole)
      for (const { at, byte } of places) bytes[at] = byte
      return bytes.subarray(0, length)
    })
  await staysTheSame('log.evtx', log, fc.integer({ min: 30_000, max: 200_000 }), 60)
})

describe('an archive', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => `${object(index)}\n`).join('')
  const members: readonly Parameters<typeof zip>[0][number][] = [
    { name: 'long.json', data: lines(60) },
    { name: 'folder/', data: '' },
    { name: 'short.json', data: lines(1) },
    { name: 'empty', data: '' },
    { name: 'stored.json', data: lines(30), method: 0 },
    { name: 'binary', data: Buffer.alloc(5000) },
    { name: 'no times', data: 'x\ny\n' },
    { name: 'late.json', data: lines(20), flags: 8 },
    { name: 'encrypted', data: lines(5), flags: 1 },
    { name: 'unknown', data: lines(5), method: 99 },
    { name: 'wrong.json', data: lines(9), sum: 1 },
    { name: 'packed.json.gz', data: gzipSync(lines(90)) },
  ]

  test('gives the same by entries', async () => {
    const archive = fc
      .record({
        picks: fc.array(fc.constantFrom(...members), { minLength: 1, maxLength: 20 }),
        damage: fc.array(
          fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }),
          { maxLength: 3 },
        ),
        isDamaged: fc.boolean(),
      })
      .map(({ picks, damage, isDamaged }) => {
        const bytes = zip(picks)
        if (isDamaged)
          for (const { at, byte } of damage) bytes[Math.floor(at * (bytes.length - 1))] = byte
        return bytes
      })
    await staysTheSame('archive.zip', archive, smallParts, 60)
  })

  test('that expands to too much is ended by the part in which it does', async () => {
    const bomb = { name: 'bomb.gz', data: gzipSync(Buffer.alloc(80 << 20, 'a')) }
    const files = await written('bomb.zip', zip([members[0]!, bomb, members[0]!, members[0]!]))
    const { read, units } = await readInParts(files, 2000, 2)
    expect(units).toBeGreaterThan(2)
    const whole = await readWhole(files)
    expect(whole.problems.at(-1)?.message).toContain('expands to more than')
    expect(read.problems).toEqual(whole.problems)
    expect(read.rows.length).toBe(whole.rows.length)
  })
})

test('several files are read in their order, parts among them', async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `${object(index)}\n`)
  const files = [
    ...(await written('a.json', lines(400).join(''))),
    ...(await written('b.json', lines(3).join(''))),
    ...(await written('c.json', '')),
    ...(await written('d.json', lines(900).join(''))),
  ]
  const { read, units } = await readInParts(files, 2000, 3)
  expect(units).toBeGreaterThan(20)
  expect(read).toEqual(await readWhole(files))
})

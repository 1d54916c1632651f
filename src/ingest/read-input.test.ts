import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zip } from '../../test/zip-archive.ts'
import type { Format } from '../contract/format.ts'
import { json } from '../formats/json.ts'
import { plainText } from '../formats/plain-text.ts'
import { expectedBytes } from './expected-bytes.ts'
import type { InputFile, InputOptions } from './input-sink.ts'
import { readInput } from './read-input.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'input-'))
})
afterAll(() => rm(folder, { recursive: true }))

const formats: readonly Format[] = [json, plainText]

/** What a file of these bytes gives: `place text` of events and `place: message` of problems, places without the folder. */
async function read(bytes: Uint8Array | string, options?: InputOptions, known = formats) {
  const path = join(folder, 'f')
  await writeFile(path, bytes)
  const events: string[] = []
  const problems: string[] = []
  let progress = 0
  const { size } = await stat(path)
  const summary = await readInput(
    { path, size, modified: 0 },
    known,
    {
      event: (event, source) => events.push(`${source.slice(folder.length + 1)} ${event.raw()}`),
      problem: ({ path: at, entry, message, kind }) =>
        problems.push(
          `${kind} ${at.slice(folder.length + 1)}${entry === undefined ? '' : `!${entry}`}: ${message}`,
        ),
      progress: (read) => {
        progress += read
      },
    },
    options,
  )
  expect(progress).toBe(size)
  return { events, problems, ...summary }
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `{"a":${index}}\n`).join('')

const longLine = `${'a'.repeat(9999)}\n`

describe('plain files', () => {
  test.each([
    ['JSON', '{"a":1}', ['f {"a":1}'], []],
    ['text', 'x\ny', ['f x', 'f y'], []],
    ['nothing', '', [], ['note f: an empty file']],
    ['binary', '\0\x01\x02', [], ['file f: no log of a known format']],
    ['a foreign archive', '7z\xbc\xaf\x27\x1c', [], ['file f: a 7-Zip archive, which is not read']],
  ])('%s', async (_, content, events, problems) => {
    expect(await read(Buffer.from(content, 'latin1'))).toMatchObject({ events, problems })
  })

  test('a file that is larger than a piece', async () => {
    const { events, bytes } = await read(lines(100_000))
    expect(events.length).toBe(100_000)
    expect(events.at(-1)).toBe('f {"a":99999}')
    expect(bytes).toBe(lines(100_000).length)
  })

  const problemsOf = async (file: InputFile): Promise<string[]> => {
    const problems: string[] = []
    await readInput(file, formats, {
      event: () => {},
      problem: ({ message }) => void problems.push(message),
    })
    return problems
  }

  test('a file that went away is a problem', async () => {
    const file = { path: join(folder, 'gone'), size: 1, modified: 0 }
    expect(await problemsOf(file)).toEqual(['no such file or folder'])
  })

  test.skipIf(process.platform === 'win32')(
    'a pipe where a file was keeps no one waiting',
    async () => {
      const path = join(folder, 'pipe')
      execFileSync('mkfifo', [path])
      const file = { path, size: 100, modified: 0 }
      expect(await expectedBytes(file)).toBe(100)
      expect(await problemsOf(file)).toEqual(['an empty file'])
    },
  )

  test('a signal ends the reading', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(read('{"a":1}', { signal })).rejects.toThrow('enough')
  })

  test('reading waits until the sink is ready', async () => {
    const path = join(folder, 'g')
    await writeFile(path, lines(100_000))
    let waiting = 0
    let most = 0
    const ready = async (): Promise<void> => {
      waiting++
      most = Math.max(most, waiting)
      await new Promise((resolve) => setTimeout(resolve, 1))
      waiting--
    }
    await readInput({ path, size: 1, modified: 0 }, formats, {
      event: () => {},
      problem: () => {},
      ready,
    })
    expect(most).toBe(1)
  })
})

describe('gzip', () => {
  test('one member and many, cut anywhere', async () => {
    const whole = lines(20_000)
    const half = whole.indexOf('{"a":777}')
    const many = Buffer.concat([
      gzipSync(whole.slice(0, half)),
      gzipSync(''),
      gzipSync(whole.slice(half)),
    ])
    const { events, problems } = await read(many)
    expect([events.length, problems]).toEqual([20_000, []])
    const small = Buffer.concat(Array(3000).fill(gzipSync('{"a":1}\n')))
    expect((await read(small)).events.length).toBe(3000)
  })

  test('cut off: what came before is read', async () => {
    const packed = gzipSync(lines(50_000))
    const { events, problems } = await read(packed.subarray(0, packed.length / 2))
    expect(events.length).toBeGreaterThan(10_000)
    expect(problems[0]).toBe('file f: the compressed data ends early')
  })

  test('cut off at every place', async () => {
    const packed = gzipSync(lines(3))
    for (let end = 2; end < packed.length; end++)
      expect((await read(packed.subarray(0, end))).problems[0]).toBe(
        'file f: the compressed data ends early',
      )
  })

  test('a wrong byte at every place', async () => {
    const packed = gzipSync(lines(3))
    for (let at = 2; at < packed.length; at++) {
      const broken = Buffer.from(packed)
      broken[at] = (broken[at] as number) ^ 0xff
      await read(broken)
    }
  })

  test('a bomb is left at the limit', async () => {
    const packed = gzipSync(Buffer.alloc(64 << 20, longLine))
    const { events, problems, bytes } = await read(packed, {
      limits: { ratioFloor: 1 << 20, maxRatio: 100 },
    })
    expect(problems).toEqual([
      'file f: expands to more than 100 times its size; the rest is not read',
    ])
    expect(bytes).toBeLessThanOrEqual(packed.length * 100)
    expect(events.length).toBeGreaterThan(0)
  })

  test('an absolute limit', async () => {
    const { problems } = await read(gzipSync(lines(10_000)), { limits: { maxExpandedBytes: 1000 } })
    expect(problems[0]).toContain('expands to more than 1000 bytes')
  })

  test('more layers than allowed', async () => {
    const { events, problems } = await read(gzipSync(gzipSync(gzipSync('{"a":1}'))))
    expect(events).toEqual([])
    expect(problems).toEqual(['file f: compressed more than 2 times over; not read'])
    expect((await read(gzipSync(gzipSync('{"a":1}')))).events).toEqual(['f {"a":1}'])
  })
})

describe('zip', () => {
  test('entries in order, stored and deflated, folders left out', async () => {
    const archive = zip([
      { name: 'd/', data: '', method: 0 },
      { name: 'd/b', data: '{"a":1}' },
      { name: '../a', data: '{"a":2}', method: 0 },
      { name: 'c', data: '' },
    ])
    expect(await read(archive)).toMatchObject({
      events: ['f!d/b {"a":1}', 'f!../a {"a":2}'],
      problems: ['note f!c: an empty file'],
      logs: 2,
      bytes: 14,
    })
  })

  test('large entries', async () => {
    const { events } = await read(zip([{ name: 'a', data: lines(100_000) }]))
    expect(events.length).toBe(100_000)
  })

  test('archives within: gzip, zip, and no deeper', async () => {
    const inner = zip([
      { name: 'x', data: '{"a":1}' },
      { name: 'y', data: gzipSync('{"a":2}') },
    ])
    const outer = zip([
      { name: 'i.zip', data: inner },
      { name: 'z.gz', data: gzipSync('{"a":3}') },
    ])
    expect(await read(outer)).toMatchObject({
      events: ['f!i.zip!x {"a":1}', 'f!z.gz {"a":3}'],
      problems: ['file f!i.zip!y: compressed more than 2 times over; not read'],
    })
    expect(await read(outer, { limits: { maxNestedArchiveBytes: 100 } })).toMatchObject({
      events: ['f!z.gz {"a":3}'],
      problems: [expect.stringContaining('longer than 100 bytes')],
    })
  })

  test.each([
    ['encrypted', { flags: 1 }, 'cannot be read: it is encrypted'],
    ['of an unknown method', { method: 93 }, 'cannot be read: it is compressed with method 93'],
    ['with a wrong checksum', { sum: 1 }, 'its checksum is wrong'],
  ])('an entry that is %s does not hide the others', async (_, wrong, message) => {
    const { events, problems } = await read(
      zip([
        { name: 'a', data: '{"a":1}', ...wrong },
        { name: 'b', data: '{"a":2}' },
      ]),
    )
    expect(events.at(-1)).toBe('f!b {"a":2}')
    expect(problems).toEqual([`file f!a: ${message}`])
  })

  test('a bomb of many entries ends the archive', async () => {
    const members = Array.from({ length: 20 }, (_, index) => ({
      name: `${index}`,
      data: Buffer.alloc(4 << 20, longLine),
    }))
    const { problems, logs, bytes } = await read(zip(members), {
      limits: { ratioFloor: 1 << 20, maxRatio: 100 },
    })
    expect(problems).toEqual([expect.stringContaining('expands to more than 100 times its size')])
    expect(logs).toBeLessThan(20)
    expect(bytes).toBeLessThan(10 << 20)
  })

  test.each([
    ['sizes before the data', 0],
    ['sizes behind the data', 8],
  ])('without its directory, %s', async (_, flags) => {
    const members = [
      { name: 'a', data: lines(5000), flags },
      { name: 'b', data: '{"a":"b"}', flags },
      { name: 'c', data: lines(5000), flags },
    ]
    const archive = zip(members)
    const directory = archive.indexOf('PK\x01\x02')
    const cut = await read(archive.subarray(0, directory + 20))
    expect(cut.events.length).toBe(10_001)
    expect(cut.problems).toEqual([
      expect.stringMatching(/^note f: the directory .* all entries are found without it$/),
    ])

    const shorter = await read(archive.subarray(0, directory - 5000))
    expect(shorter.events.length).toBeGreaterThan(5001)
    expect(shorter.problems.some((problem) => problem.startsWith('file f!c: '))).toBe(true)
  })

  test('cut off, or with a wrong byte, at every place', async () => {
    const archive = zip([
      { name: 'a', data: '{"a":1}', flags: 8 },
      { name: 'b', data: '{"a":2}\n{"a":3}' },
    ])
    for (let at = 4; at < archive.length; at++) {
      const cut = await read(archive.subarray(0, at))
      expect(cut.problems.length).toBeGreaterThan(0)
      const broken = Buffer.from(archive)
      broken[at] = (broken[at] as number) ^ 0xff
      await read(broken)
    }
  })
})

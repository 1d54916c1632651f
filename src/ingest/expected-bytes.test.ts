import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { zip } from '../../test/zip-archive.ts'
import { expectedBytes } from './expected-bytes.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whippet-expected-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const text = Buffer.alloc(100_000, 'a line\n')

it.each([
  { name: 'plain.log', bytes: text, expected: text.length },
  { name: 'log.gz', bytes: gzipSync(text), expected: text.length },
  {
    name: 'logs.zip',
    bytes: zip([
      { name: 'a', data: text },
      { name: 'b', data: text },
    ]),
    expected: 2 * text.length,
  },
  { name: 'broken.zip', bytes: Buffer.from('PK\x03\x04 no more'), expected: 12 },
])('expects $expected bytes in $name', async ({ name, bytes, expected }) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const { size } = statSync(path)
  expect(await expectedBytes({ path, size, modified: 0 })).toBe(expected)
})

it('expects nothing of what is not there', async () => {
  expect(await expectedBytes({ path: join(folder, 'gone'), size: 7, modified: 0 })).toBe(7)
})

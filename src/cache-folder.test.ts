import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { cacheFolder } from './cache-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'cache-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
function kept() {
  const path = join(root, String(folders++), 'inner')
  const folder = cacheFolder(path, 3)
  folder.write('a', 'text\nof lines and ümlauts')
  return { path, folder, file: join(path, 'a.cache') }
}

it('gives back what was written, and replaces it whole', () => {
  const { path, folder } = kept()
  expect(folder.read('a')).toBe('text\nof lines and ümlauts')
  folder.write('a', '')
  expect(folder.read('a')).toBe('')
  expect(folder.read('b')).toBeUndefined()
  expect(readdirSync(path)).toEqual(['a.cache'])
  expect(cacheFolder(join(path, 'none'), 3).read('a')).toBeUndefined()
})

describe('reads nothing from a file', () => {
  test.each<[string, (file: string) => void]>([
    ['that was cut off', (file) => truncateSync(file, 70)],
    ['that is empty', (file) => truncateSync(file, 0)],
    [
      'that was changed',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('lines', 'lynes')),
    ],
    ['without a digest', (file) => writeFileSync(file, 'text')],
  ])('%s', (_, damage) => {
    const { folder, file } = kept()
    damage(file)
    expect(folder.read('a')).toBeUndefined()
    folder.write('a', 'new')
    expect(folder.read('a')).toBe('new')
  })

  test.skipIf(process.getuid === undefined)('that others may write to', () => {
    const { folder, file } = kept()
    chmodSync(file, 0o620)
    expect(folder.read('a')).toBeUndefined()
  })

  test.skipIf(process.getuid === undefined)('that is a link', () => {
    const { path, folder, file } = kept()
    renameSync(file, join(path, 'other'))
    symlinkSync(join(path, 'other'), file)
    expect(folder.read('a')).toBeUndefined()
  })

  test.skipIf(process.getuid === undefined)('in a folder that others may write to', () => {
    const { path, folder } = kept()
    chmodSync(path, 0o777)
    expect(folder.read('a')).toBeUndefined()
    expect(() => folder.write('a', 'new')).toThrow('others may write to it')
  })
})

it('keeps the files written last', () => {
  const { path, folder } = kept()
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    folder.write(name, name)
    utimesSync(join(path, `${name}.cache`), index + 1, index + 1)
  }
  folder.write('d', 'd')
  expect(readdirSync(path).sort()).toEqual(['b.cache', 'c.cache', 'd.cache'])
})

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readContentFiles } from './read-content.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-content-'))
afterAll(() => rmSync(root, { recursive: true }))

test('folders are read in order of their names, and what cannot be read is told', () => {
  mkdirSync(join(root, 'b', '.git'), { recursive: true })
  for (const path of ['b/2.yml', 'b/10.yaml', 'b/.git/x.yml', 'a.YML', 'readme.md'])
    writeFileSync(join(root, path), path)
  symlinkSync(root, join(root, 'loop'))
  symlinkSync(join(root, 'nowhere'), join(root, 'gone.yml'))
  mkdirSync(join(root, 'folder.yml'))
  const told: string[] = []
  const files = readContentFiles([root], (path, reason) =>
    told.push(`${path.slice(root.length)} ${reason}`),
  )
  expect(files.map(({ text }) => text)).toEqual(['a.YML', 'b/10.yaml', 'b/2.yml'])
  expect(told.length).toBe(2)
  expect(told[0]).toContain('/gone.yml ENOENT')
  expect(told[1]).toBe('/loop a link to a folder, which is not followed')
})

test('a single file is read whatever its name', () => {
  expect(readContentFiles([join(root, 'readme.md')], () => {}).map(({ text }) => text)).toEqual([
    'readme.md',
  ])
})

test('a path given that is not there throws', () => {
  expect(() => readContentFiles([join(root, 'nothing')], () => {})).toThrow('ENOENT')
})

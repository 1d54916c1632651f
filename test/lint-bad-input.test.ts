import { mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { UsageError } from '../src/cli/usage-error.ts'
import { lintPaths } from '../src/content-checks.ts'
import { contentRepository, rule } from './content-repository.ts'

const repository = contentRepository()
afterAll(() => repository.remove())

const options = { now: Date.UTC(2026, 5, 1) / 1000, timeZone: 'UTC' }
const lint = (...paths: readonly string[]) =>
  lintPaths(paths.length > 0 ? paths : [repository.folder], [], options, () => {})

const bad = 'detections/endpoint/bad.yml'
const bomb = `${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\n`

test.each([
  ['wrong YAML', 'name: "A\nsearch: x\n', 'YML0101 3:1'],
  ['tabs', 'name: A\n\tsearch: x\n', 'YML0101 2:1'],
  [
    'a key that stands twice',
    rule.replace('author: Ann', 'author: Ann\nauthor: Ann'),
    'YML0102 6:1',
  ],
  ['anchors that grow', `a0: &a0 [x]\n${bomb}${rule}`, 'YML0101 1:1'],
  ['an anchor within itself', `a: &x [*x]\n${rule}`, 'YML0101 1:1'],
  ['bytes that are no text', '\u0000\u0001\u0002\ufffd\ufffd: \u0000\n\u0007', 'YML0101'],
  ['an empty file', '', 'YML0101 1:1'],
  ['a list', '- a\n', 'YML0101 1:1'],
  ['too deeply nested', `name: ${'['.repeat(20_000)}`, 'YML0101 1:'],
])('%s', async (_, text, expected) => {
  repository.write(bad, text)
  const began = performance.now()
  const { diagnostics, files } = await lint()
  repository.restore(bad)
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(files).toBe(9)
  const ofBad = diagnostics.filter(({ file }) => file.endsWith(bad))
  expect(ofBad.map(({ code, line, column }) => `${code} ${line}:${column}`).join(' ')).toContain(
    expected,
  )
  // The rest is checked as if it were alone; only what a copy of the rule shares with it is told.
  expect(diagnostics.filter(({ file, code }) => !file.endsWith(bad) && code !== 'YML0301')).toEqual(
    [],
  )
})

test('a file of 50 MB is named and not read', async () => {
  const path = repository.write(bad, 'x')
  truncateSync(path, 50 << 20)
  const { diagnostics } = await lint()
  repository.restore(bad)
  expect(diagnostics).toEqual([
    {
      code: 'YML0105',
      severity: 'error',
      message: 'larger than 16 MiB',
      file: path,
      line: 1,
      column: 1,
    },
  ])
})

test('links to nowhere, and folders that are named like files', async () => {
  symlinkSync('nowhere', `${repository.folder}/macros/gone.yml`)
  mkdirSync(`${repository.folder}/macros/folder.yml`)
  const { diagnostics } = await lint()
  expect(diagnostics.map(({ code, file }) => `${code} ${file.split('/').at(-1)}`)).toEqual([
    'YML0105 gone.yml',
  ])
})

test('a folder that is not there, and one without YAML', async () => {
  await expect(lint(`${repository.folder}/nosuch`)).rejects.toThrow(UsageError)
  mkdirSync(`${repository.folder}/empty`)
  await expect(lint(`${repository.folder}/empty`)).rejects.toThrow('no YAML files in')
})

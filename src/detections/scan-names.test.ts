import { expect, test } from 'vitest'
import { sharedFolder } from '../../test/shared-material.ts'
import { itemsOf } from './known-content.ts'
import { loadContent } from './load.ts'
import { readContentFiles } from './read-content.ts'
import { scanNames } from './scan-names.ts'

const scan = (text: string, path = 'detections/a.yml') => {
  const found = scanNames({ path, text })
  return found && [found.kind, found.name, found.id]
}

test.each([
  ['name: A b\nid: F0\n', ['detections', 'A b', 'f0']],
  ["name: 'A b'  \r\n", ['detections', 'A b', '']],
  ['name: >-\n  A\n', null],
  ['name: "a\\x41"\n', null],
  ['name: A # b\n', null],
  ['tags:\n  name: A\n', null],
  ['name:\n', null],
])('%j', (text, expected) => {
  expect(scan(text)).toEqual(expected)
})

test('a file whose folder does not tell its kind is not guessed at', () => {
  expect(scan('name: A\n', 'a.yml')).toBe(null)
})

const securityContent = sharedFolder('data/security_content')

test.skipIf(securityContent === undefined)('a look gives what reading gives', () => {
  const files = readContentFiles([securityContent as string], () => {})
  const loaded = new Map(
    [...itemsOf(loadContent(files))].map(([kind, item]) => [
      item.path,
      [kind, item.name, item.id.toLowerCase()],
    ]),
  )
  let seen = 0
  for (const file of files) {
    const found = scanNames(file)
    if (found === null) continue
    seen++
    expect([found.kind, found.name, found.id]).toEqual(loaded.get(file.path))
  }
  expect(seen).toBeGreaterThan(2000)
})

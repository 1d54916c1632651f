import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { contentLookups } from './content-lookups.ts'
import { loadContent } from './load.ts'

const folder = mkdtempSync(join(tmpdir(), 'whippet-lookups-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const content = (yaml: string) =>
  loadContent([{ path: `${folder}/lookups/l.yml`, text: `name: l\n${yaml}` }])
const lookups = (yaml: string) => contentLookups(content(yaml))
const csv = (text: string): string => {
  writeFileSync(join(folder, 'l.csv'), text)
  return 'filename: ../l.csv\n'
}

test('a CSV file is read by the rules of its YAML', () => {
  const yaml = `${csv('\ufeffname,known\n*.evil.example,true\n"a,b",""\n')}match_type: WILDCARD(name)\ncase_sensitive_match: "false"\ndefault_match: false\nmin_matches: 1\n`
  const lookup = lookups(yaml).get('l')
  expect(lookup?.fields).toEqual(['name', 'known'])
  expect(lookup?.find({ name: 'WWW.EVIL.example' })).toEqual([
    { name: '*.evil.example', known: 'true' },
  ])
  expect(lookup?.find({ name: 'other' })).toEqual([{ name: 'other', known: 'false' }])
  expect(lookup?.rows?.()).toHaveLength(2)
  expect(lookups(yaml).get('l.csv')?.fields).toEqual(['name', 'known'])
})

test('a collection is empty and knows its fields', () => {
  const lookup = lookups('collection: k\nfields_list: _key, user\n').get('l')
  expect(lookup?.fields).toEqual(['_key', 'user'])
  expect(lookup?.find({ user: 'a' })).toEqual([])
  expect(lookup?.rows?.()).toEqual([])
})

test('a model is no lookup', () => {
  expect(lookups('filename: m.mlmodel\n').size).toBe(0)
})

test('a file that is missing ends the search that uses it', () => {
  const yaml = 'filename: nosuch.csv\n'
  expect(() => lookups(yaml).get('l')?.find({})).toThrow(/the lookup "l" cannot be read: ENOENT/)
})

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sharedFolder } from '../../test/shared-material.ts'
import { contentLookups } from './content-lookups.ts'
import { contentMacros } from './content-macros.ts'
import { loadContent } from './load.ts'
import { neededFiles } from './needed-files.ts'
import { readContentFiles } from './read-content.ts'
import { repositoryOf } from './repository-of.ts'

const folder = mkdtempSync(join(tmpdir(), 'whippet-needed-')).replaceAll('\\', '/')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const macro = (name: string, definition: string) => ({
  path: `macros/${name}.yml`,
  text: `definition: ${definition}\nname: ${name}\n`,
})
const files = [
  macro('sysmon', 'source=x'),
  macro('outer', '`inner(a)`'),
  macro('inner', '| lookup words x'),
  macro('unused', 'y'),
  { path: 'lookups/l.yml', text: "name: 'words'\nfilename: list.csv\n" },
  { path: 'lookups/m.yml', text: 'name: other\ncollection: other\n' },
  { path: 'macros/odd.yml', text: 'name: >-\n  odd\ndefinition: z\n' },
]

test.each([
  ['`sysmon` a=1', ['macros/sysmon.yml', 'macros/odd.yml']],
  ['`outer`', ['macros/outer.yml', 'macros/inner.yml', 'lookups/l.yml', 'macros/odd.yml']],
  ['| inputlookup list.csv', ['lookups/l.yml', 'macros/odd.yml']],
  ['index=a', ['macros/odd.yml']],
])('%s needs', (search, expected) => {
  expect(neededFiles([search], files).map(({ path }) => path)).toEqual(expected)
})

test('a file lies in the repository whose folders are above it', () => {
  for (const kind of ['detections/endpoint', 'macros', 'removed/detections'])
    mkdirSync(`${folder}/content/${kind}`, { recursive: true })
  expect(repositoryOf(`${folder}/content/detections/endpoint/x.yml`)).toBe(`${folder}/content`)
  expect(repositoryOf(`${folder}/content/removed/detections/x.yml`)).toBe(`${folder}/content`)
  expect(repositoryOf(`${folder}/x.yml`)).toBe(null)
  expect(repositoryOf('x.yml')).toBe(null)
})

const securityContent = sharedFolder('data/security_content')

test.skipIf(securityContent === undefined)(
  'what is needed gives every detection the same macros and lookups as all there is',
  () => {
    const all = readContentFiles([securityContent as string], () => {}, ['macros', 'lookups'])
    const { detections } = loadContent(
      readContentFiles([`${securityContent}/detections`], () => {}),
      ['detections'],
    )
    const everything = loadContent(all)
    const macros = contentMacros(everything)
    const lookups = contentLookups(everything)
    for (const { search } of detections.filter((_, index) => index % 25 === 0)) {
      const needed = loadContent(neededFiles([search.text], all))
      const some = contentMacros(needed)
      for (const name of search.text.match(/[\w.:-]+/g) ?? []) {
        expect(some.get(name)).toEqual(macros.get(name))
        expect(contentLookups(needed).has(name)).toBe(lookups.has(name))
      }
      expect(needed.macros.length).toBeLessThan(20)
    }
  },
)

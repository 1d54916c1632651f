import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { digestOf, environmentOf } from '../src/app.ts'
import { cacheFolder } from '../src/cache-folder.ts'
import type { Content } from '../src/detections/content.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { outlineCache } from '../src/outline-cache.ts'
import { runHunt } from './run-hunt.ts'
import { sharedFolder } from './shared-material.ts'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'outline-cache-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const shipped = loadContent(readContentFiles([join(root, 'content')], () => {}))
const logs = [join(root, 'examples/nxlog')]
const meaningOf = (content: Content) => digestOf('program', environmentOf(content), {})

async function hunted(content: Content, cached: boolean): Promise<string> {
  const outlines = cached ? outlineCache(cacheFolder(folder, 8), meaningOf(content)) : undefined
  const { findings, skipped } = await runHunt(content, logs, 1_800_000_000, outlines)
  outlines?.save()
  return JSON.stringify({ findings, skipped }, null, 1)
}

const onlyFile = () => {
  const [name, ...others] = readdirSync(folder)
  expect(others).toEqual([])
  return join(folder, name!)
}

/** The shipped detections, one that is refused, and two whose search needs no event. */
const more = (search: string, name: string) => ({
  path: `detections/endpoint/${name}.yml`,
  text: `name: ${name}\nid: ${name}\ntype: TTP\nsearch: '${search}'\n`,
})
const content = loadContent([
  ...readContentFiles([join(root, 'content')], () => {}),
  more('search index=main | nonsense', 'refused'),
  more('search nowhere=1 | stats count', 'counts_nothing'),
  more('| makeresults | eval made=1', 'makes_rows'),
])

test('a hunt finds the same without a cache, with a new one, with a damaged one and with one it filled', async () => {
  const plain = await hunted(content, false)
  expect(JSON.parse(plain).findings.length).toBeGreaterThan(2)
  expect(JSON.parse(plain).skipped).toHaveLength(1)
  expect(await hunted(content, true)).toBe(plain)
  const file = onlyFile()
  const written = readFileSync(file)
  const { mtimeMs } = statSync(file)
  expect(await hunted(content, true)).toBe(plain)
  expect(statSync(file).mtimeMs).toBe(mtimeMs)
  writeFileSync(file, written.subarray(0, written.length / 2))
  expect(await hunted(content, true)).toBe(plain)
  expect(readFileSync(file)).toEqual(written)
})

test('what another meaning of the searches left is not used', async () => {
  const { macros, ...rest } = content
  const nothing = macros.map((macro) => ({
    ...macro,
    definition: { ...macro.definition, text: 'nowhere=1' },
  }))
  const changed = { ...rest, macros: nothing }
  expect(meaningOf(changed)).not.toBe(meaningOf(content))
  expect(await hunted(changed, true)).toBe(await hunted(changed, false))
  expect(await hunted(content, true)).toBe(await hunted(content, false))
})

test('the digest of an environment is that of all that searches ask of it', () => {
  const environment = environmentOf(shipped)
  const digest = digestOf('program', environment, {})
  expect(digestOf('program', environmentOf(shipped), {})).toBe(digest)
  expect(digestOf('another', environment, {})).not.toBe(digest)
  const lookups = new Map([...environment.lookups].slice(1))
  expect(digestOf('program', { ...environment, lookups }, {})).not.toBe(digest)
  const off = { ...environment, disabledOptimizations: new Set(['filter-where-read']) }
  expect(digestOf('program', off, {})).not.toBe(digest)
  const { tags, ...offers } = environment.offers
  expect(digestOf('program', { ...environment, offers }, {})).not.toBe(digest)
})

const published = sharedFolder('data/security_content')

test.skipIf(!published)(
  'a hunt with published detections finds the same with a full cache',
  async () => {
    const all = loadContent(readContentFiles([published!], () => {}))
    const plain = await hunted(all, false)
    expect(await hunted(all, true)).toBe(plain)
    expect(await hunted(all, true)).toBe(plain)
  },
)

import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { outdatedPages } from '../scripts/reference/check.ts'
import { referencePages } from '../scripts/reference/reference.ts'

const folder = resolve(import.meta.dirname, '..', 'docs', 'reference')

test('docs/reference is what npm run reference writes', () => {
  expect(outdatedPages(folder, referencePages())).toEqual([])
})

test('every link of the overview leads to a page', () => {
  const pages = referencePages()
  const links = [...(pages.get('README.md') ?? '').matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to)
  expect(links.length).toBeGreaterThan(200)
  expect(links.filter((link) => !pages.has(link ?? ''))).toEqual([])
})

test('pages that differ, are missing or superfluous are named', () => {
  const pages = referencePages()
  const changed = new Map([...pages, ['diagnostics.md', 'x'], ['commands/nosuch.md', 'x']])
  changed.delete('formats/evtx.md')
  expect(outdatedPages(folder, changed)).toEqual(
    expect.arrayContaining(['commands/nosuch.md', 'diagnostics.md', 'formats/evtx.md']),
  )
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exampleFiles } from '../scripts/examples/example-files.ts'

const root = join(import.meta.dirname, '..', 'examples')

test.each([...exampleFiles()])(
  'examples/%s is what npx tsx scripts/make-examples.ts writes',
  (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text)
  },
)

test('no log lies under examples/ that the script does not write', () => {
  const logs = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(xml|log|jsonl)$/.test(path),
  )
  expect(logs.sort()).toEqual([...exampleFiles().keys()].sort())
})

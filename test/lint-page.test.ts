import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { lintPage } from '../scripts/lint-page/lint-page.ts'

test('docs/lint.md is what npm run lint-page writes', () => {
  const path = resolve(import.meta.dirname, '..', 'docs', 'lint.md')
  expect(readFileSync(path, 'utf8')).toBe(lintPage())
})

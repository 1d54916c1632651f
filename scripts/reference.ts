import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { outdatedPages } from './reference/check.ts'
import { referencePages } from './reference/reference.ts'

/** `npm run reference` writes `docs/reference/`; with `-- --check` it fails when that is not up to date. */
const folder = resolve(import.meta.dirname, '..', 'docs', 'reference')
const pages = referencePages()

if (process.argv.includes('--check')) {
  const outdated = outdatedPages(folder, pages)
  for (const path of outdated) process.stderr.write(`docs/reference/${path} is not up to date\n`)
  if (outdated.length > 0) process.stderr.write('run npm run reference\n')
  process.exitCode = outdated.length > 0 ? 1 : 0
} else {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of pages) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  process.stdout.write(`${pages.size} pages\n`)
}

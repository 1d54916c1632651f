import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { lintPage } from './lint-page/lint-page.ts'

/** `npm run lint-page` writes `docs/lint.md`. */
writeFileSync(resolve(import.meta.dirname, '..', 'docs', 'lint.md'), lintPage())

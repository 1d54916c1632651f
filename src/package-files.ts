import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file that comes with the package, which lies beside `dist/` (or `src/`). */
export const packaged = (path: string): string =>
  fileURLToPath(new URL(`../${path}`, import.meta.url))

export const packageVersion = (): string =>
  (JSON.parse(readFileSync(packaged('package.json'), 'utf8')) as { version: string }).version

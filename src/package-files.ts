import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { DataModelFile } from './knowledge/conf/app-layers.ts'

/** A file that comes with the package, which lies beside `dist/` (or `src/`). */
export const packaged = (path: string): string =>
  fileURLToPath(new URL(`../${path}`, import.meta.url))

/**
 * The script of a thread: beside this module, or the built one where the sources run as they are.
 * @throws when it was not built
 */
export function threadScript(name: string): URL {
  const beside = new URL(`${name}.js`, import.meta.url)
  if (existsSync(beside)) return beside
  const built = packaged(`dist/${name}.js`)
  if (existsSync(built)) return pathToFileURL(built)
  throw new Error(`${built} is missing: threads run what "npm run build" makes`)
}

export const packageVersion = (): string =>
  (JSON.parse(readFileSync(packaged('package.json'), 'utf8')) as { version: string }).version

/** Stands for the code of the program; `undefined` where its sources run as they are, which change all the time. */
export function programDigest(): string | undefined {
  const folder = dirname(fileURLToPath(import.meta.url))
  if (basename(folder) !== 'dist') return undefined
  const hash = createHash('sha256').update(packageVersion())
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.js')) hash.update(file).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex')
}

/** The data models of the Common Information Model. */
export function packagedDataModels(): readonly DataModelFile[] {
  const folder = packaged('apps/whippet_cim/data/models')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: basename(file, '.json'),
      text: () => readFileSync(join(folder, file), 'utf8'),
    }))
}

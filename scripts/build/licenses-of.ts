import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the library that a module is of: `…/node_modules/name` or `…/node_modules/@scope/name`. */
const libraryFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/

function license(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
  }
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file))
  if (texts.length === 0) throw new Error(`${name} is bundled, and has no license text`)
  return [
    `${name} ${version}`,
    ...texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()),
  ].join('\n\n')
}

/**
 * The licenses of the libraries that modules are of, which have to go with their code.
 * @throws when a library has no license text
 */
export function licensesOf(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((module) => libraryFolder.exec(module)?.[0] ?? []))
  return `${[...folders]
    .sort()
    .map(license)
    .join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

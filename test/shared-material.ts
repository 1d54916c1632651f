import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(process.env['WHIPPET_SHARED'] ?? '../shared')

/** A folder of the public material that is not part of the project, or `undefined` where it is missing. */
export function sharedFolder(path: string): string | undefined {
  const folder = resolve(root, path)
  if (existsSync(folder)) return folder
  process.stderr.write(`skipped, no ${path} under WHIPPET_SHARED\n`)
  return undefined
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of pages that are missing, differ, or should not be there. */
export function outdatedPages(
  folder: string,
  pages: ReadonlyMap<string, string>,
): readonly string[] {
  const there = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .map((path) => path.replaceAll('\\', '/'))
    : []
  const surplus = there.filter((path) => !pages.has(path))
  const changed = [...pages].filter(([path, text]) => {
    const file = join(folder, path)
    return !existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== text
  })
  return [...surplus, ...changed.map(([path]) => path)].sort()
}

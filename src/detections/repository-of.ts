import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { contentKinds } from './load.ts'

/**
 * The content repository that a file lies in: the nearest folder above it with a folder of a repository (`macros`, `lookups` …) that the
 * file is not itself outside of; `null` where there is none.
 */
export function repositoryOf(path: string): string | null {
  const folder = folderAbove(path)
  return folder !== null && contentKinds.some((kind) => existsSync(join(folder, kind)))
    ? folder
    : null
}

/** The folder whose `macros`, `lookups` and so on belong to a content file, there or not: that of the file where it is in no such folder itself. */
export const contentRoot = (path: string): string => folderAbove(path) ?? dirname(path)

/** The folder above that which tells the file's kind. */
function folderAbove(path: string): string | null {
  const parts = path.replaceAll('\\', '/').split('/')
  const at = parts.findLastIndex(
    (part, index) => index < parts.length - 1 && (contentKinds as readonly string[]).includes(part),
  )
  if (at < 0) return null
  const folder = parts.slice(0, at).join('/') || (path.startsWith('/') ? '/' : '.')
  // `removed/detections/x.yml` lies in the repository above `removed`.
  return parts[at - 1] === 'removed' ? dirname(folder) : folder
}

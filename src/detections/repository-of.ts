import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { contentKinds } from './load.ts'

/**
 * The content repository that a file lies in: the nearest folder above it with a folder of a repository (`macros`, `lookups` …) that the
 * file is not itself outside of; `null` where there is none.
 */
export function repositoryOf(path: string): string | null {
  const parts = path.replaceAll('\\', '/').split('/')
  for (let at = parts.length - 2; at >= 0; at--) {
    if (!(contentKinds as readonly string[]).includes(parts[at] as string)) continue
    const folder = parts.slice(0, at).join('/') || (path.startsWith('/') ? '/' : '.')
    // `removed/detections/x.yml` lies in the repository above `removed`.
    const above = parts[at - 1] === 'removed' ? dirname(folder) : folder
    return contentKinds.some((kind) => existsSync(join(above, kind))) ? above : null
  }
  return null
}

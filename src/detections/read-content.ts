import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ContentFile, type ContentKind, contentKinds } from './load.ts'

/**
 * The YAML files of content folders, and single files, in a stable order: that of the paths given, within a folder by name. Paths are
 * joined to those given, with `/`. Throws when there is nothing at a path given; a file or folder that cannot be read goes to `unreadable`.
 * @param kinds the folders of a content repository to look into; others that are not of a repository are looked into as well
 * @param known paths of files that are not read again
 */
export function readContentFiles(
  paths: readonly string[],
  unreadable: (path: string, reason: string) => void,
  kinds: readonly ContentKind[] = contentKinds,
  known: ReadonlySet<string> = new Set(),
): ContentFile[] {
  const files: ContentFile[] = []
  const others = new Set<string>(contentKinds.filter((kind) => !kinds.includes(kind)))
  const read = (path: string) => {
    if (!known.has(path))
      attempt(path, unreadable, () => files.push({ path, text: readText(path) }))
  }
  for (const path of paths) {
    if (statSync(path).isDirectory()) readFolder(path, others, read, unreadable)
    else read(path)
  }
  return files
}

function readFolder(
  folder: string,
  others: ReadonlySet<string>,
  read: (path: string) => void,
  unreadable: (path: string, reason: string) => void,
): void {
  attempt(folder, unreadable, () => {
    const entries = readdirSync(folder, { withFileTypes: true })
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    for (const entry of entries) {
      const path = join(folder, entry.name).replaceAll('\\', '/')
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules' && !others.has(entry.name))
          readFolder(path, others, read, unreadable)
      } else if (/\.ya?ml$/i.test(entry.name)) read(path)
      else if (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory())
        unreadable(path, 'a link to a folder, which is not followed')
    }
  })
}

/** A pipe would never end, and nobody writes YAML of this size: neither is opened. */
function readText(path: string): string {
  const status = statSync(path)
  if (!status.isFile()) throw new Error('not a file')
  if (status.size > maxBytes) throw new Error(`larger than ${maxBytes >> 20} MiB`)
  return readFileSync(path, 'utf8')
}

const maxBytes = 16 << 20

function attempt(
  path: string,
  unreadable: (path: string, reason: string) => void,
  read: () => void,
): void {
  try {
    read()
  } catch (error) {
    unreadable(path, error instanceof Error ? error.message : String(error))
  }
}

import { existsSync, statSync } from 'node:fs'
import type { ContentFile } from './load.ts'
import { neededFiles } from './needed-files.ts'
import { readContentFiles } from './read-content.ts'

type Unreadable = (path: string, reason: string) => void

/**
 * The macro and lookup files that searches need, from folders of content laid out as ESCU's repository: of macros those in files of their
 * names, where that is all of them, else all there are; of lookups those that a text names. Reading a few files takes a tenth of the time
 * of all. Where several folders have a macro, that of the first counts.
 * @param roots folders with `macros/` and `lookups/`
 * @param texts of searches
 * @returns in the order in which they are to be loaded: the last one of a name counts
 */
export function readSurroundings(
  roots: readonly string[],
  texts: readonly string[],
  unreadable: Unreadable,
): readonly ContentFile[] {
  const found = texts.length > mostByName ? undefined : macrosByName(roots, texts, unreadable)
  const macros = found ?? foldersOf(roots, 'macros', unreadable)
  const all = [...texts, ...macros.map(({ text }) => text)]
  const lookups = all.some((text) => /lookup/i.test(text))
    ? neededFiles(all, foldersOf(roots, 'lookups', unreadable))
    : []
  return [...macros, ...lookups]
}

/** Of more searches most macros are needed, and one folder is read faster than as many files one by one. */
const mostByName = 20

/** `undefined` when a macro is not in a file of its name. */
function macrosByName(
  roots: readonly string[],
  texts: readonly string[],
  unreadable: Unreadable,
): readonly ContentFile[] | undefined {
  const files = new Map<string, ContentFile>()
  const waiting = [...texts]
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    for (const name of macrosIn(text)) {
      if (files.has(name)) continue
      const file = macroFile(roots, name, unreadable)
      // Filter macros may be missing: they are empty then.
      if (file === undefined && !name.endsWith('_filter')) return undefined
      if (file === undefined) continue
      files.set(name, file)
      waiting.push(file.text)
    }
  }
  return [...files.values()]
}

/** More than are called: also what only looks like a call. */
export const macrosIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/`\s*([\w.:-]+)/g)].map(([, name]) => name as string)),
]

function macroFile(
  roots: readonly string[],
  name: string,
  unreadable: Unreadable,
): ContentFile | undefined {
  for (const root of roots) {
    const path = `${root}/macros/${name}.yml`
    if (existsSync(path)) return readContentFiles([path], unreadable)[0]
  }
  return undefined
}

const foldersOf = (
  roots: readonly string[],
  kind: string,
  unreadable: Unreadable,
): readonly ContentFile[] =>
  roots
    .toReversed()
    .map((root) => `${root}/${kind}`)
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    .flatMap((folder) => readContentFiles([folder], unreadable))

import type { ContentFile } from './load.ts'

/**
 * Of files with macros and lookups those that searches use, directly or through other macros. Files are parsed only when they are wanted:
 * whether they are is told by the line with their name. A file that does not show its name at once counts as wanted.
 * @param searches the texts of searches
 */
export function neededFiles(
  searches: readonly string[],
  files: readonly ContentFile[],
): readonly ContentFile[] {
  const named = files.map((file) => ({ file, names: namesIn(file) }))
  const wanted = new Set<ContentFile>()
  const texts = [...searches]
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    const words = new Set(text.match(word))
    for (const { file, names } of named) {
      if (wanted.has(file)) continue
      if (names !== null && !names.some((name) => words.has(name))) continue
      wanted.add(file)
      texts.push(file.text)
    }
  }
  return files.filter((file) => wanted.has(file))
}

/** What names of macros and lookups are made of. */
const word = /[\w.:-]+/g

/** The names that a search may use for what is in the file; `null` when they do not stand there plainly. */
function namesIn({ text }: ContentFile): readonly string[] | null {
  const name = /^name:[ \t]+(['"]?)([\w.:-]+)\1[ \t]*(?:#.*)?\r?$/m.exec(text)?.[2]
  if (name === undefined) return null
  const filename = /^filename:[ \t]+(['"]?)([\w.:-]+)\1[ \t]*(?:#.*)?\r?$/m.exec(text)?.[2]
  return filename === undefined ? [name] : [name, filename]
}

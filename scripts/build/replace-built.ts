import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Parts of the folder that other steps of the build make. */
const others = ['ui', 'types']

/** Writes the files of a program into a folder, and removes what an earlier build left there. */
export function replaceBuilt(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (!others.includes(name) && !files.has(name)) rmSync(join(folder, name), { recursive: true })
  }
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
}

/** Removes type declarations, to be made anew, when one of them is of a source that is gone. */
export function removeStaleTypes(types: string, sources: string): void {
  if (!existsSync(types)) return
  const stale = readdirSync(types, { recursive: true, encoding: 'utf8' }).some(
    (file) => file.endsWith('.d.ts') && !existsSync(join(sources, file.replace(/\.d\.ts$/, '.ts'))),
  )
  if (stale) rmSync(types, { recursive: true })
}

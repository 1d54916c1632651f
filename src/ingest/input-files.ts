import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FileProblem, InputFile } from './input-sink.ts'
import { othersTurn } from './others-turn.ts'

export interface InputList {
  readonly files: readonly InputFile[]
  /** Paths that are missing or cannot be read; the others are listed all the same. */
  readonly problems: readonly FileProblem[]
}

/**
 * The files that paths name: each path itself, or everything below it, in the order of the paths and of names within a folder
 * (by code units, so the order is the same everywhere). Links are followed; a file or folder that is reached twice is taken once.
 */
export async function listInputs(paths: readonly string[]): Promise<InputList> {
  const files: InputFile[] = []
  const problems: FileProblem[] = []
  const seen = new Set<string>()

  const fail = (path: string, message: string): void => {
    problems.push({ path, offset: 0, message, kind: 'file' })
  }

  const visit = async (path: string, isNamed: boolean): Promise<void> => {
    await othersTurn()
    let found: Stats
    let real: string
    try {
      found = statSync(path)
      // A pipe may have no path of its own (`/dev/stdin`, `<(…)` of a shell).
      real = found.isFIFO() ? path : realpathSync.native(path)
    } catch (error) {
      fail(path, reasonOf(error))
      return
    }
    if (seen.has(real)) return
    seen.add(real)
    const modified = found.mtimeMs / 1000
    if (found.isDirectory()) await visitFolder(path)
    else if (found.isFile()) files.push({ path, size: found.size, modified })
    // A pipe that someone names is meant; one that lies in a folder would wait for a writer for ever.
    else if (isNamed && (found.isFIFO() || found.isCharacterDevice()))
      files.push({ path, size: 0, modified })
    else fail(path, 'neither a file nor a folder')
  }

  const visitFolder = async (path: string): Promise<void> => {
    let entries: Dirent[]
    try {
      entries = readdirSync(path, { withFileTypes: true })
    } catch (error) {
      fail(path, reasonOf(error))
      return
    }
    const names = entries.map(({ name }) => name).sort(byCodeUnits)
    for (const name of names) await visit(join(path, name), false)
  }

  for (const path of paths) await visit(path, true)
  return { files, problems }
}

const byCodeUnits = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'no permission to read it'],
  ['EPERM', 'no permission to read it'],
  ['ELOOP', 'a link that leads back to itself'],
  ['ENOTDIR', 'no such file or folder'],
  ['ENAMETOOLONG', 'the name is too long'],
])

/** Why an operation on a file failed, for people. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return (code === undefined ? undefined : reasons.get(code)) ?? error.message
}

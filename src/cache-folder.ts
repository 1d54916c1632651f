import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

/** Texts that can be made anew at any time: a folder that may be deleted, and of which nothing is believed that others could have written. */
export interface CacheFolder {
  /** `undefined` when there is none, or none that is whole and of one's own. */
  read(name: string): string | undefined
  /** In the place of what was kept by this name. @throws when it cannot be written */
  write(name: string, text: string): void
}

/** Source: XDG Base Directory Specification. */
export const userCache = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'whippet')

const suffix = '.cache'
const mostBytes = 64 << 20

/**
 * @param path made when something is first written, for its owner alone
 * @param mostFiles the ones written last are kept
 */
export function cacheFolder(path: string, mostFiles: number): CacheFolder {
  const fileOf = (name: string) => join(path, `${name}${suffix}`)
  return {
    read(name) {
      if (!isFolderOfOnesOwn(path)) return undefined
      const bytes = readOwn(fileOf(name))
      return bytes && contentOf(bytes)
    },
    write(name, text) {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      if (!isFolderOfOnesOwn(path)) {
        throw new Error(`${path} belongs to somebody else, or others may write to it`)
      }
      const draft = join(path, `${name}.${process.pid}-${threadId}.tmp`)
      try {
        writeFileSync(draft, `${digestOf(text)}\n${text}`, { flag: 'wx', mode: 0o600 })
        renameSync(draft, fileOf(name))
      } catch (error) {
        rmSync(draft, { force: true })
        throw error
      }
      removeOldest(path, mostFiles)
    },
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function contentOf(bytes: Buffer): string | undefined {
  const end = bytes.indexOf('\n')
  const text = bytes.toString('utf8', end + 1)
  return bytes.toString('latin1', 0, Math.max(0, end)) === digestOf(text) ? text : undefined
}

function isFolderOfOnesOwn(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false })
  return status?.isDirectory() === true && isOnesOwn(status)
}

/** Where there are no such owners (Windows), folders of a user's profile are closed to others. */
const isOnesOwn = ({ uid, mode }: Stats): boolean =>
  process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)

/** What is checked is what is read: the file is looked at after it was opened. */
function readOwn(path: string): Buffer | undefined {
  let file: number
  try {
    file = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
  } catch {
    return undefined
  }
  try {
    const status = fstatSync(file)
    return status.isFile() && status.size <= mostBytes && isOnesOwn(status)
      ? readFileSync(file)
      : undefined
  } catch {
    return undefined
  } finally {
    closeSync(file)
  }
}

/** Drafts are left when a program is ended while it writes; they count as files, and grow old like them. */
function removeOldest(path: string, mostFiles: number): void {
  const files = readdirSync(path)
    .filter((name) => name.endsWith(suffix) || name.endsWith('.tmp'))
    .flatMap((name) => {
      const file = join(path, name)
      const status = lstatSync(file, { throwIfNoEntry: false })
      return status ? [{ file, time: status.mtimeMs }] : []
    })
    .sort((left, right) => right.time - left.time)
  for (const { file } of files.slice(mostFiles)) rmSync(file, { force: true })
}

import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Upload } from './api-types.ts'

/** Files that a browser sent, in a folder of their own until they are removed. */
export interface UploadStore {
  /** @throws UploadTooLarge; what was written by then is removed */
  add(files: AsyncIterable<{ readonly name: string; readonly content: Readable }>): Promise<Upload>
  /** Where the files of an upload are; `undefined` when there is no such upload. */
  folderOf(id: string): string | undefined
  remove(id: string): Promise<void>
}

export class UploadTooLarge extends Error {}

const mostFiles = 10_000

/**
 * @param maxBytes of one upload
 * @param root where uploads have their folders
 */
export function openUploadStore(maxBytes: number, root: string): UploadStore {
  const uploads = new Map<string, string>()
  return {
    async add(files) {
      const id = randomUUID()
      const folder = join(root, id)
      await mkdir(folder, { mode: 0o700 })
      try {
        const written = await writeFiles(folder, files, maxBytes)
        uploads.set(id, folder)
        return { id, files: written }
      } catch (error) {
        await rm(folder, { recursive: true, force: true })
        throw error
      }
    },
    folderOf: (id) => uploads.get(id),
    async remove(id) {
      const folder = uploads.get(id)
      uploads.delete(id)
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeFiles(
  folder: string,
  files: AsyncIterable<{ readonly name: string; readonly content: Readable }>,
  maxBytes: number,
): Promise<Upload['files']> {
  const written: { name: string; size: number }[] = []
  let total = 0
  for await (const { name, content } of files) {
    if (written.length >= mostFiles) throw new UploadTooLarge(`more than ${mostFiles} files`)
    const shown = safeName(name)
    let size = 0
    const counted = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length
        total += chunk.length
        if (total > maxBytes) throw new UploadTooLarge(`more than ${maxBytes} bytes`)
        yield chunk
      }
    }
    // The number keeps equal names apart; the name itself is for people, in messages and the source of events.
    const path = join(folder, `${String(written.length + 1).padStart(4, '0')}-${shown}`)
    await pipeline(content, counted, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    written.push({ name: shown, size })
  }
  return written
}

/** The last part of a path, without what a file system or terminal could take for something else. */
const safeName = (name: string): string =>
  basename(name.replaceAll('\\', '/'))
    .replaceAll(/[^\p{L}\p{N}._ ()-]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 120) || 'file'

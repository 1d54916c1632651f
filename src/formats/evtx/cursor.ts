import type { Chunk } from './binxml-model.ts'
import { u16, u32 } from './bytes.ts'

/** What is wrong, at an offset within the chunk. */
export interface Trouble {
  readonly offset: number
  readonly message: string
}

/**
 * A place in a chunk's BinXML. The first failure is kept and moves the position to the end, so that every loop over it
 * stops by itself.
 */
export interface Cursor {
  readonly chunk: Chunk
  position: number
  readonly end: number
  /** Whether elements carry a dependency id; they do in template definitions and nowhere else (MS-EVEN6 2.2.12). */
  readonly dependencies: boolean
  trouble: Trouble | null
}

export function cursorAt(chunk: Chunk, start: number, end: number, dependencies: boolean): Cursor {
  return { chunk, position: start, end: Math.min(end, chunk.end), dependencies, trouble: null }
}

export function fail(cursor: Cursor, message: string, offset = cursor.position): void {
  cursor.trouble ??= { offset, message }
  cursor.position = cursor.end
}

/** Keeps the first trouble, and reading goes on: something is wrong, but what follows can still be found. */
export function note(cursor: Cursor, message: string, offset: number): void {
  cursor.trouble ??= { offset, message }
}

/** Steps over `count` bytes and returns where they began, or -1 after a failure when so many are not there. */
export function take(cursor: Cursor, count: number): number {
  const start = cursor.position
  if (count > cursor.end - start) {
    fail(cursor, 'BinXML ends in the middle of a token')
    return -1
  }
  cursor.position = start + count
  return start
}

/** Far beyond any name that occurs; without a limit, overlapping names could fill the memory. */
const longestName = 1024

/** A name: an offset within the chunk, followed by the name itself when this is the place where the chunk keeps it. */
export function takeName(cursor: Cursor): string {
  const at = take(cursor, 4)
  if (at < 0) return ''
  const { chunk } = cursor
  const offset = u32(chunk.bytes, at)
  const size = 8 + 2 * u16(chunk.bytes, offset + 6)
  if (offset < 128 || offset + size > chunk.end || size > 8 + 2 * longestName) {
    fail(cursor, `no name at ${offset} of the chunk`, at)
    return ''
  }
  if (offset === at + 4 && take(cursor, size + 2) < 0) return ''
  const known = chunk.names.get(offset)
  if (known !== undefined) return known
  const name = chunk.bytes.toString('utf16le', offset + 8, offset + size)
  chunk.names.set(offset, name)
  return name
}

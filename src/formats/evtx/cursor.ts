import type { Chunk, Definition } from './binxml-model.ts'
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
  end: number
  /** The template definition that is being read; elsewhere elements carry no dependency id (MS-EVEN6 2.2.12). */
  definition: Definition | null
  trouble: Trouble | null
}

export function cursorAt(
  chunk: Chunk,
  start: number,
  end: number,
  definition: Definition | null = null,
): Cursor {
  return { chunk, position: start, end: Math.min(end, chunk.end), definition, trouble: null }
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

/** A name begins with the offset of another one, a hash, and its length; it ends with a zero. */
const nameStart = 8

/** Where its length stands. */
export const nameLength = 6

/** Far beyond any name that occurs; without a limit, overlapping names could fill the memory. */
const longestName = 1024

/** Where the header of a chunk begins to keep them. */
const firstName = 128

/** A name: an offset within the chunk, followed by the name itself when this is the place where the chunk keeps it. */
export function takeName(cursor: Cursor): string {
  const at = take(cursor, 4)
  if (at < 0) return ''
  const { chunk, definition } = cursor
  const offset = u32(chunk.bytes, at)
  const size = nameStart + 2 * u16(chunk.bytes, offset + nameLength)
  if (offset < firstName || offset + size > chunk.end || size > nameStart + 2 * longestName) {
    fail(cursor, `no name at ${offset} of the chunk`, at)
    return ''
  }
  const isInline = offset === at + 4
  if (isInline && take(cursor, size + 2) < 0) return ''
  let name = chunk.names.get(offset)
  if (name === undefined) {
    name = chunk.bytes.toString('utf16le', offset + nameStart, offset + size)
    chunk.names.set(offset, name)
  }
  definition?.names.push({ at: at - definition.start, name, isInline })
  return name
}

/** Whether `takeName` would find this name at an offset. */
export function hasName({ bytes, end }: Chunk, offset: number, name: string): boolean {
  const { length } = name
  if (offset < firstName || offset + nameStart + 2 * length > end) return false
  if (u16(bytes, offset + nameLength) !== length) return false
  for (let index = 0, at = offset + nameStart; index < length; index++, at += 2) {
    if (name.charCodeAt(index) !== u16(bytes, at)) return false
  }
  return true
}

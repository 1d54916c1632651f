import { closeSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { openWithoutWaiting } from './open-without-waiting.ts'
import { othersTurn } from './others-turn.ts'

/** The bytes of a file in order; each piece is the receiver's to keep. */
export type Pieces = AsyncIterable<Uint8Array>

export const pieceSize = 256 * 1024

/** What is looked for behind the end that a file was told to have: it may have grown. */
const endSize = 1024

/**
 * A file in pieces; `onRead` is told how many bytes were read.
 * @param size in bytes, as far as known: no more memory is taken than it needs, since much of it makes the engine collect garbage
 */
export async function* filePieces(
  path: string,
  size: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  // A pipe, which may keep one waiting, has no size.
  const file = size > 0 && size <= pieceSize ? openHere(path) : await openElsewhere(path)
  let left = size
  try {
    for (;;) {
      const piece = await readPiece(file, left > 0 ? Math.min(left, pieceSize) : endSize)
      if (piece.length === 0) return
      left = left > 0 ? left - piece.length : pieceSize
      onRead(piece.length)
      yield piece
    }
  } finally {
    await file.close()
  }
}

async function readPiece(file: OpenFile, size: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(size)
  return buffer.subarray(0, await file.read(buffer))
}

interface OpenFile {
  /** Returns how many bytes were read. */
  read(buffer: Uint8Array): Promise<number>
  close(): void | Promise<void>
}

/** Each step of a small file would wait longer for its turn in another thread than it takes. */
function openHere(path: string): OpenFile {
  const file = openWithoutWaiting(path)
  return {
    read: async (buffer) => {
      await othersTurn()
      return readSync(file, buffer)
    },
    close: () => closeSync(file),
  }
}

async function openElsewhere(path: string): Promise<OpenFile> {
  const file = await open(path)
  return {
    read: async (buffer) => (await file.read(buffer, 0, buffer.length)).bytesRead,
    close: () => file.close(),
  }
}

/** What stands at a place of a file; less at its end. */
export async function pieceAt(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(size)
  const { bytesRead } = await file.read(buffer, 0, size, position)
  return buffer.subarray(0, bytesRead)
}

export interface Peeked {
  /** The first bytes: as many as asked for, or more, or all there are. */
  readonly head: Buffer
  /** All pieces, from the first on; to be used once. */
  readonly pieces: Pieces
  /** What ended the reading before `head` was complete; `pieces` ends in it, too. */
  readonly failure: unknown
  /** Ends the reading where `pieces` is not used to the end. */
  close(): Promise<void>
}

/** Looks at the beginning of pieces. */
export async function peek(source: Pieces, count: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let length = 0
  let failure: unknown
  while (length < count) {
    try {
      const next = await iterator.next()
      if (next.done === true) break
      first.push(next.value)
      length += next.value.length
    } catch (error) {
      // What was read before is still worth reading.
      failure = error
      break
    }
  }
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield* first
    if (failure !== undefined) throw failure
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  const close = async (): Promise<void> => {
    await iterator.return?.()
  }
  return { head: joined(first), pieces: pieces(), failure, close }
}

/** One after the other; nothing is copied where there is only one. */
function joined(pieces: readonly Uint8Array[]): Buffer {
  const [only] = pieces
  return only && pieces.length === 1
    ? Buffer.from(only.buffer, only.byteOffset, only.byteLength)
    : Buffer.concat(pieces)
}

/** All pieces as one buffer, `undefined` when they are longer than `most`. */
export async function gather(source: Pieces, most: number): Promise<Buffer | undefined> {
  const all: Uint8Array[] = []
  let length = 0
  for await (const piece of source) {
    length += piece.length
    if (length > most) return undefined
    all.push(piece)
  }
  return joined(all)
}

import type { FileHandle } from 'node:fs/promises'
import type { Expansion } from './expansion.ts'
import { checksummed, InflateError, inflatedRaw } from './inflate.ts'
import type { ZipEntry } from './zip-archive.ts'

/** Reads at most `length` bytes at `position`; fewer only at the end. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>

export const readAtFile =
  (file: FileHandle): ReadAt =>
  async (position, length) => {
    const { buffer, bytesRead } = await file.read(
      Buffer.allocUnsafeSlow(length),
      0,
      length,
      position,
    )
    return buffer.subarray(0, bytesRead)
  }

export const readAtBuffer =
  (bytes: Buffer): ReadAt =>
  async (position, length) =>
    bytes.subarray(position, position + length)

interface LocalHeader {
  readonly name: string
  readonly method: number
  readonly isEncrypted: boolean
  /** Checksum of the content, `undefined` when it is told only behind it. */
  readonly sum: number | undefined
  /** Bytes of the data, -1 when they are told only behind it. */
  readonly size: number
  readonly dataStart: number
}

/**
 * The files of a zip archive without its directory, as far as one header leads to the next: for archives that were cut off.
 * Each entry must be read to its end before the next is asked for.
 * @throws InflateError when the archive ends before its directory begins: there were more entries, or more of the last one
 */
export async function* salvagedEntries(
  read: ReadAt,
  expansion: Expansion,
): AsyncGenerator<ZipEntry> {
  let position = 0
  for (;;) {
    const header = await localHeader(read, position)
    if (header === undefined) {
      if (await beginsDirectory(read, position)) return
      throw new InflateError('the archive breaks off')
    }
    const { name, size, dataStart } = header
    let used = size
    const content = contentOf(read, header, expansion, (inputBytes) => {
      used = inputBytes
    })
    if (!name.endsWith('/')) yield { name, content }
    if (used < 0) throw new InflateError(`nothing tells where ${name} ends`)
    position = size >= 0 ? dataStart + size : await behindDescriptor(read, dataStart + used)
  }
}

const headerSize = 30

/** The directory's first header, or its end when it has none. */
async function beginsDirectory(read: ReadAt, position: number): Promise<boolean> {
  const signature = (await read(position, 4)).toString('latin1')
  return signature === 'PK\x01\x02' || signature === 'PK\x05\x06'
}

async function localHeader(read: ReadAt, position: number): Promise<LocalHeader | undefined> {
  const fixed = await read(position, headerSize)
  if (fixed.length < headerSize || fixed.readUInt32LE(0) !== 0x04034b50) return undefined
  const flags = fixed.readUInt16LE(6)
  const nameLength = fixed.readUInt16LE(26)
  const extraLength = fixed.readUInt16LE(28)
  const named = await read(position + headerSize, nameLength + extraLength)
  const size = fixed.readUInt32LE(18)
  return {
    name: named.toString('utf8', 0, nameLength),
    method: fixed.readUInt16LE(8),
    isEncrypted: (flags & 1) !== 0,
    sum: (flags & 8) === 0 ? fixed.readUInt32LE(14) : undefined,
    size:
      (flags & 8) !== 0 && size === 0
        ? -1
        : size === 0xffffffff
          ? longSize(named.subarray(nameLength))
          : size,
    dataStart: position + headerSize + nameLength + extraLength,
  }
}

/** The compressed size in the zip64 extra field: after the uncompressed one. */
function longSize(extra: Buffer): number {
  let at = 0
  while (at + 4 <= extra.length) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1 && length >= 16 && at + 20 <= extra.length)
      return Number(extra.readBigUInt64LE(at + 12))
    at += 4 + length
  }
  return -1
}

function contentOf(
  read: ReadAt,
  { method, isEncrypted, sum, size, dataStart }: LocalHeader,
  expansion: Expansion,
  onEnd: (inputBytes: number) => void,
): ZipEntry['content'] {
  if (isEncrypted) return { unreadable: 'it is encrypted' }
  const data = range(read, dataStart, size < 0 ? Number.POSITIVE_INFINITY : size)
  if (method !== 8 && (method !== 0 || size < 0))
    return { unreadable: `it is compressed with method ${method}` }
  const content = method === 8 ? inflatedRaw(data, expansion, onEnd) : data
  return sum === undefined ? content : checksummed(content, sum)
}

async function* range(read: ReadAt, start: number, length: number): AsyncGenerator<Uint8Array> {
  const end = start + length
  for (let at = start; at < end; ) {
    const piece = await read(at, Math.min(64 * 1024, end - at))
    if (piece.length === 0) {
      if (length === Number.POSITIVE_INFINITY) return
      throw new InflateError('the archive ends early')
    }
    at += piece.length
    yield piece
  }
}

/** Where the next header begins: behind the sizes that follow data of unknown length, with or without signature, 4 or 8 bytes each. */
async function behindDescriptor(read: ReadAt, position: number): Promise<number> {
  const bytes = await read(position, 28)
  for (const length of [16, 24, 12, 20])
    if (bytes.length >= length + 4 && bytes.readUInt16LE(length) === 0x4b50)
      return position + length
  return position
}

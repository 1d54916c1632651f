import * as yauzl from 'yauzl'
import type { Expansion } from './expansion.ts'
import { checksummed, inflatedRaw } from './inflate.ts'
import type { Pieces } from './pieces.ts'

/** One file of an archive, or why it cannot be read. */
export interface ZipEntry {
  readonly name: string
  readonly content: Pieces | { readonly unreadable: string }
}

const deflated = 8
const stored = 0

/** Names are decoded here and sizes checked by sum: yauzl gives up the whole archive over one entry's wrong name or size. */
export const zipSettings = { autoClose: false, decodeStrings: false, validateEntrySizes: false }

const nameOf = (entry: yauzl.Entry): string =>
  yauzl.getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileName as unknown as Buffer,
    entry.extraFields,
    false,
  )

export const isFolder = (entry: yauzl.Entry): boolean => nameOf(entry).endsWith('/')

/**
 * The files of a zip archive by its directory, to be read one after the other.
 * @param source the archive's path or its bytes
 * @param onRead is told how many bytes of the archive were read
 * @throws when the directory is missing or broken
 */
export async function* zipEntries(
  source: string | Buffer,
  expansion: Expansion,
  onRead: (bytes: number) => void,
): AsyncGenerator<ZipEntry> {
  const zip =
    typeof source === 'string'
      ? await yauzl.openPromise(source, zipSettings)
      : await yauzl.fromBufferPromise(source, zipSettings)
  try {
    for await (const entry of zip.eachEntry()) {
      if (!isFolder(entry))
        yield { name: nameOf(entry), content: contentOf(zip, entry, expansion, onRead) }
    }
  } finally {
    zip.close()
  }
}

function contentOf(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  expansion: Expansion,
  onRead: (bytes: number) => void,
): ZipEntry['content'] {
  if (entry.isEncrypted()) return { unreadable: 'it is encrypted' }
  const method = entry.compressionMethod
  if (method !== stored && method !== deflated)
    return { unreadable: `it is compressed with method ${method}` }
  return checksummed(entryPieces(zip, entry, expansion, onRead), entry.crc32)
}

async function* entryPieces(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  expansion: Expansion,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false })
  try {
    const data = counted(stream, onRead)
    if (entry.compressionMethod === deflated) yield* inflatedRaw(data, expansion)
    // Entries may share their bytes, so stored ones can add up to a bomb, too.
    else yield* counted(data, (bytes) => expansion.add(bytes))
  } finally {
    stream.destroy()
  }
}

async function* counted(
  pieces: Pieces,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    count(piece.length)
    yield piece
  }
}

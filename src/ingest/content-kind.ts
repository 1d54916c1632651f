/** What a file is, by its first bytes, as far as that decides who reads it. */
export type ContentKind =
  | { readonly kind: 'gzip' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'log' }
  /** Known, and nothing that Whippet reads: `what` names it. */
  | { readonly kind: 'foreign'; readonly what: string; readonly isHarmless: boolean }

const signatures: readonly (readonly [number, string, ContentKind])[] = [
  [0, '\x1f\x8b', { kind: 'gzip' }],
  [0, 'PK\x03\x04', { kind: 'zip' }],
  [0, 'PK\x05\x06', { kind: 'zip' }],
  [0, 'BZh', foreign('compressed with bzip2')],
  [0, '\xfd7zXZ\0', foreign('compressed with xz')],
  [0, '\x28\xb5\x2f\xfd', foreign('compressed with Zstandard')],
  [0, '\x04\x22\x4d\x18', foreign('compressed with LZ4')],
  [0, '7z\xbc\xaf\x27\x1c', foreign('a 7-Zip archive')],
  [0, 'Rar!\x1a\x07', foreign('a RAR archive')],
  [257, 'ustar', foreign('a tar archive')],
  [0, '\x30\x00\x00\x00LfLe', foreign('an event log of Windows before Vista (EVT)')],
  [0, '\x0a\x0d\x0d\x0a', foreign('a packet capture')],
  [0, '\xd4\xc3\xb2\xa1', foreign('a packet capture')],
  [0, 'SQLite format 3\0', foreign('an SQLite database')],
  // Archives made on a Mac hold one beside each file.
  [0, '\x00\x05\x16\x07', { kind: 'foreign', what: 'file attributes of macOS', isHarmless: true }],
]

/** @param head the first bytes, 262 of them if the file has so many */
export function contentKind(head: Uint8Array): ContentKind {
  const found = signatures.find(([at, signature]) => startsAt(head, at, signature))
  return found === undefined ? { kind: 'log' } : found[2]
}

function startsAt(bytes: Uint8Array, at: number, signature: string): boolean {
  for (let index = 0; index < signature.length; index++)
    if (bytes[at + index] !== signature.charCodeAt(index)) return false
  return true
}

function foreign(what: string): ContentKind {
  return { kind: 'foreign', what, isHarmless: false }
}

import type { ChunkBytes } from './bytes.ts'

/** Entries of the cache; a power of two. */
const entries = 1024
const recentBytes = new Uint32Array(4 * entries)
const recentTexts: string[] = new Array<string>(entries).fill('')

/** `{01234567-89AB-CDEF-0123-456789ABCDEF}`. Providers, processes and logons come again and again, so the last are kept. */
export function guidText({ bytes, view }: ChunkBytes, at: number): string {
  const a = view.getUint32(at, true)
  const b = view.getUint32(at + 4, true)
  const c = view.getUint32(at + 8, true)
  const d = view.getUint32(at + 12, true)
  const mixed = Math.imul(a ^ (b << 1) ^ c ^ (d << 1), 0x9e3779b1)
  const slot = (mixed >>> 16) & (entries - 1)
  const place = 4 * slot
  const isKnown =
    recentBytes[place] === a &&
    recentBytes[place + 1] === b &&
    recentBytes[place + 2] === c &&
    recentBytes[place + 3] === d
  const known = recentTexts[slot] as string
  if (isKnown && known !== '') return known
  const text = format(bytes, at)
  recentBytes[place] = a
  recentBytes[place + 1] = b
  recentBytes[place + 2] = c
  recentBytes[place + 3] = d
  recentTexts[slot] = text
  return text
}

const hexByte = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
)

const hexAt = (bytes: Uint8Array, offset: number): string => hexByte[bytes[offset] ?? 0] as string

function format(bytes: Uint8Array, at: number): string {
  return `{${hexAt(bytes, at + 3)}${hexAt(bytes, at + 2)}${hexAt(bytes, at + 1)}${hexAt(bytes, at)}-${hexAt(bytes, at + 5)}${hexAt(bytes, at + 4)}-${hexAt(bytes, at + 7)}${hexAt(bytes, at + 6)}-${hexAt(bytes, at + 8)}${hexAt(bytes, at + 9)}-${hexAt(bytes, at + 10)}${hexAt(bytes, at + 11)}${hexAt(bytes, at + 12)}${hexAt(bytes, at + 13)}${hexAt(bytes, at + 14)}${hexAt(bytes, at + 15)}}`
}

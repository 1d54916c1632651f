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

const written = Buffer.from('{00000000-0000-0000-0000-000000000000}', 'latin1')
const hexDigits = Buffer.from('0123456789ABCDEF', 'latin1')
/** Where the two digits of each byte stand: the first three groups are little-endian numbers. */
const digitPlaces = [7, 5, 3, 1, 12, 10, 17, 15, 20, 22, 25, 27, 29, 31, 33, 35]

/** Written into a buffer: a text put together of pieces stays these pieces for V8, twenty times as much memory. */
function format(bytes: Uint8Array, at: number): string {
  for (let index = 0; index < 16; index++) {
    const byte = bytes[at + index] as number
    const place = digitPlaces[index] as number
    written[place] = hexDigits[byte >> 4] as number
    written[place + 1] = hexDigits[byte & 15] as number
  }
  return written.toString('latin1')
}

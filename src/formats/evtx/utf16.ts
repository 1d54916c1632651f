import type { ChunkBytes } from './bytes.ts'

/** Entries of the cache; a power of two. */
const entries = 4096
/** Bytes. Longer strings rarely come again, and comparing them costs as much as decoding. */
const longest = 192

const recentTexts: string[] = new Array<string>(entries).fill('')
/** The same with line breaks unified. */
const recentLines: string[] = new Array<string>(entries).fill('')
/** What each was decoded from, its size before it. */
const recentBytes = new DataView(new ArrayBuffer(entries * (2 + longest)))

/**
 * The text of `size` bytes of UTF-16LE up to the first zero: providers count a terminator in and leave garbage after it,
 * and Windows stops there. Values repeat so much in a log that comparing with the last one of the same look is several times
 * as fast as decoding, and equal values then share memory.
 */
export function utf16Text(from: ChunkBytes, start: number, size: number): string {
  const even = size & ~1
  if (even === 0) return ''
  if (even > longest) return decode(from.bytes, start, even)
  return recentTexts[slotOf(from, start, even)] as string
}

/** `utf16Text` with all line breaks as `\n`. */
export function utf16Lines(from: ChunkBytes, start: number, size: number): string {
  const even = size & ~1
  if (even === 0) return ''
  if (even > longest) return unifyLines(decode(from.bytes, start, even))
  return recentLines[slotOf(from, start, even)] as string
}

export function unifyLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** The place in the cache, where the text is after this. */
function slotOf({ bytes, view }: ChunkBytes, start: number, size: number): number {
  const slot = look(bytes, start, size)
  const place = slot * (2 + longest)
  if (recentBytes.getUint16(place, true) === size && isAt(place + 2, view, start, size)) return slot
  const text = decode(bytes, start, size)
  recentTexts[slot] = text
  recentLines[slot] = unifyLines(text)
  recentBytes.setUint16(place, size, true)
  for (let at = 0; at < size; at += 2) {
    recentBytes.setUint16(place + 2 + at, view.getUint16(start + at, true), true)
  }
  return slot
}

function decode(bytes: Buffer, start: number, size: number): string {
  const text = bytes.toString('utf16le', start, start + size)
  const zero = text.indexOf('\0')
  return zero < 0 ? text : text.slice(0, zero)
}

/** A hash of some of the units: enough to tell most strings apart, and any mistake only costs a comparison. */
function look(bytes: Buffer, start: number, size: number): number {
  const quarter = (size >> 2) & ~1
  const middle = start + ((size >> 1) & ~1)
  const last = start + size - 2
  let hash = Math.imul(size, 31) + (bytes[start] as number)
  hash = Math.imul(hash, 31) + (bytes[start + quarter] as number)
  hash = Math.imul(hash, 31) + (bytes[middle] as number)
  hash = Math.imul(hash, 31) + (bytes[middle + quarter] as number)
  hash = Math.imul(hash, 31) + (bytes[size > 2 ? last - 2 : last] as number)
  hash = Math.imul(hash, 31) + (bytes[last] as number)
  return (hash ^ (hash >>> 12)) & (entries - 1)
}

/** Four bytes at a time: V8 makes one load of each. */
function isAt(place: number, view: DataView, start: number, size: number): boolean {
  const whole = size & ~3
  for (let at = 0; at < whole; at += 4) {
    if (recentBytes.getInt32(place + at, true) !== view.getInt32(start + at, true)) return false
  }
  if (whole === size) return true
  return recentBytes.getUint16(place + whole, true) === view.getUint16(start + whole, true)
}

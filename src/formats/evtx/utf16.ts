/** Entries of the cache; a power of two. */
const entries = 4096
/** Longer strings rarely come again, and comparing them costs as much as decoding. */
const longest = 96

const recent: string[] = new Array<string>(entries).fill('')

/**
 * The text of `size` bytes of UTF-16LE up to the first zero: providers count a terminator in and leave garbage after it,
 * and Windows stops there. Values repeat so much in a log that comparing with the last one of the same look is twice as
 * fast as decoding, and equal values then share memory.
 */
export function utf16Text(bytes: Buffer, start: number, size: number): string {
  const length = size >> 1
  if (length === 0) return ''
  if (length > longest) return decode(bytes, start, size)
  const slot = look(bytes, start, length)
  const known = recent[slot] as string
  if (known.length === length && isAt(known, bytes, start)) return known
  const text = decode(bytes, start, size)
  if (text.length === length) recent[slot] = text
  return text
}

function decode(bytes: Buffer, start: number, size: number): string {
  const text = bytes.toString('utf16le', start, start + size)
  const zero = text.indexOf('\0')
  return zero < 0 ? text : text.slice(0, zero)
}

/** A hash of some of the units: enough to tell most strings apart, and any mistake only costs a comparison. */
function look(bytes: Buffer, start: number, length: number): number {
  const middle = start + (length & ~1)
  const quarter = start + ((length >> 1) & ~1)
  const last = start + 2 * length - 2
  let hash = Math.imul(length, 31) + (bytes[start] as number)
  hash = Math.imul(hash, 31) + (bytes[quarter] as number)
  hash = Math.imul(hash, 31) + (bytes[middle] as number)
  hash = Math.imul(hash, 31) + (bytes[middle + quarter - start] as number)
  hash = Math.imul(hash, 31) + (bytes[last - 2] as number)
  hash = Math.imul(hash, 31) + (bytes[last] as number)
  return (hash ^ (hash >>> 12)) & (entries - 1)
}

function isAt(text: string, bytes: Buffer, start: number): boolean {
  for (let index = 0, at = start; index < text.length; index++, at += 2) {
    const unit = (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
    if (text.charCodeAt(index) !== unit) return false
  }
  return true
}

import { type ChunkBytes, u32 } from './bytes.ts'

interface Known {
  readonly bytes: Buffer
  readonly text: string
}

/** Entries of the cache; a power of two. */
const entries = 256
const recent: (Known | undefined)[] = new Array<Known | undefined>(entries).fill(undefined)

/**
 * Revision, number of sub-authorities, authority (48 bits, big-endian), sub-authorities (32 bits each); `null` for bytes
 * that are too few. Few accounts act in a log, so the last ones are kept.
 */
export function sidText({ bytes }: ChunkBytes, start: number, size: number): string | null {
  const count = bytes[start + 1] as number
  const used = 8 + 4 * count
  if (size < used) return null
  const slot = (u32(bytes, start + used - 4) ^ used) & (entries - 1)
  const known = recent[slot]
  if (known?.bytes.length === used && isAt(known.bytes, bytes, start)) return known.text
  const text = format(bytes, start, count)
  recent[slot] = { bytes: Buffer.from(bytes.subarray(start, start + used)), text }
  return text
}

function isAt(known: Buffer, bytes: Buffer, start: number): boolean {
  for (let index = 0; index < known.length; index++) {
    if (known[index] !== bytes[start + index]) return false
  }
  return true
}

function format(bytes: Buffer, start: number, count: number): string {
  const authority = bytes.readUIntBE(start + 2, 6)
  const number = authority < 4294967296 ? String(authority) : `0x${authority.toString(16)}`
  let text = `S-${bytes[start]}-${number}`
  for (let index = 0; index < count; index++) text += `-${u32(bytes, start + 8 + 4 * index)}`
  return text
}

/** Bytes of the right size, twice: what `view` reads must lie within, and is one load for V8 where `bytes` are four. */
export interface ChunkBytes {
  readonly bytes: Buffer
  readonly view: DataView
}

/** Little-endian reads that give 0 beyond the end instead of throwing: offsets in a damaged file point anywhere. */
export function u16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8)
}

export function u32(bytes: Uint8Array, offset: number): number {
  return (u16(bytes, offset) | (u16(bytes, offset + 2) << 16)) >>> 0
}

/** Unsigned 64 bits; exact up to 2^53, which every offset and record number that can occur stays below. */
export function u64(bytes: Uint8Array, offset: number): number {
  return u32(bytes, offset + 4) * 4294967296 + u32(bytes, offset)
}

import * as zlib from 'node:zlib'

const table = new Uint32Array(256).map((_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32Portable(bytes: Uint8Array, start: number): number {
  let value = ~start
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] as number)
  return ~value >>> 0
}

type Crc32 = (bytes: Uint8Array, start: number) => number
const native = (zlib as { crc32?: Crc32 }).crc32

/**
 * CRC-32 as EVTX and zip use it; `start` is the value of the bytes before. Node 20.15 brought a native one, about ten times
 * as fast, and the oldest Node we run on lacks it.
 */
export const crc32: Crc32 = native ?? crc32Portable
export { crc32Portable }

import type { ChunkBytes } from './bytes.ts'

/** Entries of the cache; a power of two. */
const entries = 256
const recentLow = new Uint32Array(entries)
const recentHigh = new Uint32Array(entries)
const recentTexts: string[] = new Array<string>(entries).fill('')

/** A number of 4 or 8 bytes as `0x1f`. Keywords, logons and addresses come again, so the last are kept. */
export function hexNumber({ view }: ChunkBytes, start: number, size: number): string {
  const low = view.getUint32(start, true)
  const high = size === 8 ? view.getUint32(start + 4, true) : 0
  const slot = (Math.imul(low ^ high ^ (high >>> 16), 0x9e3779b1) >>> 16) & (entries - 1)
  const known = recentTexts[slot] as string
  if (recentLow[slot] === low && recentHigh[slot] === high && known !== '') return known
  const text =
    high === 0
      ? `0x${low.toString(16)}`
      : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
  recentLow[slot] = low
  recentHigh[slot] = high
  recentTexts[slot] = text
  return text
}

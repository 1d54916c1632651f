import type { Chunk } from './binxml-model.ts'

export const chunkSize = 65536
export const recordsStart = 512

const usualPlaces = 2048

/** @param expectedPlaces how many values its records are likely to have */
export function createChunk(
  bytes: Buffer,
  fileOffset: number,
  end: number,
  limits: { maxDepth: number; maxEventBytes: number },
  expectedPlaces = usualPlaces,
): Chunk {
  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    fileOffset,
    end,
    maxDepth: limits.maxDepth,
    maxEventBytes: limits.maxEventBytes,
    names: new Map(),
    templates: new Map(),
    places: new Uint32Array(expectedPlaces),
    placeCount: 0,
    templateBytes: 0,
    cutLength: 4 * limits.maxEventBytes,
  }
}

/** Takes `count` places for an instance's values; returns the index of the first. */
export function reservePlaces(chunk: Chunk, count: number): number {
  const first = chunk.placeCount
  if (first + count > chunk.places.length) {
    const grown = new Uint32Array(Math.max(chunk.places.length * 2, first + count))
    grown.set(chunk.places)
    chunk.places = grown
  }
  chunk.placeCount = first + count
  return first
}

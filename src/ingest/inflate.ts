import { crc32, createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from 'node:zlib'
import type { Expansion } from './expansion.ts'
import type { Pieces } from './pieces.ts'

/**
 * So much compressed input at once: it expands to 1032 times that at most, which is all that is ever held. A whole stream of
 * Node would lose what it holds when the data turns out to be broken.
 */
const inputSize = 16 * 1024

/** Compressed data that is broken or ends early; what came before it was given out. */
export class InflateError extends Error {}

/** The content of a gzip file, all of its members. */
export const gunzipped = (source: Pieces, expansion: Expansion): AsyncGenerator<Uint8Array> =>
  inflated(createGunzip({ chunkSize: 256 * 1024 }), source, expansion)

/** The content of deflated data, as zip holds it; `onEnd` is told how much of the input was used. */
export const inflatedRaw = (
  source: Pieces,
  expansion: Expansion,
  onEnd: (inputBytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> =>
  inflated(createInflateRaw({ chunkSize: 256 * 1024 }), source, expansion, onEnd)

async function* inflated(
  engine: Gunzip | InflateRaw,
  source: Pieces,
  expansion: Expansion,
  onEnd: (inputBytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let failure: Error | undefined
  engine.on('data', (piece: Buffer) => {
    ready.push(piece)
  })
  engine.on('error', (error: Error) => {
    failure = error
  })
  const ended = new Promise<void>((resolve) => {
    engine.once('end', resolve)
    engine.once('close', resolve)
  })
  const write = (input: Uint8Array): Promise<unknown> =>
    Promise.race([new Promise<void>((resolve) => engine.write(input, () => resolve())), ended])

  function* take(): Generator<Uint8Array> {
    const pieces = ready
    ready = []
    for (const piece of pieces) {
      expansion.add(piece.length)
      yield piece
    }
  }
  try {
    for await (const piece of source) {
      for (
        let at = 0;
        at < piece.length && failure === undefined && !engine.readableEnded;
        at += inputSize
      ) {
        await write(piece.subarray(at, at + inputSize))
        yield* take()
      }
      if (failure !== undefined || engine.readableEnded) break
    }
    if (failure === undefined) {
      engine.end()
      await ended
    }
    yield* take()
    if (failure !== undefined) throw new InflateError(messageOf(failure))
    onEnd(engine.bytesWritten)
  } finally {
    engine.destroy()
  }
}

function messageOf(failure: Error): string {
  const { code } = failure as NodeJS.ErrnoException
  return code === 'Z_BUF_ERROR'
    ? 'the compressed data ends early'
    : `the compressed data is broken (${failure.message})`
}

/** The same pieces, ending in an error when their CRC-32 is not the one expected. */
export async function* checksummed(pieces: Pieces, expected: number): AsyncGenerator<Uint8Array> {
  let sum = 0
  for await (const piece of pieces) {
    // Node 20 has it only from 20.15 on.
    if (crc32 !== undefined) sum = crc32(piece, sum)
    yield piece
  }
  if (crc32 !== undefined && sum !== expected) throw new InflateError('its checksum is wrong')
}

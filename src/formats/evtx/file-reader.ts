import type { EventSink, FormatLimits, FormatParser, Parting } from '../../contract/format.ts'
import { u16, u32 } from './bytes.ts'
import { chunkSize, createChunk } from './chunk.ts'
import { hasChunkMagic, readChunk } from './chunk-reader.ts'
import { crc32 } from './crc32.ts'

const fileMagic = Buffer.from('ElfFile\0', 'latin1')
const usualHeaderSize = 4096
const dirty = 1
const checksumUnused = 4

export function hasFileMagic(bytes: Uint8Array): boolean {
  return fileMagic.every((byte, index) => bytes[index] === byte)
}

/** Cuts a stream of bytes into the file header and the chunks, wherever the pieces begin and end. */
export const createFileReader = (sink: EventSink, limits: FormatLimits): FormatParser =>
  parserOf(begun(sink, limits))

const begun = (sink: EventSink, limits: FormatLimits): State => ({
  sink,
  limits,
  offset: 0,
  headerRead: false,
  missing: 0,
  block: null,
  filled: 0,
  places: undefined,
})

const parserOf = (state: State): FormatParser => ({
  push: (piece) => push(state, piece),
  end: () => end(state),
})

/**
 * Parts begin with chunks, which stand on their own. That the file ends too early is told by the one that comes to the end, for which
 * it counts the chunks before it.
 */
export function partFile(head: Uint8Array, limits: FormatLimits): Parting | undefined {
  const silent: EventSink = { event: () => {}, problem: () => {} }
  if (head.length < usualHeaderSize) return undefined
  const block = Buffer.from(head.buffer, head.byteOffset, usualHeaderSize)
  const header = readHeader(block, usualHeaderSize, silent)
  return {
    seam(bytes, from, start) {
      const behindChunks = (start + from - header.size + chunkSize - 1) / chunkSize
      const at = header.size + Math.max(1, Math.floor(behindChunks)) * chunkSize - start
      return at < bytes.length ? at : undefined
    },
    open(sink, start) {
      const state = begun(sink, limits)
      if (start > 0) {
        state.offset = start
        state.headerRead = true
        state.missing = header.chunks - (start - header.size) / chunkSize
      }
      return { ...parserOf(state), endBefore: () => state.headerRead && state.filled === 0 }
    },
  }
}

interface State {
  readonly sink: EventSink
  readonly limits: FormatLimits
  /** Where the block that is being filled begins in the file. */
  offset: number
  headerRead: boolean
  /** Chunks that the header tells of and that have not come yet. */
  missing: number
  /** A block that did not come in one piece. */
  block: Buffer | null
  filled: number
  /** Values that a chunk is likely to have. */
  places: number | undefined
}

function push(state: State, piece: Uint8Array): void {
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
  let position = 0
  while (position < bytes.length) {
    const size = state.headerRead ? chunkSize : usualHeaderSize
    if (state.block === null && bytes.length - position >= size) {
      position += takeBlock(state, bytes.subarray(position, position + size), size)
      continue
    }
    state.block ??= Buffer.alloc(size)
    const count = bytes.copy(state.block, state.filled, position, position + size - state.filled)
    state.filled += count
    position += count
    if (state.filled === size) takeCollected(state, size)
  }
}

function takeCollected(state: State, filled: number): void {
  const block = state.block as Buffer
  state.block = null
  state.filled = 0
  const used = takeBlock(state, block, filled)
  if (used < filled) push(state, block.subarray(used, filled))
}

function end(state: State): void {
  const { sink } = state
  if (state.filled > 0) takeCollected(state, state.filled)
  if (state.filled > 0) takeCollected(state, state.filled)
  const { offset, missing } = state
  if (offset === 0) sink.problem({ offset, message: 'file is empty', kind: 'file' })
  else if (missing > 0) {
    sink.problem({ offset, message: `file ends ${missing} chunks too early`, kind: 'file' })
  }
}

/** Reads the header or a chunk; returns how many bytes belonged to it. */
function takeBlock(state: State, block: Buffer, filled: number): number {
  const { sink, limits, offset } = state
  if (!state.headerRead) {
    state.headerRead = true
    const header = readHeader(block, filled, sink)
    state.offset = header.size
    state.missing = header.chunks
    return header.size
  }
  const chunk = createChunk(block, offset, filled, limits, state.places)
  readChunk(chunk, sink)
  // The chunks of a log resemble each other.
  state.places = chunk.placeCount + (chunk.placeCount >> 2)
  state.offset += filled
  state.missing--
  return filled
}

interface FileHeader {
  /** 0 for a file that begins with a chunk, as when someone carved it out of a disk. */
  readonly size: number
  /** How many chunks there must be at least. */
  readonly chunks: number
}

function readHeader(block: Buffer, filled: number, sink: EventSink): FileHeader {
  const tell = (kind: 'file' | 'note', offset: number, message: string): void =>
    sink.problem({ offset, message, kind })
  if (hasChunkMagic(block)) {
    tell('note', 0, 'file begins with a chunk, without a file header')
    return { size: 0, chunks: 0 }
  }
  if (!hasFileMagic(block)) tell('file', 0, 'no EVTX file header')
  if (filled < 128) {
    tell('file', filled, 'file ends within its header')
    return { size: filled, chunks: 0 }
  }
  const flags = u32(block, 120)
  const isWrong = crc32(block.subarray(0, 120), 0) !== u32(block, 124)
  if (isWrong && (flags & checksumUnused) === 0)
    tell('note', 124, 'checksum of the file header is wrong')
  if (flags & dirty) tell('note', 120, 'log was not closed: its header may be out of date')
  if (u16(block, 40) !== usualHeaderSize) tell('note', 40, 'unusual size of the file header')
  if (filled < usualHeaderSize) tell('file', filled, 'file ends within its header')
  const isReliable = !isWrong && (flags & dirty) === 0 && hasFileMagic(block)
  return {
    size: Math.min(filled, usualHeaderSize),
    chunks: isReliable ? u16(block, 42) : 0,
  }
}

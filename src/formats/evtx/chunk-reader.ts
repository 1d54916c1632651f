import type { EventSink, InputProblem } from '../../contract/format.ts'
import type { Chunk } from './binxml-model.ts'
import { u32, u64 } from './bytes.ts'
import { chunkSize, recordsStart } from './chunk.ts'
import { crc32 } from './crc32.ts'
import { readRecord, smallestRecord } from './record-reader.ts'

const recordMagic = 0x2a2a
const recordMagicByte = recordMagic & 0xff
const chunkMagic = Buffer.from('ElfChnk\0', 'latin1')

export function hasChunkMagic(bytes: Uint8Array, offset = 0): boolean {
  return chunkMagic.every((byte, index) => bytes[offset + index] === byte)
}

/** Reads the records of one chunk. Wrong checksums and headers are told, and the records are read all the same. */
export function readChunk(chunk: Chunk, sink: EventSink): void {
  const { bytes, end } = chunk
  const tell = (kind: InputProblem['kind'], offset: number, message: string): void =>
    sink.problem({ offset: chunk.fileOffset + offset, message, kind })
  if (!hasChunkMagic(bytes)) {
    if (isEmpty(bytes)) return
    tell('file', 0, 'no chunk where one should begin')
  }
  const free = u32(bytes, 48)
  const isPlausible = free >= recordsStart && free <= chunkSize
  const recordsEnd = isPlausible ? Math.min(free, end) : end
  if (end === chunkSize) {
    if (!isPlausible) tell('note', 48, 'chunk header does not tell where its records end')
    checkSums(chunk, isPlausible ? free : 0, tell)
  } else if (isPlausible && free <= end)
    tell('note', end, 'file ends in the unused part of a chunk')
  else tell('file', end, `file ends ${chunkSize - end} bytes before its chunk`)
  readRecords(chunk, recordsEnd, sink, tell)
}

type Tell = (kind: InputProblem['kind'], offset: number, message: string) => void

const zeros = Buffer.alloc(chunkSize)

/** Space that the log has not used yet: most of a small log. */
function isEmpty(bytes: Buffer): boolean {
  return bytes.equals(zeros.subarray(0, bytes.length))
}

function checkSums(chunk: Chunk, free: number, tell: Tell): void {
  const { bytes } = chunk
  const header = crc32(bytes.subarray(128, recordsStart), crc32(bytes.subarray(0, 120), 0))
  if (header !== u32(bytes, 124)) tell('note', 124, 'checksum of the chunk header is wrong')
  if (free > 0 && crc32(bytes.subarray(recordsStart, free), 0) !== u32(bytes, 52)) {
    tell('note', 52, 'checksum of the records is wrong')
  }
}

function readRecords(chunk: Chunk, free: number, sink: EventSink, tell: Tell): void {
  const { bytes, end } = chunk
  let position = recordsStart
  let lastId = -1
  while (position < free) {
    const size = recordSize(chunk, position, free)
    if (size > 0) {
      lastId = u64(bytes, position + 8)
      if (u32(bytes, position + size - 4) !== size) {
        tell('note', position + size - 4, 'record ends with another size than it begins with')
      }
      readRecord(chunk, position, size, sink)
      position += size
      continue
    }
    const next = nextRecord(chunk, position + 1, free)
    tell('record', position, `no record here; ${next - position} bytes skipped`)
    position = next
  }
  readLateRecords(chunk, position, end, lastId, sink, tell)
}

/**
 * A log that was not closed has records that its chunk header does not know of yet. They go on counting; older records
 * that a reused chunk still holds there do not.
 */
function readLateRecords(
  chunk: Chunk,
  start: number,
  end: number,
  lastId: number,
  sink: EventSink,
  tell: Tell,
): void {
  let position = start
  let expected = lastId + 1
  let size = recordSize(chunk, position, end)
  while (size > 0 && u64(chunk.bytes, position + 8) === expected && expected > 0) {
    if (position === start) tell('note', position, 'records after the end that the chunk tells')
    readRecord(chunk, position, size, sink)
    position += size
    expected++
    size = recordSize(chunk, position, end)
  }
}

/**
 * The size of the record at an offset, or 0 when none can be there. A size that its copy at the record's end does not
 * confirm is believed when another record, or the end of all, follows.
 */
function recordSize(chunk: Chunk, position: number, end: number): number {
  const { bytes } = chunk
  if (position + smallestRecord > end || !isRecordMagic(bytes, position)) return 0
  const size = u32(bytes, position + 4)
  if (size < smallestRecord || position + size > end) return 0
  if (u32(bytes, position + size - 4) === size) return size
  return position + size === end || isRecordMagic(bytes, position + size) ? size : 0
}

function isRecordMagic(bytes: Uint8Array, position: number): boolean {
  return u32(bytes, position) === recordMagic
}

/** Where the next record after some damage begins: one that both its sizes and its number speak for. */
function nextRecord(chunk: Chunk, from: number, end: number): number {
  const { bytes } = chunk
  for (let position = from; position < end; position++) {
    if (bytes[position] !== recordMagicByte) continue
    const size = recordSize(chunk, position, end)
    const isSure = size > 0 && u32(bytes, position + size - 4) === size
    if (isSure && isOfChunk(chunk, position)) return position
  }
  return end
}

/** No chunk has room for more records. */
const mostRecords = Math.ceil((chunkSize - recordsStart) / smallestRecord)

/** Whether the record's number fits the chunk's first: lower ones are left over from earlier use of the space. */
function isOfChunk({ bytes }: Chunk, position: number): boolean {
  const first = u64(bytes, 24)
  const id = u64(bytes, position + 8)
  return id >= first && id < first + mostRecords
}

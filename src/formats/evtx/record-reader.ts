import type { EventSink } from '../../contract/format.ts'
import { readFragment } from './binxml.ts'
import type { Chunk, Instance, Part } from './binxml-model.ts'
import { createTemplate } from './binxml-parts.ts'
import { cursorAt, type Trouble } from './cursor.ts'
import { createEvent } from './event.ts'
import { renderXml } from './event-xml.ts'

/** Signature, size, record number, time; then BinXML; then the size once more. */
export const recordHeaderSize = 24
export const smallestRecord = recordHeaderSize + 4

/** Reads the record that takes `size` bytes at `offset` of the chunk and hands its event to the sink. */
export function readRecord(chunk: Chunk, offset: number, size: number, sink: EventSink): void {
  const cursor = cursorAt(chunk, offset + recordHeaderSize, offset + size - 4)
  const parts = readFragment(cursor, 0)
  const root = rootOf(chunk, parts)
  if (root === null) {
    const trouble = cursor.trouble ?? { offset, message: 'record without an event' }
    report(sink, chunk, trouble)
    return
  }
  if (cursor.trouble !== null) report(sink, chunk, cursor.trouble)
  const maxLength = lengthFor(chunk, root)
  if (maxLength < root.weight && renderXml([root], maxLength).isCut) {
    report(sink, chunk, { offset, message: `event is cut to ${maxLength} characters` })
  }
  sink.event(createEvent(root, offset, maxLength))
}

/** Enough for what it says about itself, even when its chunk is full of events made to be long. */
const leastLength = 16384

/**
 * How long an event may become. One that is short for sure has the limit; the others of a chunk share four times the limit,
 * since a few hundred bytes can amount to any length.
 */
function lengthFor(chunk: Chunk, root: Instance): number {
  const { maxEventBytes } = chunk
  if (root.weight <= maxEventBytes) return maxEventBytes
  const length = Math.min(maxEventBytes, Math.max(leastLength, chunk.cutLength))
  chunk.cutLength -= length
  return length
}

/** The instance of the event's template; an event without one becomes an instance without values. */
function rootOf(chunk: Chunk, parts: readonly Part[]): Instance | null {
  for (const part of parts) {
    if (part.kind === 'instance') return part
    if (part.kind === 'element') return instanceOf(chunk, [part])
  }
  return null
}

function instanceOf(chunk: Chunk, parts: readonly Part[]): Instance {
  const template = createTemplate(parts, 0, null)
  const { weight } = template
  const nothing = { count: 0, descriptors: 0, firstPlace: 0, fragments: [] }
  return { kind: 'instance', chunk, template, ...nothing, weight }
}

function report(sink: EventSink, chunk: Chunk, { offset, message }: Trouble): void {
  sink.problem({ offset: chunk.fileOffset + offset, message, kind: 'record' })
}

import type { EventSink } from '../../contract/format.ts'
import { readParts } from './binxml.ts'
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
  const cursor = cursorAt(chunk, offset + recordHeaderSize, offset + size - 4, false)
  const parts = readParts(cursor, 0, false)
  const root = rootOf(chunk, parts)
  if (root === null) {
    const trouble = cursor.trouble ?? { offset, message: 'record without an event' }
    report(sink, chunk, trouble)
    return
  }
  if (cursor.trouble !== null) report(sink, chunk, cursor.trouble)
  else if (root.weight > chunk.maxEventBytes && renderXml([root], chunk.maxEventBytes).isCut) {
    report(sink, chunk, { offset, message: `event is longer than ${chunk.maxEventBytes} and cut` })
  }
  sink.event(createEvent(root, offset))
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

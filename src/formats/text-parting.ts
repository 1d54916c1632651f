import type { EventSink, Parting } from '../contract/format.ts'
import { type ByteWindow, byteWindow } from './byte-window.ts'
import { readText, type TextReader, utf8Start } from './text-encoding.ts'

/** A reader that can tell what it remembers, so that another may go on in its place. */
export interface TextPartReader extends TextReader {
  /**
   * Everything that it remembers of what it read, as far as that changes how what follows is read: readers with the same memory go on in the
   * same way. `undefined` where something is begun that is not over where `next` begins.
   */
  memory(next: Buffer): string | undefined
  /** Gives out what is over by what `memory` was told of what follows. */
  leave?(): void
}

/** Finds the first place at or behind `from` where a part may begin. */
export type SeamFinder = (bytes: Buffer, from: number) => number | undefined

export interface TextPartingRule {
  open(window: ByteWindow, sink: EventSink): TextPartReader
  /**
   * Where the beginning of the file, up to its first event and what stands behind it, may end. Every part reads that anew: it holds names of
   * columns, or opens what all events stand in. Left out where a file may begin anywhere.
   */
  readonly headEnd?: SeamFinder
  /** @param afterHead the first bytes behind that beginning */
  seams(afterHead: Buffer): SeamFinder
}

/** Parts of a text in UTF-8; other texts are translated from their beginning on. */
export function textParting(
  head: Uint8Array,
  charset: string | undefined,
  rule: TextPartingRule,
): Parting | undefined {
  const mark = utf8Start(head, charset)
  if (mark === undefined) return undefined
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).subarray(mark)
  const known = knownHead(text, rule)
  if (!known) return undefined
  const { length, memory } = known
  const beginning = text.subarray(0, length)
  const seam = rule.seams(text.subarray(length))
  const openFirst = (sink: EventSink) => {
    let reader: TextPartReader | undefined
    const parser = readText((window) => {
      reader = rule.open(window, sink)
      return reader
    }, charset)
    return { parser, reader: () => reader }
  }
  const openLater = (sink: EventSink, start: number) => {
    const window = byteWindow({ mark, unit: 'byte' })
    const gate = gateOf(sink)
    const reader = rule.open(window, gate.sink)
    if (length > 0) {
      window.append(beginning)
      reader.read()
    }
    window.moveTo(start)
    gate.open()
    const parser = {
      push(chunk: Uint8Array) {
        if (chunk.length === 0) return
        window.append(chunk)
        reader.read()
      },
      end: () => reader.end(),
    }
    return { parser, reader: () => reader }
  }
  return {
    seam: (bytes, from) => seam(bytes, from),
    open(sink, start) {
      const { parser, reader } = start === 0 ? openFirst(sink) : openLater(sink, start)
      return {
        push: (chunk) => parser.push(chunk),
        end: () => parser.end(),
        endBefore(next) {
          const part = reader()
          if (part?.memory(Buffer.from(next.buffer, next.byteOffset, next.length)) !== memory)
            return false
          part.leave?.()
          return true
        },
      }
    },
  }
}

interface KnownHead {
  readonly length: number
  readonly memory: string
}

function knownHead(text: Buffer, { open, headEnd }: TextPartingRule): KnownHead | undefined {
  const window = byteWindow({ mark: 0, unit: 'byte' })
  let events = 0
  const reader = open(window, {
    event() {
      events++
    },
    problem: () => {},
  })
  const nothing = Buffer.alloc(0)
  let length = 0
  if (headEnd) {
    while (events === 0 || reader.memory(nothing) === undefined) {
      const end = headEnd(text, length + 1)
      if (end === undefined) return undefined
      window.append(text.subarray(length, end))
      reader.read()
      length = end
    }
  }
  const memory = reader.memory(nothing)
  return memory === undefined ? undefined : { length, memory }
}

/** Lets nothing through until it is opened. */
function gateOf(sink: EventSink): { readonly sink: EventSink; open(): void } {
  let isOpen = false
  return {
    sink: {
      event(event) {
        if (isOpen) sink.event(event)
      },
      problem(problem) {
        if (isOpen) sink.problem(problem)
      },
    },
    open() {
      isOpen = true
    },
  }
}

/** Behind a text, or `skip` bytes behind its beginning. */
export const behind =
  (text: string, skip = text.length): SeamFinder =>
  (bytes, from) => {
    const found = bytes.indexOf(text, Math.max(0, from - skip), 'latin1')
    return found < 0 ? undefined : found + skip
  }

export const behindLine: SeamFinder = behind('\n')

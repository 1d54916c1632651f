import type { EventSink, FormatOptions } from '../contract/format.ts'
import type { ByteWindow } from './byte-window.ts'
import type { SeamFinder, TextPartReader } from './text-parting.ts'
import { characterStart, utf8Watch } from './utf8-watch.ts'
import { parseBlockTime, TextBlockEvent } from './windows-text-event.ts'

/** Which names may follow the time: a message that quotes a time and an assignment begins no event. */
export const firstHeader =
  /^(?:LogName|SourceName|EventCode|EventType|Type|ComputerName|User|Sid|SidType|RecordNumber|Keywords|TaskCategory|OpCode|Category|CategoryString|EventIdentifier|Logfile)=/

/** So many bytes of a line tell whether it is a time or a header. */
const telling = 64

/** Finds the blocks of classic text: each begins with a line that is a time, followed by a line that is a header. */
export function windowsTextReader(
  window: ByteWindow,
  sink: EventSink,
  options: FormatOptions,
): TextPartReader {
  const { maxEventBytes, timeZone } = options
  const watch = utf8Watch(sink)
  /** The window begins with the block while `mode` is `block`; `lost` is behind the cut of a block. */
  let mode: 'outside' | 'block' | 'lost' = 'outside'
  let at = 0
  let lineStart = 0
  let lineIsKnown = false
  /** The line before this one, when it is a time. */
  let timeLine = -1
  let isFinal = false
  let strayIsTold = false

  const discard = (end: number): void => {
    window.consume(end)
    at -= end
    lineStart -= end
    if (timeLine >= 0) timeLine -= end
  }

  const emit = (end: number): void => {
    const offset = window.origin(0)
    const bytes = window.bytes.subarray(0, trimmedEnd(window.bytes, end))
    watch(bytes, offset)
    sink.event(new TextBlockEvent(bytes, offset, timeZone))
  }

  const passOutside = (end: number): void => {
    for (let index = 0; mode === 'outside' && !strayIsTold && index < end; index++)
      if ((window.bytes[index] as number) > 0x20) {
        strayIsTold = true
        const message = 'text that belongs to no event'
        sink.problem({ offset: window.origin(index), message, kind: 'record' })
      }
    if (end > 0) discard(end)
  }

  const beginBlock = (start: number): void => {
    if (mode === 'block') {
      emit(start)
      discard(start)
    } else passOutside(start)
    mode = 'block'
    strayIsTold = false
  }

  /** Learns from the beginning of a line what the line is. */
  const know = (end: number): void => {
    lineIsKnown = true
    const line = window.bytes.toString('latin1', lineStart, Math.min(end, lineStart + telling))
    if (timeLine >= 0 && firstHeader.test(line)) {
      beginBlock(timeLine)
      timeLine = -1
      return
    }
    timeLine = end - lineStart < telling && isTime(line) ? lineStart : -1
  }

  /** How much of the window surely belongs to what came before the next block. */
  const settled = (): number => {
    if (timeLine >= 0) return timeLine
    return lineIsKnown ? at : lineStart
  }

  const settle = (): void => {
    if (mode !== 'block') passOutside(settled())
    else if (settled() > maxEventBytes) {
      const message = `the event is longer than ${maxEventBytes} bytes and is cut`
      sink.problem({ offset: window.origin(0), message, kind: 'record' })
      const end = characterStart(window.bytes, maxEventBytes)
      emit(end)
      mode = 'lost'
      discard(end)
      passOutside(settled())
    }
  }

  const read = (): void => {
    while (at < window.bytes.length) {
      const found = window.bytes.indexOf(0x0a, at)
      const end = found < 0 ? window.bytes.length : found
      const isTelling = found >= 0 || isFinal || end - lineStart >= telling
      const before = window.bytes
      if (!lineIsKnown && isTelling) know(end)
      const moved = before.length - window.bytes.length
      at = (found < 0 ? end : end + 1) - moved
      if (found >= 0) {
        settle()
        lineStart = at
        lineIsKnown = false
      }
    }
    settle()
  }

  return {
    read,
    end() {
      isFinal = true
      if (!lineIsKnown && lineStart < window.bytes.length) know(window.bytes.length)
      if (mode === 'block') emit(window.bytes.length)
      else passOutside(window.bytes.length)
    },
    memory(next) {
      const isAtLineStart = lineStart === window.bytes.length && timeLine < 0
      if (mode === 'block') return isAtLineStart && beginsBlock(next) ? '' : undefined
      return mode === 'outside' && window.bytes.length === 0 && !strayIsTold ? '' : undefined
    },
    leave() {
      if (mode === 'block') emit(window.bytes.length)
    },
  }
}

const isTime = (line: string): boolean =>
  line.charCodeAt(0) >= 0x30 &&
  line.charCodeAt(0) <= 0x39 &&
  parseBlockTime(line.trim(), 'UTC') !== null

/** Whether the bytes begin with a time and a header, however they go on. */
function beginsBlock(bytes: Buffer): boolean {
  const end = bytes.indexOf(0x0a)
  if (end < 0 || end >= telling || bytes.length < end + 1 + telling) return false
  const header = bytes.toString('latin1', end + 1, end + 1 + telling)
  return isTime(bytes.toString('latin1', 0, end)) && firstHeader.test(header)
}

/** Before the first block. */
export const beforeBlocks: SeamFinder = (bytes, from) => {
  for (let at = bytes.indexOf(0x0a, Math.max(0, from - 1)); at >= 0; ) {
    if (beginsBlock(bytes.subarray(at + 1, at + 1 + 3 * telling))) return at + 1
    at = bytes.indexOf(0x0a, at + 1)
  }
  return undefined
}

function trimmedEnd(bytes: Buffer, end: number): number {
  let at = end
  while (at > 0 && (bytes[at - 1] as number) <= 0x20) at--
  return at
}

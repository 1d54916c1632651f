import type { EventSink, FormatOptions, InputProblem } from '../contract/format.ts'
import type { ByteWindow } from './byte-window.ts'
import { isName, openElements, tagNameEnd } from './open-elements.ts'
import type { TextPartReader } from './text-parting.ts'
import { characterStart, utf8Watch } from './utf8-watch.ts'
import { type EventParts, foreignElement, XmlEvent } from './windows-xml-event.ts'
import { type MarkupKind, markupAt, type UnfinishedMarkup } from './xml-markup.ts'

const eventsNamespace = 'http://schemas.microsoft.com/win/2004/08/events/event'

/**
 * Finds events in XML by walking from tag to tag, so that markup within CDATA, comments and attributes misleads it nowhere. The
 * walk also checks that tags match; what is inside is decoded by the events themselves.
 */
export function windowsXmlReader(
  window: ByteWindow,
  sink: EventSink,
  options: FormatOptions,
): TextPartReader {
  const { maxEventBytes, maxDepth } = options
  const watch = utf8Watch(sink)
  const open = openElements(maxDepth)
  const stray = strayText(window, sink)
  /** `lost` is within an event that was broken off. The window begins with the event while `mode` is `event`. */
  let mode: 'outside' | 'event' | 'lost' = 'outside'
  let at = 0
  let unfinished: UnfinishedMarkup | undefined
  let isFinal = false
  let openLists = 0
  let parts = noParts()

  const report = (offset: number, message: string, kind: InputProblem['kind'] = 'record'): void =>
    sink.problem({ offset, message, kind })

  const discard = (end: number): void => {
    window.consume(end)
    at = 0
    unfinished = undefined
  }

  const emit = (end: number): void => {
    const origin = window.origin(0)
    const bytes = window.bytes.subarray(0, end)
    watch(bytes, origin)
    if (parts.systemStart < 0) {
      report(origin, 'an Event without a System part is no Windows event; kept as text')
      sink.event(foreignElement(bytes, origin))
    } else {
      closeParts(parts, end)
      sink.event(new XmlEvent(bytes, origin, parts))
    }
  }

  /** Ends the event before `end` because of what is wrong there; without a whole System part there is none. */
  const breakOff = (end: number, message: string, next: 'outside' | 'lost'): void => {
    const hasSystem = parts.systemEnd >= 0
    report(window.origin(0), `${message}; the event is ${hasSystem ? 'shortened' : 'lost'}`)
    if (hasSystem) emit(end)
    mode = next
    discard(end)
  }

  const cutOff = (): void => {
    report(window.origin(0), `the event is longer than ${maxEventBytes} bytes and is cut`)
    const end = characterStart(window.bytes, maxEventBytes)
    emit(end)
    mode = 'lost'
    discard(end)
  }

  const endEvent = (end: number): void => {
    emit(end)
    mode = 'outside'
    discard(end)
  }

  const beginPart = (start: number, nameEnd: number): void => {
    const is = (name: string): boolean => isName(window.bytes, start + 1, nameEnd, name)
    if (is('System')) parts.systemStart = start
    else if (is('EventData') || is('UserData')) parts.dataStart = start
    else if (is('RenderingInfo')) parts.renderingStart = start
  }

  const endPart = (end: number): void => {
    if (parts.systemStart >= 0 && parts.systemEnd < 0) parts.systemEnd = end
    if (parts.dataStart >= 0 && parts.dataEnd < 0) parts.dataEnd = end
    if (parts.renderingStart >= 0 && parts.renderingEnd < 0) parts.renderingEnd = end
  }

  const beginEvent = (nameEnd: number, end: number, isEmpty: boolean): void => {
    stray.beforeEvent()
    const [nameLength, length] = [nameEnd - at, end - at]
    discard(at)
    mode = 'event'
    parts = noParts()
    open.clear()
    open.push(1, nameLength)
    at = length
    if (isEmpty) endEvent(length)
  }

  /** Whether an `<Event>` within an event is the next one; some events carry an element of that name in their UserData. */
  const isNextEvent = (nameEnd: number, end: number): boolean =>
    !isUserData(window.bytes, parts) ||
    window.bytes.toString('latin1', nameEnd, end).includes(eventsNamespace)

  const startTag = (end: number): void => {
    const { bytes } = window
    const nameEnd = tagNameEnd(bytes, at + 1, end)
    const isEmpty = bytes[end - 2] === 0x2f
    const isEvent = isName(bytes, at + 1, nameEnd, 'Event')
    if (mode === 'event') {
      if (isEvent && isNextEvent(nameEnd, end))
        breakOff(at, 'the event is not closed before the next one begins', 'outside')
      else childTag(nameEnd, end, isEmpty)
    } else if (isEvent) beginEvent(nameEnd, end, isEmpty)
    else {
      if (!isEmpty && isName(bytes, at + 1, nameEnd, 'Events')) openLists++
      at = end
    }
  }

  const childTag = (nameEnd: number, end: number, isEmpty: boolean): void => {
    if (open.depth() === 1) beginPart(at, nameEnd)
    if (!isEmpty && !open.push(at + 1, nameEnd)) {
      breakOff(at, `elements nested deeper than ${maxDepth}`, 'lost')
      return
    }
    if (isEmpty && open.depth() === 1) endPart(end)
    at = end
  }

  const endTag = (end: number): void => {
    const { bytes } = window
    const nameEnd = tagNameEnd(bytes, at + 2, end)
    const closesEvent = isName(bytes, at + 2, nameEnd, 'Event')
    if (mode !== 'event') {
      if (closesEvent) mode = 'outside'
      else if (isName(bytes, at + 2, nameEnd, 'Events')) openLists--
      at = end
    } else if (open.pop(bytes, at + 2, nameEnd)) {
      at = end
      if (open.depth() === 1) endPart(end)
      else if (open.depth() === 0) endEvent(end)
    } else {
      const name = bytes.toString('utf8', at + 2, Math.min(nameEnd, at + 42))
      breakOff(end, `</${name}> closes no element that is open`, closesEvent ? 'outside' : 'lost')
    }
  }

  const declaration = (end: number): void => {
    if (mode === 'event') {
      breakOff(at, 'a document type declaration inside of the event', 'lost')
      return
    }
    const message = 'a document type declaration is refused: no entity is expanded'
    report(window.origin(at), message, 'file')
    at = end
  }

  const markup = (kind: MarkupKind, end: number): void => {
    if (kind === 'start') startTag(end)
    else if (kind === 'end') endTag(end)
    else if (kind === 'declaration') declaration(end)
    else at = end
  }

  /** Markup that goes on behind the last byte; false to wait for more. */
  const unclosed = (found: UnfinishedMarkup): boolean => {
    const { length } = window.bytes
    if (mode === 'event' ? length > maxEventBytes : length - at > maxEventBytes) {
      if (mode === 'event') cutOff()
      else {
        report(
          window.origin(at),
          `markup is not closed within ${maxEventBytes} bytes, which are skipped`,
          'file',
        )
        discard(at + maxEventBytes)
      }
      return true
    }
    unfinished = found
    return false
  }

  /** Passes the text up to the next `<`; false to wait for more. */
  const text = (): boolean => {
    const isFresh = mode === 'outside' && !stray.isOpen()
    if (isFresh) at = blanksEnd(window.bytes, at)
    const found = window.bytes.indexOf(0x3c, at)
    const end = found < 0 ? window.bytes.length : found
    if (isFresh && found < 0 && !isFinal && end - at < headingLength) return false
    if (mode === 'outside' && !(isFresh && isRecordHeading(window.bytes, at, end)))
      stray.text(at, end)
    at = end
    return found >= 0
  }

  /** One step; false to wait for more. */
  const step = (): boolean => {
    if (window.bytes[at] !== 0x3c) return text()
    const found = markupAt(window.bytes, at, unfinished, isFinal)
    if (found.kind === 'more') return unclosed(found)
    unfinished = undefined
    if (found.kind === 'text') {
      if (mode === 'outside') stray.text(at, at + 1)
      at++
    } else if (mode === 'event' && found.end > maxEventBytes) cutOff()
    else if (found.kind !== 'broken') markup(found.kind, found.end)
    else if (mode === 'event') breakOff(found.end, 'a tag is not closed', 'lost')
    else at = found.end
    return true
  }

  const read = (): void => {
    let goesOn = true
    while (goesOn && at < window.bytes.length) {
      goesOn = step()
      if (mode === 'event' && at > maxEventBytes) {
        cutOff()
        goesOn = true
      }
    }
    if (mode !== 'event' && at > 0) {
      const waiting = unfinished
      discard(at)
      unfinished = waiting
    }
  }

  return {
    read,
    end() {
      isFinal = true
      read()
      if (mode === 'event')
        breakOff(window.bytes.length, 'the file ends within the event', 'outside')
      else if (window.bytes.length > 0)
        report(window.origin(0), 'the file ends within markup', 'note')
      else if (openLists > 0)
        report(window.origin(0), 'the file ends before </Events>: later events are missing')
      stray.end()
    },
    memory() {
      const isBetween = mode === 'outside' && window.bytes.length === 0 && !stray.isOpen()
      return isBetween ? String(openLists) : undefined
    },
  }
}

const headingLength = 32

/** evtx_dump prints `Record 12` before each event. */
const isRecordHeading = (bytes: Buffer, start: number, end: number): boolean =>
  end - start < headingLength && /^Record \d+\s*$/.test(bytes.toString('latin1', start, end))

function blanksEnd(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++
  return at
}

interface StrayText {
  /** Text outside of events, from and to in the window. */
  text(from: number, to: number): void
  /** Whether a run of it has begun since the last event. */
  isOpen(): boolean
  beforeEvent(): void
  end(): void
}

/** Reports runs of text outside of events, but no prefix on an event's own line: syslog puts one there. */
function strayText(window: ByteWindow, sink: EventSink): StrayText {
  let run: { readonly offset: number; hasLineEnd: boolean } | undefined
  const report = (): void => {
    if (run !== undefined)
      sink.problem({ offset: run.offset, message: 'text outside of events', kind: 'record' })
  }
  return {
    text(from, to) {
      for (let index = from; index < to; index++) {
        const byte = window.bytes[index] as number
        if (run !== undefined) run.hasLineEnd ||= byte === 0x0a
        else if (byte > 0x20) run = { offset: window.origin(index), hasLineEnd: false }
      }
    },
    isOpen: () => run !== undefined,
    beforeEvent() {
      if (run?.hasLineEnd) report()
      run = undefined
    },
    end: report,
  }
}

const noParts = (): EventParts => ({
  systemStart: -1,
  systemEnd: -1,
  dataStart: -1,
  dataEnd: -1,
  renderingStart: -1,
  renderingEnd: -1,
})

/** Parts that the event's end cuts off end with it. */
function closeParts(parts: EventParts, end: number): void {
  if (parts.systemEnd < 0) parts.systemEnd = end
  if (parts.dataEnd < 0) parts.dataEnd = end
  if (parts.renderingEnd < 0) parts.renderingEnd = end
}

const isUserData = (bytes: Buffer, { dataStart, dataEnd }: EventParts): boolean =>
  dataStart >= 0 && dataEnd < 0 && bytes[dataStart + 1] === 0x55

import type { EventSink, FormatOptions } from '../contract/format.ts'
import type { ByteWindow } from './byte-window.ts'
import type { MakeEvent } from './json-event.ts'
import { parseObject } from './json-object.ts'
import { beginObjectScan, type ObjectScan, scanObject } from './json-object-scan.ts'
import { wrapperEnd } from './json-wrapper.ts'
import { textEvent } from './text-event.ts'
import type { TextPartReader } from './text-parting.ts'
import { timeFinder } from './time-finder.ts'
import { characterStart, utf8Watch } from './utf8-watch.ts'

/**
 * Finds JSON objects: one on a line, printed over many lines one after the other, or as elements of a top-level array, of which
 * no more than one is held at a time. What is no object is kept as text and reported.
 */
export function jsonReader(
  window: ByteWindow,
  sink: EventSink,
  options: FormatOptions,
  makeEvent: MakeEvent,
): TextPartReader {
  const { maxEventBytes, maxDepth } = options
  const times = timeFinder(options)
  const watch = utf8Watch(sink)
  /**
   * The window begins with the object while `mode` is `line` (the rest of its line is tried as a whole first) or `object`, with
   * the text in `text`. `rest` is behind the cut of an object, `restOfLine` behind the cut of a text, `lost` behind an object
   * that broke off. `wrapper` is an object that may be nothing but the place of an array of events, `wrapperRest` is behind that array.
   */
  let mode:
    | 'between'
    | 'wrapper'
    | 'wrapperRest'
    | 'line'
    | 'object'
    | 'rest'
    | 'text'
    | 'restOfLine'
    | 'lost' = 'between'
  let at = 0
  /** Whether only blanks and brackets stand before `at` on its line, and how many. */
  let isLineStart = true
  let column = 0
  let objectColumn = 0
  let scan: ObjectScan = beginObjectScan()
  let isFinal = false
  let strayIsTold = false
  /** Arrays that objects stand in. Not known any more behind what broke off. */
  let openArrays = 0
  let isWrapped = false

  const discard = (end: number): void => {
    window.consume(end)
    at = 0
  }

  const report = (offset: number, message: string): void =>
    sink.problem({ offset, message, kind: 'record' })

  const emitText = (end: number): void => {
    const offset = window.origin(0)
    const bytes = window.bytes.subarray(0, end)
    watch(bytes, offset)
    sink.event(textEvent(bytes, offset, times))
  }

  /** The event of the object that ends at `end`; otherwise why it is none. */
  const emitObject = (end: number): string | undefined => {
    const bytes = window.bytes.subarray(0, end)
    const text = bytes.toString('utf8')
    const parsed = parseObject(text, maxDepth)
    if (typeof parsed === 'string') return parsed
    const offset = window.origin(0)
    watch(bytes, offset)
    strayIsTold = false
    sink.event(makeEvent(text, parsed, offset))
    return undefined
  }

  const countBracket = (byte: number): void => {
    if (byte === 0x5b) openArrays++
    else if (byte === 0x5d && openArrays > 0) openArrays--
  }

  const between = (): void => {
    const { bytes } = window
    while (at < bytes.length) {
      const byte = bytes[at] as number
      if (byte === 0x7b) {
        beginObject()
        return
      }
      if (byte === 0x0a) {
        isLineStart = true
        column = 0
      } else if (byte <= 0x20 || byte === 0x2c || byte === 0x5b || byte === 0x5d) {
        column++
        countBracket(byte)
        if (isWrapped && openArrays === 0) {
          beginWrapperRest()
          return
        }
      } else {
        discard(at)
        mode = 'text'
        return
      }
      at++
    }
  }

  const beginObject = (): void => {
    discard(at)
    objectColumn = column
    scan = beginObjectScan()
    mode = openArrays === 0 && !isWrapped ? 'wrapper' : objectMode()
  }

  const objectMode = (): 'line' | 'object' => {
    const begun = isLineStart ? 'line' : 'object'
    isLineStart = false
    return begun
  }

  /** Looks whether the object only wraps events; false to wait for more. */
  const wrapper = (): boolean => {
    const end = wrapperEnd(window.bytes)
    if (end === 'more' && !isFinal) return false
    if (typeof end === 'number') {
      discard(end)
      openArrays = 1
      isWrapped = true
      isLineStart = false
      mode = 'between'
    } else mode = objectMode()
    return true
  }

  const beginWrapperRest = (): void => {
    discard(at + 1)
    scan = { ...beginObjectScan(), depth: 1, layout: 'indented' }
    mode = 'wrapperRest'
  }

  /** Goes on to the end of the object around the events; false to wait for more. */
  const wrapperRest = (): boolean => {
    scanObject(scan, window.bytes)
    const isOver = scan.state !== 'open' || scan.at > maxEventBytes || isFinal
    if (!isOver) return false
    const isWhole = scan.state === 'whole'
    if (!isWhole) report(window.origin(0), 'the object around the events is not closed')
    else if (/[^\s,}]/.test(window.bytes.toString('latin1', 0, Math.min(scan.at, 1024)))) {
      const message = 'what stands beside the array of events is left out'
      sink.problem({ offset: window.origin(0), message, kind: 'note' })
    }
    discard(scan.at)
    isWrapped = false
    mode = isWhole ? 'between' : 'lost'
    isLineStart = !isWhole && scan.endsAtLineStart
    column = 0
    return true
  }

  /** Tries the rest of the line as one object, which it is in most files; false to wait for more. */
  const wholeLine = (): boolean => {
    const { bytes } = window
    const found = bytes.indexOf(0x0a, at)
    at = found < 0 ? bytes.length : found
    if (at <= maxEventBytes) {
      if (found < 0 && !isFinal) return false
      const end = objectEnd(bytes, at)
      if (end > 0 && emitObject(end) === undefined) {
        discard(at)
        mode = 'between'
        return true
      }
    }
    at = 0
    mode = 'object'
    return true
  }

  /** Follows the brackets to the object's end; false to wait for more. */
  const object = (): boolean => {
    scanObject(scan, window.bytes)
    if (scan.at > maxEventBytes) cutObject()
    else if (scan.state === 'whole') wholeObject()
    else if (scan.state === 'broken')
      breakOff('the object is not closed before its line ends or the next one begins')
    else if (isFinal) breakOff('the file ends within the object')
    else return false
    return true
  }

  const wholeObject = (): void => {
    const reason = emitObject(scan.at)
    if (reason !== undefined) {
      report(window.origin(0), `${reason}; kept as text`)
      emitText(scan.at)
    }
    discard(scan.at)
    mode = 'between'
  }

  const breakOff = (message: string): void => {
    report(window.origin(0), `${message}; kept as text`)
    emitText(trimmedEnd(window.bytes, scan.at))
    discard(scan.at)
    mode = 'lost'
    openArrays = 0
    isWrapped = false
    isLineStart = scan.endsAtLineStart
    column = 0
  }

  const cutObject = (): void => {
    report(
      window.origin(0),
      `the object is longer than ${maxEventBytes} bytes, and is cut and kept as text`,
    )
    const end = characterStart(window.bytes, maxEventBytes)
    emitText(end)
    discard(end)
    scan.at -= end
    mode = 'rest'
  }

  /** Goes on to the end of an object that was cut, keeping nothing. */
  const rest = (): boolean => {
    scanObject(scan, window.bytes)
    const isOver = scan.state !== 'open'
    if (isOver) {
      mode = scan.state === 'whole' ? 'between' : 'lost'
      if (mode === 'lost') {
        openArrays = 0
        isWrapped = false
      }
      isLineStart = scan.state === 'broken' && scan.endsAtLineStart
      column = 0
    }
    const end = scan.at
    scan.at = 0
    discard(end)
    return isOver
  }

  /** A line, or the rest of one, that begins no object; false to wait for more. */
  const textLine = (): boolean => {
    const found = window.bytes.indexOf(0x0a, at)
    at = found < 0 ? window.bytes.length : found
    const isCut = at > maxEventBytes
    if (found < 0 && !isFinal && !isCut) return false
    const end = isCut ? characterStart(window.bytes, maxEventBytes) : at
    const content = trimmedEnd(window.bytes, end)
    if (!isRecordHeading(window.bytes, content)) {
      if (isCut)
        report(window.origin(0), `the line is longer than ${maxEventBytes} bytes and is cut`)
      if (!strayIsTold) report(window.origin(0), 'no JSON object; kept as text')
      strayIsTold = true
      emitText(content)
    }
    discard(end)
    mode = isCut ? 'restOfLine' : 'between'
    return true
  }

  const restOfLine = (): boolean => {
    const found = window.bytes.indexOf(0x0a)
    discard(found < 0 ? window.bytes.length : found)
    if (found >= 0) mode = 'between'
    return found >= 0
  }

  /** After an object broke off: its remains end where a line begins an object no deeper than that one was. */
  const lost = (): void => {
    const { bytes } = window
    while (at < bytes.length) {
      const byte = bytes[at] as number
      if (byte === 0x7b && isLineStart && column <= objectColumn) {
        mode = 'between'
        return
      }
      if (byte === 0x0a) {
        isLineStart = true
        column = 0
      } else if (byte > 0x20) isLineStart = false
      else column++
      at++
    }
  }

  /** One step; false to wait for more. */
  const step = (): boolean => {
    switch (mode) {
      case 'between':
        between()
        return true
      case 'wrapper':
        return wrapper()
      case 'wrapperRest':
        return wrapperRest()
      case 'line':
        return wholeLine()
      case 'object':
        return object()
      case 'rest':
        return rest()
      case 'text':
        return textLine()
      case 'restOfLine':
        return restOfLine()
      case 'lost':
        lost()
        return true
    }
  }

  /** Whether the window holds bytes that the mode has not looked at. */
  const hasNew = (): boolean => {
    const looked = mode === 'object' || mode === 'rest' || mode === 'wrapperRest' ? scan.at : at
    return looked < window.bytes.length
  }

  const isPending = (): boolean =>
    hasNew() || (window.bytes.length > 0 && mode !== 'between' && mode !== 'lost')

  const read = (): void => {
    while (hasNew()) if (!step()) return
    if (mode === 'between' || mode === 'lost') discard(at)
  }

  return {
    read,
    end() {
      isFinal = true
      read()
      while (isPending()) step()
      if (openArrays > 0) report(window.origin(at), 'the file ends within an array')
    },
    memory() {
      const isBetween = mode === 'between' && window.bytes.length === 0 && isLineStart
      return isBetween && column === 0 && !strayIsTold ? `${openArrays} ${isWrapped}` : undefined
    },
  }
}

/** Past the last `}` before `end`, when only blanks and one comma follow it; else 0. */
function objectEnd(bytes: Buffer, end: number): number {
  let at = trimmedEnd(bytes, end)
  if (bytes[at - 1] === 0x2c) at = trimmedEnd(bytes, at - 1)
  return bytes[at - 1] === 0x7d ? at : 0
}

function trimmedEnd(bytes: Buffer, end: number): number {
  let at = end
  while (at > 0 && (bytes[at - 1] as number) <= 0x20) at--
  return at
}

/** evtx_dump prints `Record 12` before each object. */
const isRecordHeading = (bytes: Buffer, end: number): boolean =>
  end < 32 && /^Record \d+$/.test(bytes.toString('latin1', 0, end))

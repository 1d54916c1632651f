import type { ParsedEvent } from '../contract/event.ts'
import type { EventSink, FormatOptions, FormatParser } from '../contract/format.ts'
import type { LineSettings } from '../contract/indexing.ts'
import type { ByteWindow } from './byte-window.ts'
import { jsonEvents } from './json-event.ts'
import { parseObject } from './json-object.ts'
import { lineFeedBreaker, patternBreaker } from './line-breaker.ts'
import { lineMerger, mergeByDate } from './line-merger.ts'
import { readText, type TextReader } from './text-encoding.ts'
import { textEvent } from './text-event.ts'
import { timeFinder } from './time-finder.ts'
import { characterStart, utf8Watch } from './utf8-watch.ts'

/** Lines are events that end where a line tells another time. */
const usual: LineSettings = {
  breaker: undefined,
  truncate: 0,
  merge: mergeByDate,
  isExplicit: false,
}

/** Text cut into events as `props.conf` says; an event that is a JSON object is read as one. */
export const openBrokenText = (
  sink: EventSink,
  options: FormatOptions,
  settings: LineSettings = usual,
): FormatParser =>
  readText((window) => brokenTextReader(window, sink, options, settings), options.charset)

function brokenTextReader(
  window: ByteWindow,
  sink: EventSink,
  options: FormatOptions,
  settings: LineSettings,
): TextReader {
  const { maxEventBytes, maxDepth } = options
  const { truncate, merge } = settings
  const breaker = settings.breaker
    ? patternBreaker(settings.breaker, maxEventBytes)
    : lineFeedBreaker(maxEventBytes)
  const times = timeFinder(options)
  const merger = merge && lineMerger(merge, (line) => times.find(line) !== undefined)
  const makeObject = jsonEvents(options)
  const watch = utf8Watch(sink)
  let isFinal = false
  /** The lines of the event that is not over yet. */
  let lines: Buffer[] = []
  let linesBytes = 0
  let offset = 0
  let isRest = false
  let truncatedIsTold = false

  const eventOf = (bytes: Buffer): ParsedEvent => {
    if (bytes[0] === 0x7b) {
      const text = bytes.toString('utf8')
      const object = parseObject(text, maxDepth)
      if (typeof object !== 'string') return makeObject(text, object, offset)
    }
    return textEvent(bytes, offset, times)
  }

  const flush = (): void => {
    if (lines.length === 0) return
    const bytes = lines.length === 1 ? (lines[0] as Buffer) : joined(lines)
    lines = []
    linesBytes = 0
    watch(bytes, offset)
    sink.event(eventOf(bytes))
  }

  const report = (message: string, kind: 'record' | 'note'): void =>
    sink.problem({ offset: window.origin(0), message, kind })

  const truncated = (line: Buffer): Buffer => {
    if (truncate === 0 || line.length <= truncate) return line
    if (!truncatedIsTold) report(`lines are cut to ${truncate} bytes, as TRUNCATE says`, 'note')
    truncatedIsTold = true
    return line.subarray(0, characterStart(line, truncate))
  }

  const takeLine = (whole: Buffer): void => {
    const line = truncated(trimmed(whole))
    if (line.length === 0) return
    const begins = !merger || merger.begins(line.toString('utf8'))
    if (begins || linesBytes + line.length > maxEventBytes) flush()
    if (lines.length === 0) offset = window.origin(0)
    lines.push(line)
    linesBytes += line.length + 1
  }

  const consume = (count: number): void => {
    window.consume(count)
    breaker.consumed(count)
  }

  /** The line is longer than an event may be; its rest is skipped. */
  const cut = (): void => {
    const end = characterStart(window.bytes, maxEventBytes)
    if (!isRest) {
      report(`the line is longer than ${maxEventBytes} bytes and is cut`, 'record')
      takeLine(window.bytes.subarray(0, end))
    }
    isRest = true
    consume(end)
  }

  const read = (): void => {
    while (window.bytes.length > 0) {
      const found = breaker.find(window.bytes, isFinal)
      if (!found) return
      if (found.end > maxEventBytes) cut()
      else {
        if (!isRest) takeLine(window.bytes.subarray(0, found.end))
        isRest = false
        consume(found.next)
      }
    }
  }
  return {
    read,
    end() {
      isFinal = true
      read()
      flush()
    },
  }
}

/** Without the blanks at its end; what holds nothing else is no line. */
function trimmed(line: Buffer): Buffer {
  let end = line.length
  while (end > 0 && (line[end - 1] as number) <= 0x20) end--
  return line.subarray(0, end)
}

const lineFeed = Buffer.from('\n')

const joined = (lines: readonly Buffer[]): Buffer =>
  Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [lineFeed, line])))

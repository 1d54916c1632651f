import type { ParsedEvent } from '../contract/event.ts'
import type { EventSink, FormatOptions, FormatParser, Parting } from '../contract/format.ts'
import type { LineSettings, MergeSettings } from '../contract/indexing.ts'
import type { ByteWindow } from './byte-window.ts'
import { jsonEvents } from './json-event.ts'
import { parseObject } from './json-object.ts'
import { lineFeedBreaker, patternBreaker } from './line-breaker.ts'
import { lineMerger, mergeByDate } from './line-merger.ts'
import { readText } from './text-encoding.ts'
import { textEvent } from './text-event.ts'
import { behindLine, type SeamFinder, type TextPartReader, textParting } from './text-parting.ts'
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

/** Text that is parted where lines end by themselves and, if they are put together, begin an event whatever stands before. */
export const partBrokenText = (
  head: Uint8Array,
  options: FormatOptions,
  settings: LineSettings = usual,
): Parting | undefined =>
  settings.breaker
    ? undefined
    : textParting(head, options.charset, {
        open: (window, sink) => brokenTextReader(window, sink, options, settings),
        seams: () => (settings.merge ? beforeEvents(settings.merge, options) : behindLine),
      })

/** Before the first line that goes on with no event. */
function beforeEvents(merge: MergeSettings, options: FormatOptions): SeamFinder {
  const times = timeFinder(options)
  return (bytes, from) => {
    const merger = lineMerger(merge, (line) => times.find(line) !== undefined)
    let isFirst = true
    for (let at = behindLine(bytes, from); at !== undefined; ) {
      const next = behindLine(bytes, at + 1)
      if (next === undefined) return undefined
      const line = trimmed(bytes.subarray(at, next))
      if (line.length > 0) {
        if (merger.begins(line.toString('utf8')) && !isFirst) return at
        isFirst = false
      }
      at = next
    }
    return undefined
  }
}

function brokenTextReader(
  window: ByteWindow,
  sink: EventSink,
  options: FormatOptions,
  settings: LineSettings,
): TextPartReader {
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

  const isTruncated = (line: Buffer): boolean => truncate > 0 && line.length > truncate

  const truncated = (line: Buffer): Buffer =>
    isTruncated(line) ? line.subarray(0, characterStart(line, truncate)) : line

  const tellTruncated = (): void => {
    if (truncatedIsTold) return
    truncatedIsTold = true
    const message = `lines are cut to ${truncate} bytes, as TRUNCATE says`
    sink.problem({ offset: window.origin(0), message, kind: 'note', ofFile: 'once' })
  }

  const takeLine = (whole: Buffer): void => {
    const content = trimmed(whole)
    const line = truncated(content)
    if (line.length === 0) return
    const begins = !merger || merger.begins(line.toString('utf8'))
    if (begins || linesBytes + line.length > maxEventBytes) flush()
    if (isTruncated(content)) tellTruncated()
    if (lines.length === 0) offset = window.origin(0)
    lines.push(line)
    linesBytes += line.length + 1
    if (!merger) flush()
  }

  const consume = (count: number): void => {
    window.consume(count)
    breaker.consumed(count)
  }

  /** The line is longer than an event may be; its rest is skipped. */
  const cut = (): void => {
    const end = characterStart(window.bytes, maxEventBytes)
    if (!isRest) {
      const message = `the line is longer than ${maxEventBytes} bytes and is cut`
      sink.problem({ offset: window.origin(0), message, kind: 'record' })
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
  /** Whether the next line that is not empty surely begins an event. */
  const beginsEvent = (next: Buffer): boolean => {
    if (!merger) return true
    const ends = lineFeedBreaker(maxEventBytes)
    for (let rest = next; ; ) {
      const found = ends.find(rest, false)
      if (!found || found.end > maxEventBytes) return false
      const line = truncated(trimmed(rest.subarray(0, found.end)))
      if (line.length > 0) return merger.wouldBegin(line.toString('utf8'))
      rest = rest.subarray(found.next)
      ends.consumed(found.next)
    }
  }
  return {
    read,
    end() {
      isFinal = true
      read()
      flush()
    },
    memory(next) {
      if (window.bytes.length > 0 || isRest) return undefined
      return lines.length === 0 || beginsEvent(next) ? '' : undefined
    },
    leave: flush,
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

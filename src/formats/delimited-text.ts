import type { TextEvent } from '../contract/event.ts'
import {
  defaultOptions,
  type EventSink,
  type Format,
  type FormatOptions,
  type FormatParser,
  type Parting,
} from '../contract/format.ts'
import type { TableSettings } from '../contract/indexing.ts'
import { type PatternMatcher, PatternTimeout } from '../values/pattern.ts'
import type { ByteWindow } from './byte-window.ts'
import { memberTime } from './json-event.ts'
import { cellsOf, columnNames } from './table-cells.ts'
import { plainTable, tableLayout } from './table-layout.ts'
import { readText } from './text-encoding.ts'
import { behindLine, type TextPartReader, textParting } from './text-parting.ts'
import { type TimeFinder, timeFinder } from './time-finder.ts'
import { characterStart, utf8Watch } from './utf8-watch.ts'

export const delimitedText: Format = {
  name: 'delimited-text',
  summary:
    'Tables with a line of names: CSV, tabs, pipes, semicolons, and logs that name their columns in a comment (W3C, Zeek).',
  sniff: (sample) => tableLayout(sample)?.likelihood ?? 0,
  open(sink, options) {
    const settings = { ...defaultOptions, ...options }
    let parser: FormatParser | undefined
    let head: Uint8Array = new Uint8Array()
    const start = (): FormatParser => {
      parser = openTable(sink, settings, tableLayout(head)?.settings ?? plainTable)
      parser.push(head)
      return parser
    }
    return {
      push(chunk) {
        if (parser) {
          parser.push(chunk)
          return
        }
        head = Buffer.concat([head, chunk])
        if (head.length >= layoutBytes) start()
      },
      end() {
        const open = parser ?? start()
        open.end()
      },
    }
  },
  parting: (head, options) =>
    partTable(head, { ...defaultOptions, ...options }, tableLayout(head)?.settings ?? plainTable),
  examples: [
    {
      title: 'Comma-separated values, quoted, over several lines, with too many and too few cells',
      input:
        'time,user.name,"note"\r\n2026-02-03T10:11:12Z,ann,"said ""hi"",\r\nleft"\r\n2026-02-03 10:11:13,bob,,more\n,carl\n',
      events: [
        {
          kind: 'text',
          time: 1770113472,
          offset: 23,
          raw: '2026-02-03T10:11:12Z,ann,"said ""hi"",\r\nleft"',
          'columns.user_name': 'ann',
          'columns.note': 'said "hi",\r\nleft',
        },
        { time: 1770113473, 'columns.EXTRA_FIELD_4': 'more', 'columns.note': undefined },
        { time: null, 'columns.user_name': 'carl' },
      ],
    },
    {
      title: 'A quote that nothing closes',
      input: 'a,b\n1,"x\n2,y\n3,z\n',
      events: [{ 'columns.b': '"x' }, { 'columns.b': 'y' }, { 'columns.b': 'z' }],
      problems: ['a quote is not closed'],
    },
    {
      title: 'Columns named in a comment: W3C',
      input:
        '#Software: IIS\n#Fields: date time c-ip cs(User-Agent)\n2026-02-03 10:11:12 1.2.3.4 a+b\n#Fields: date time sc-status\n2026-02-03 10:11:13 200\n',
      events: [
        { time: 1770113472, 'columns.c_ip': '1.2.3.4', 'columns.cs_User_Agent': 'a+b' },
        { time: 1770113473, 'columns.sc_status': '200' },
      ],
    },
    {
      title: 'Columns named in a comment: Zeek',
      input:
        '#separator \\x09\n#fields\tts\tid.orig_h\tservice\n#types\ttime\taddr\tstring\n1770113472.25\t1.2.3.4\tdns\n#close\t2026\n',
      events: [{ time: 1770113472.25, 'columns.id.orig_h': '1.2.3.4', 'columns.service': 'dns' }],
    },
  ],
}

/** So much is looked at to find out how the columns part. */
const layoutBytes = 8192

/** A table whose layout is known. */
export const openTable = (
  sink: EventSink,
  options: FormatOptions,
  settings: TableSettings,
): FormatParser =>
  readText((window) => tableReader(window, sink, options, settings), options.charset)

/** Its names are read anew by each part; a line that begins a part may stand within quotes, which shows in the end of the part before. */
export const partTable = (
  head: Uint8Array,
  options: FormatOptions,
  settings: TableSettings,
): Parting | undefined =>
  textParting(head, options.charset, {
    open: (window, sink) => tableReader(window, sink, options, settings),
    headEnd: behindLine,
    seams: () => behindLine,
  })

/** A cell may go on over so many bytes; behind a quote that nothing closes reading goes on with the next line. */
const longestQuoted = 256 * 1024

function tableReader(
  window: ByteWindow,
  sink: EventSink,
  options: FormatOptions,
  settings: TableSettings,
): TextPartReader {
  const { maxEventBytes } = options
  const { quote, headerPrefix, comments, headerLine } = settings
  const timeZone = options.time?.zone ?? settings.zone ?? options.timeZone
  const local = { ...options, timeZone }
  const timeOf = timeReader(settings, local, timeFinder(local))
  const watch = utf8Watch(sink)
  const quoteByte =
    quote === undefined || settings.delimiter === 'blanks' ? -1 : quote.charCodeAt(0)
  let header = settings.names
  let line = 0
  let isFinal = false
  let isRest = false
  /** How far the window was looked at, the quotes met, and where its first line ends. */
  let looked = 0
  let quotes = 0
  let firstEnd = -1

  const consume = (count: number): void => {
    window.consume(count)
    looked = 0
    quotes = 0
    firstEnd = -1
  }

  const report = (message: string): void =>
    sink.problem({ offset: window.origin(0), message, kind: 'record' })

  const takeHeader = (text: string): void => {
    header ??= columnNames(cellsOf(text, settings), settings.keptCharacters)
  }

  const take = (bytes: Buffer): void => {
    line++
    const end = trimmedEnd(bytes)
    if (end === 0 || isRest) return
    const content = bytes.subarray(0, end)
    const text = content.toString('utf8')
    const prefix = endOf(headerPrefix, text)
    if (prefix !== undefined) {
      header = columnNames(cellsOf(text.slice(prefix), settings), settings.keptCharacters)
      return
    }
    if (line < headerLine || endOf(comments, text) !== undefined) return
    if (line === headerLine || !(header || headerPrefix)) {
      takeHeader(text)
      return
    }
    const offset = window.origin(0)
    watch(content, offset)
    const cells = header ? cellsOf(text, settings) : []
    sink.event(tableEvent(text, offset, cells, header ?? [], settings, timeOf))
  }

  /** The record that begins the window is the bytes up to `end`. */
  const takeRecord = (end: number, next: number): void => {
    take(window.bytes.subarray(0, end))
    isRest = false
    consume(next)
  }

  const cut = (): void => {
    const end = characterStart(window.bytes, maxEventBytes)
    if (!isRest) {
      report(`the record is longer than ${maxEventBytes} bytes and is cut`)
      take(window.bytes.subarray(0, end))
    }
    isRest = true
    consume(end)
  }

  const breakQuote = (): void => {
    if (firstEnd > maxEventBytes) cut()
    else {
      report('a quote is not closed; its record ends with its line')
      takeRecord(firstEnd, Math.min(firstEnd + 1, window.bytes.length))
    }
  }

  const countQuotes = (end: number): void => {
    if (quoteByte < 0) return
    const { bytes } = window
    for (let at = bytes.indexOf(quoteByte, looked); at >= 0 && at < end; ) {
      quotes++
      at = bytes.indexOf(quoteByte, at + 1)
    }
  }

  const isOpen = (): boolean => quotes % 2 === 1 && !isRest

  /** Looks at one more line; tells where it ends, and whether it is whole. */
  const lookOn = (): { readonly end: number; readonly isWhole: boolean } => {
    const found = window.bytes.indexOf(0x0a, looked)
    const isWhole = found >= 0
    const end = isWhole ? found : window.bytes.length
    countQuotes(end)
    looked = isWhole ? end + 1 : end
    if (firstEnd < 0 && (isWhole || isFinal)) firstEnd = end
    return { end, isWhole }
  }

  /** Whether a quote stays open for too long, or for ever. */
  const isLost = (end: number, isWhole: boolean): boolean =>
    isOpen() && firstEnd >= 0 && (end > longestQuoted || (isFinal && !isWhole && firstEnd < end))

  /** One step; false to wait for more. */
  const step = (): boolean => {
    const { end, isWhole } = lookOn()
    if (isLost(end, isWhole)) breakQuote()
    else if (end > maxEventBytes) cut()
    else if (!isWhole && !isFinal) return false
    else if (!isWhole || !isOpen()) takeRecord(end, looked)
    return true
  }

  const read = (): void => {
    while (window.bytes.length > 0 && (isFinal || looked < window.bytes.length)) if (!step()) return
  }
  return {
    read,
    end() {
      isFinal = true
      read()
    },
    memory: () =>
      window.bytes.length === 0 && !isRest ? JSON.stringify(header ?? null) : undefined,
  }
}

function trimmedEnd(bytes: Buffer): number {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x0d || bytes[end - 1] === 0x20)) end--
  return end
}

function endOf(pattern: PatternMatcher | undefined, text: string): number | undefined {
  try {
    return pattern?.exec(text)?.end
  } catch (error) {
    if (error instanceof PatternTimeout) return undefined
    throw error
  }
}

type TimeReader = (text: string, columns: () => ReadonlyMap<string, string>) => number | null

function timeReader(
  { timeFields }: TableSettings,
  { time, timeZone }: FormatOptions,
  times: TimeFinder,
): TimeReader {
  if (timeFields) {
    return (text, columns) => {
      const cells = timeFields.map((name) => columns().get(name) ?? '')
      // Rows before the line of names have no columns.
      const told = columns().size > 0 ? cells.join(' ') : text
      return times.find(told)?.time ?? null
    }
  }
  const isPlaced = time !== undefined && (time.from !== 'text' || time.prefix || time.format)
  return (text, columns) => {
    const told = isPlaced ? null : memberTime(Object.fromEntries(columns()), timeZone)
    return told ?? times.find(text)?.time ?? null
  }
}

function tableEvent(
  text: string,
  offset: number,
  cells: readonly string[],
  header: readonly string[],
  { missing }: TableSettings,
  timeOf: TimeReader,
): TextEvent {
  let made: ReadonlyMap<string, string> | undefined
  const columns = (): ReadonlyMap<string, string> => {
    if (made) return made
    const values = new Map<string, string>()
    cells.forEach((cell, index) => {
      const name = header[index] ?? `EXTRA_FIELD_${index + 1}`
      if (cell !== '' && !values.has(name) && endOf(missing, cell) === undefined)
        values.set(name, cell)
    })
    made = values
    return values
  }
  return { kind: 'text', offset, time: timeOf(text, columns), raw: () => text, columns }
}

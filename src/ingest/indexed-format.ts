import type { EventMetadata, ParsedEvent } from '../contract/event.ts'
import {
  defaultOptions,
  type EventSink,
  type Format,
  type FormatOptions,
  type FormatParser,
  type InputProblem,
  type Parting,
} from '../contract/format.ts'
import type { IndexedState, IndexSettings } from '../contract/indexing.ts'
import { openBrokenText, partBrokenText } from '../formats/broken-text.ts'
import { openTable, partTable } from '../formats/delimited-text.ts'
import { objectEvent } from '../formats/json-event.ts'
import { parseObject } from '../formats/json-object.ts'

/** What is known of the events of a file before they are read. */
export type FileMetadata = Pick<IndexedState, 'source' | 'sourcetype' | 'host' | 'index'>

/**
 * Reads a file as the settings of its sourcetype say: its characters, lines, and times; then SEDCMD and TRANSFORMS for each event. JSON
 * is read by objects, unless it is said where its events end.
 * Source: Splunk wiki, "How indexing works"; Getting Data In, "Configure event line breaking".
 * @param format the one that is surest of the file
 * @param isKnown whether more than the format told the sourcetype: then text is put together from lines as Splunk does by itself
 * @param isCertain no other format could be meant: a table names its columns
 */
export function indexedFormat(
  format: Format,
  settings: IndexSettings,
  metadata: FileMetadata,
  isKnown: boolean,
  isCertain: boolean,
): Format {
  const reader = readerOf(format, settings, isKnown, isCertain)
  const isChanged = settings.edit !== undefined || settings.transforms.length > 0
  const local = (options: Partial<FormatOptions> | undefined): FormatOptions => {
    const given = { ...defaultOptions, ...options }
    return {
      ...given,
      charset: settings.charset,
      time: settings.time,
      timeZone: settings.time?.zone ?? given.timeZone,
    }
  }
  return {
    ...format,
    open(sink, options) {
      if (!isChanged) return reader.open(sink, local(options))
      const left = leftOut(sink, settings, metadata)
      const parser = reader.open(left.sink, local(options))
      return {
        push: (chunk) => parser.push(chunk),
        end() {
          parser.end()
          left.tell()
        },
      }
    },
    parting(head, options) {
      const parting = reader.parting(head, local(options))
      return isChanged && parting ? changedParting(parting, settings, metadata) : parting
    },
  }
}

interface LogReader {
  open(sink: EventSink, options: FormatOptions): FormatParser
  parting(head: Uint8Array, options: FormatOptions): Parting | undefined
}

function readerOf(
  format: Format,
  settings: IndexSettings,
  isKnown: boolean,
  isCertain: boolean,
): LogReader {
  const { table, lines, isJson } = settings
  if (table) {
    return {
      open: (sink, options) => openTable(sink, options, table),
      parting: (head, options) => partTable(head, options, table),
    }
  }
  const isObjects = format.name === 'json' && (isJson || !lines?.isExplicit)
  const isTable = format.name === 'delimited-text' && isCertain && !lines
  if (isObjects || isTable || !(isKnown || lines)) {
    return {
      open: (sink, options) => format.open(sink, options),
      parting: (head, options) => format.parting?.(head, options),
    }
  }
  return {
    open: (sink, options) => openBrokenText(sink, options, lines),
    parting: (head, options) => partBrokenText(head, options, lines),
  }
}

const changedParting = (
  parting: Parting,
  settings: IndexSettings,
  metadata: FileMetadata,
): Parting => ({
  seam: (bytes, from, start) => parting.seam(bytes, from, start),
  open(sink, start) {
    const left = leftOut(sink, settings, metadata)
    const parser = parting.open(left.sink, start)
    return {
      push: (chunk) => parser.push(chunk),
      end() {
        parser.end()
        left.tell()
      },
      endBefore(next) {
        const isOver = parser.endBefore(next)
        if (isOver) left.tell()
        return isOver
      },
    }
  },
})

/** Changes events on their way; tells in the end how many were dropped. */
function leftOut(sink: EventSink, settings: IndexSettings, metadata: FileMetadata) {
  let dropped = 0
  const changing: EventSink = {
    event(event) {
      const changed = event.kind === 'windows' ? event : changedEvent(event, settings, metadata)
      if (changed) sink.event(changed)
      else dropped++
    },
    problem: (problem) => sink.problem(problem),
  }
  return {
    sink: changing,
    tell() {
      if (dropped > 0) sink.problem(leftOutProblem(dropped))
    },
  }
}

/** What is told of a whole file from which so many events were left out. */
export function leftOutProblem(count: number): InputProblem {
  const events = count === 1 ? 'one event is' : `${count} events are`
  const message = `${events} left out, as TRANSFORMS send them to nullQueue`
  return { offset: 0, message, kind: 'note', ofFile: { leftOut: count } }
}

/** `undefined` for an event that is dropped. */
function changedEvent(
  event: Exclude<ParsedEvent, { kind: 'windows' }>,
  { edit, transforms }: IndexSettings,
  metadata: FileMetadata,
): ParsedEvent | undefined {
  const before = event.raw()
  const state: IndexedState = {
    ...metadata,
    raw: edit ? edit(before) : before,
    isDropped: false,
    fields: new Map(event.kind === 'text' ? columnsOf(event) : []),
  }
  const known = new Set(state.fields.keys())
  for (const transform of transforms) transform(state)
  if (state.isDropped) return undefined
  const changed = changedMetadata(state, metadata, known)
  if (state.raw === before && !changed) return event
  return withText(event, state.raw, before, changed)
}

const columnsOf = ({ columns }: Extract<ParsedEvent, { kind: 'text' }>): [string, string[]][] =>
  [...(columns?.() ?? [])].map(([name, value]) => [name, [value]])

function changedMetadata(
  state: IndexedState,
  file: FileMetadata,
  known: ReadonlySet<string>,
): EventMetadata | undefined {
  const written = [...state.fields].filter(
    ([name, values]) => !known.has(name) || values.length > 1,
  )
  const fields = new Map(
    written.map(([name, values]) => [name, values.length === 1 ? (values[0] as string) : values]),
  )
  const changed: EventMetadata = {
    ...(state.source !== file.source && { source: state.source }),
    ...(state.sourcetype !== file.sourcetype && { sourcetype: state.sourcetype }),
    ...(state.host !== file.host && { host: state.host }),
    ...(state.index !== file.index && { index: state.index }),
    ...(fields.size > 0 && { fields }),
  }
  return Object.keys(changed).length > 0 ? changed : undefined
}

/** Deeper objects are no events. */
const { maxDepth } = defaultOptions

function withText(
  event: Exclude<ParsedEvent, { kind: 'windows' }>,
  text: string,
  before: string,
  metadata: EventMetadata | undefined,
): ParsedEvent {
  const { offset, time } = event
  const more = metadata && { metadata }
  const object = event.kind === 'json' && text !== before ? parseObject(text, maxDepth) : undefined
  if (event.kind === 'json' && typeof object !== 'string') {
    return Object.assign(objectEvent(text, object ?? event.object(), offset, time), more)
  }
  const columns = event.kind === 'text' ? event.columns : undefined
  return { kind: 'text', offset, time, raw: () => text, ...(columns && { columns }), ...more }
}

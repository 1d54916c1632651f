import type { ParsedEvent } from '../contract/event.ts'
import type { Value } from '../values/value.ts'
import { jsonFields } from './json-fields.ts'
import { channelSource, channelSourcetype } from './windows/channel-source.ts'
import { windowsField, windowsFields } from './windows/windows-fields.ts'

/** What a user says of everything that is read; it goes before what files and events say themselves. */
export interface Overrides {
  readonly source?: string
  readonly sourcetype?: string
  readonly host?: string
  readonly index?: string
}

/** What is known of an event from where it was read. */
export interface EventOrigin {
  /** The file, and in an archive its entry: the `source` of events that have no better one. */
  readonly path: string
  /** Of an event that names no host. */
  readonly host: string
  readonly given: Overrides
}

/**
 * A column of this name tells of events whose format read all of their fields which kind they are of: automatic extraction would find the
 * same again. No field can be named so.
 */
export const readInFull = '\0readInFull'

/** A field of an event as a search sees it, `null` when the event lacks it. Names are case-sensitive, as in Splunk. */
export function eventField(event: ParsedEvent, origin: EventOrigin, name: string): Value {
  const reader = metadata.get(name)
  if (reader) return reader(event, origin)
  if (name === readInFull) return formatInFull(event)
  const written = event.metadata?.fields?.get(name)
  if (written !== undefined) return written
  switch (event.kind) {
    case 'windows':
      return windowsField(event, name)
    case 'json':
      return jsonFields(event).get(name) ?? null
    case 'text':
      return event.columns?.().get(name) ?? null
  }
}

/** Every field that the event has, with its value; metadata first. */
export function* eventFields(
  event: ParsedEvent,
  origin: EventOrigin,
): Iterable<readonly [string, Value]> {
  for (const [name, reader] of metadata) yield [name, reader(event, origin)]
  const written = event.metadata?.fields
  if (written) yield* written
  for (const entry of ownFields(event))
    if (!metadata.has(entry[0]) && !written?.has(entry[0])) yield entry
}

const formatInFull = (event: ParsedEvent): string | null => {
  if (event.kind !== 'text') return event.kind
  return event.columns ? 'table' : null
}

function ownFields(event: ParsedEvent): Iterable<readonly [string, Value]> {
  switch (event.kind) {
    case 'windows':
      return windowsFields(event)
    case 'json':
      return jsonFields(event)
    case 'text':
      return event.columns?.() ?? []
  }
}

/** The index that events are in when nobody says otherwise, as in Splunk. */
export const defaultIndex = 'main'

type Reader = (event: ParsedEvent, origin: EventOrigin) => Value

const metadata: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['_time', (event) => event.time],
  ['_raw', (event) => event.raw()],
  [
    'host',
    (event, { given, host }) =>
      given.host ??
      event.metadata?.host ??
      (event.kind === 'windows' ? event.system.computer : null) ??
      host,
  ],
  [
    // Splunk's Windows input names the source after the channel, so do ESCU's macros.
    'source',
    (event, { given, path }) =>
      given.source ??
      event.metadata?.source ??
      (event.kind === 'windows' && event.system.channel !== null
        ? channelSource(event.system.channel, event.shape === 'text')
        : path),
  ],
  [
    'sourcetype',
    (event, { given }) => {
      // A sourcetype that is said may be that of a mixed log, whose settings tell its kinds apart.
      const said = event.metadata?.sourcetype ?? given.sourcetype
      if (said !== undefined) return said
      if (event.kind === 'windows') {
        return channelSourcetype(event.system.channel, event.shape === 'text')
      }
      if (event.kind === 'json') return '_json'
      return event.columns ? 'csv' : 'text'
    },
  ],
  ['index', (event, { given }) => given.index ?? event.metadata?.index ?? defaultIndex],
])

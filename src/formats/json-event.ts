import type { JsonEvent, ParsedEvent } from '../contract/event.ts'
import type { FormatOptions } from '../contract/format.ts'
import { parseEpoch, parseIsoTime } from './event-time.ts'
import { evtxShape } from './json-evtx.ts'
import { flatShape } from './json-nxlog.ts'
import { type JsonObject, ownValue } from './json-object.ts'
import { JsonWindowsEvent } from './json-windows-event.ts'
import { oldWinlogbeatShape, winlogbeatShape } from './json-winlogbeat.ts'
import { timeFinder } from './time-finder.ts'

const shapes = [flatShape, evtxShape, winlogbeatShape, oldWinlogbeatShape]

/** Makes the events that objects are: those of Windows in any known shape, else the objects themselves. */
export function jsonEvents(options: FormatOptions): MakeEvent {
  const { timeZone, time } = options
  const finder = timeFinder(options)
  // A zone or a limit alone does not say where the time stands.
  const isPlaced = time !== undefined && (time.from !== 'text' || time.prefix || time.format)
  const timeOf = (text: string, object: JsonObject): number | null =>
    (isPlaced ? null : memberTime(object, timeZone)) ?? finder.find(text)?.time ?? null
  return (text, object, offset) => {
    for (const shape of shapes) {
      const found = shape.finds(object)
      if (found !== undefined) return new JsonWindowsEvent(shape, found, text, offset, timeZone)
    }
    return objectEvent(text, object, offset, timeOf(text, object))
  }
}

/** Makes the event that an object is. */
export type MakeEvent = (text: string, object: JsonObject, offset: number) => ParsedEvent

export const objectEvent = (
  text: string,
  object: JsonObject,
  offset: number,
  time: number | null,
): JsonEvent => new PlainObjectEvent(object, text, offset, time)

class PlainObjectEvent implements JsonEvent {
  readonly kind = 'json'
  readonly offset: number
  readonly time: number | null
  readonly #object: JsonObject
  readonly #text: string

  constructor(object: JsonObject, text: string, offset: number, time: number | null) {
    this.offset = offset
    this.time = time
    this.#object = object
    this.#text = text
  }

  raw(): string {
    return this.#text
  }

  object(): JsonObject {
    return this.#object
  }
}

/** What logs call the time of an event, the event's own words before those of whoever passed it on. */
const timeNames = [
  '_time',
  'eventTime',
  'CreationTime',
  'timestamp',
  'time',
  'datetime',
  'date',
  'ts',
  '@timestamp',
]

/** The time that a member of the object, or a column, tells. */
export function memberTime(object: JsonObject, timeZone: string): number | null {
  for (const name of timeNames) {
    const value = ownValue(object, name)
    const time = typeof value === 'number' ? parseEpoch(value) : textTime(value, timeZone)
    if (time !== null) return time
  }
  return null
}

function textTime(value: unknown, timeZone: string): number | null {
  if (typeof value !== 'string') return null
  if (/^\d{9,19}(?:\.\d{1,9})?$/.test(value)) return parseEpoch(Number(value))
  return parseIsoTime(value, timeZone)
}

import type { JsonEvent, ParsedEvent } from '../contract/event.ts'
import { parseEpoch, parseIsoTime } from './event-time.ts'
import { evtxShape } from './json-evtx.ts'
import { flatShape } from './json-nxlog.ts'
import { type JsonObject, ownValue } from './json-object.ts'
import { JsonWindowsEvent } from './json-windows-event.ts'
import { oldWinlogbeatShape, winlogbeatShape } from './json-winlogbeat.ts'

const shapes = [flatShape, evtxShape, winlogbeatShape, oldWinlogbeatShape]

/** The event that an object is: one of Windows in any known shape, else the object itself. */
export function jsonEvent(
  text: string,
  object: JsonObject,
  offset: number,
  timeZone: string,
): ParsedEvent {
  for (const shape of shapes) {
    const found = shape.finds(object)
    if (found !== undefined) return new JsonWindowsEvent(shape, found, text, offset, timeZone)
  }
  return new PlainObjectEvent(object, text, offset, timeZone)
}

class PlainObjectEvent implements JsonEvent {
  readonly kind = 'json'
  readonly offset: number
  readonly time: number | null
  readonly #object: JsonObject
  readonly #text: string

  constructor(object: JsonObject, text: string, offset: number, timeZone: string) {
    this.offset = offset
    this.time = timeOf(object, timeZone)
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

function timeOf(object: JsonObject, timeZone: string): number | null {
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

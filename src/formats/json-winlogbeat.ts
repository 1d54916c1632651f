import type { WindowsDatum, WindowsSystem } from '../contract/event.ts'
import { isoTimeOf, parseIsoTime } from './event-time.ts'
import {
  exactNumber,
  integerAt,
  isObject,
  type JsonObject,
  mayName,
  objectAt,
  ownValue,
  scalarText,
  textAt,
} from './json-object.ts'
import type { JsonShape } from './json-windows-event.ts'
import {
  guidOf,
  keywordsOfNames,
  levelOf,
  opcodesByName,
  plainLineEnds,
  unknownSystem,
} from './windows-values.ts'

/**
 * Winlogbeat 7 and later: the event under `winlog`, the rest in fields of the Elastic Common Schema. Also as search hits with the
 * document in `_source`. Field list: elastic.co/guide/en/beats/winlogbeat, "exported fields".
 */
export const winlogbeatShape: JsonShape = {
  finds(object) {
    const source = ownValue(object, '_source')
    const document = isObject(source) ? source : object
    const winlog = ownValue(document, 'winlog')
    if (!isObject(winlog)) return undefined
    return Object.hasOwn(winlog, 'event_id') || Object.hasOwn(winlog, 'channel')
      ? document
      : undefined
  },
  time: (document, timeZone) =>
    isoTime(objectAt(document, 'winlog'), 'time_created', timeZone) ??
    isoTime(document, '@timestamp', timeZone),
  system(document, text, time): WindowsSystem {
    const winlog = objectAt(document, 'winlog')
    const process = objectAt(winlog, 'process')
    return rendered(
      {
        ...unknownSystem,
        provider:
          textAt(winlog, 'provider_name') ?? textAt(objectAt(document, 'event'), 'provider'),
        guid: textAt(winlog, 'provider_guid'),
        eventId: textAt(winlog, 'event_id') ?? textAt(objectAt(document, 'event'), 'code'),
        version: textAt(winlog, 'version'),
        level: textAt(objectAt(document, 'log'), 'level'),
        task: textAt(winlog, 'task'),
        opcode: textAt(winlog, 'opcode'),
        recordId: integerAt(text, winlog, 'record_id'),
        activityId: textAt(winlog, 'activity_id'),
        relatedActivityId: textAt(winlog, 'related_activity_id'),
        processId: textAt(process, 'pid'),
        threadId: textAt(objectAt(process, 'thread'), 'id'),
        channel: textAt(winlog, 'channel'),
        computer: textAt(winlog, 'computer_name') ?? textAt(objectAt(document, 'host'), 'name'),
      },
      ownValue(winlog, 'keywords'),
      objectAt(winlog, 'user'),
      time,
    )
  },
  data: (document, text) => dataOf(objectAt(document, 'winlog'), text),
  mayHave: (document, name) => mayHaveDatum(objectAt(document, 'winlog'), name),
  message: messageOf,
}

/** Winlogbeat up to 6: the same, without a common object around it. */
export const oldWinlogbeatShape: JsonShape = {
  finds(object) {
    const source = ownValue(object, '_source')
    const document = isObject(source) ? source : object
    return Object.hasOwn(document, 'event_id') && Object.hasOwn(document, 'log_name')
      ? document
      : undefined
  },
  time: (document, timeZone) => isoTime(document, '@timestamp', timeZone),
  system: (document, text, time): WindowsSystem =>
    rendered(
      {
        ...unknownSystem,
        provider: textAt(document, 'source_name'),
        guid: textAt(document, 'provider_guid'),
        eventId: textAt(document, 'event_id'),
        version: textAt(document, 'version'),
        level: textAt(document, 'level'),
        task: textAt(document, 'task'),
        opcode: textAt(document, 'opcode'),
        recordId: integerAt(text, document, 'record_number'),
        activityId: textAt(document, 'activity_id'),
        relatedActivityId: textAt(document, 'related_activity_id'),
        processId: textAt(document, 'process_id'),
        threadId: textAt(document, 'thread_id'),
        channel: textAt(document, 'log_name'),
        computer: textAt(document, 'computer_name'),
      },
      ownValue(document, 'keywords'),
      objectAt(document, 'user'),
      time,
    ),
  data: dataOf,
  mayHave: mayHaveDatum,
  message: messageOf,
}

/** Winlogbeat gives levels, opcodes and keywords by their names; those that every provider shares become numbers again. */
function rendered(
  system: WindowsSystem,
  keywords: unknown,
  user: JsonObject,
  time: number | null,
): WindowsSystem {
  const names = Array.isArray(keywords) ? keywords.filter((name) => typeof name === 'string') : []
  const [account, domain] = [textAt(user, 'name'), textAt(user, 'domain')]
  return {
    ...system,
    guid: guidOf(system.guid),
    activityId: guidOf(system.activityId),
    relatedActivityId: guidOf(system.relatedActivityId),
    // Windows logs audit events with level 0 and shows them as information.
    level: names.some((name) => name.startsWith('Audit ')) ? '0' : levelOf(system.level),
    opcode: system.opcode === null ? null : (opcodesByName.get(system.opcode) ?? system.opcode),
    keywords: keywordsOfNames(names),
    systemTime: time === null ? null : isoTimeOf(time),
    userId: textAt(user, 'identifier'),
    user: account !== null && domain !== null ? `${domain}\\${account}` : account,
  }
}

/** The object of the event's data, and whether that is UserData. */
function dataObject(event: JsonObject): {
  readonly data: JsonObject
  readonly isUserData: boolean
} {
  const eventData = ownValue(event, 'event_data')
  return isObject(eventData)
    ? { data: eventData, isUserData: false }
    : { data: objectAt(event, 'user_data'), isUserData: true }
}

function mayHaveDatum(event: JsonObject, name: string): boolean {
  return mayName(dataObject(event).data, name)
}

function dataOf(event: JsonObject, text: string): readonly WindowsDatum[] {
  const { data: object, isUserData } = dataObject(event)
  const data: WindowsDatum[] = []
  for (const [name, value] of Object.entries(object)) {
    // The name of the element around the values.
    if (isUserData && name === 'xml_name') continue
    for (const one of Array.isArray(value) ? value : [value])
      data.push({
        name,
        value:
          typeof one === 'number' ? exactNumber(text, name, one) : plainLineEnds(scalarText(one)),
      })
  }
  return data
}

function messageOf(document: JsonObject): string | null {
  const message = ownValue(document, 'message')
  return typeof message === 'string' ? plainLineEnds(message) : null
}

function isoTime(object: JsonObject, name: string, timeZone: string): number | null {
  const value = ownValue(object, name)
  return typeof value === 'string' ? parseIsoTime(value, timeZone) : null
}

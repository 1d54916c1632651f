import type { WindowsDatum, WindowsSystem } from '../contract/event.ts'
import { parseEpoch, parseIsoTime } from './event-time.ts'
import {
  exactNumber,
  isObject,
  type JsonObject,
  objectAt,
  ownValue,
  scalarText,
} from './json-object.ts'
import type { JsonShape } from './json-windows-event.ts'
import { guidOf, keywordsText, plainLineEnds, unknownSystem } from './windows-values.ts'

/**
 * The event's XML written as JSON, element by element: `{"Event":{"System":{…},"EventData":{…}}}`. Attributes stand in
 * `#attributes` or in a neighbour `Provider_attributes` (evtx_dump and its `--separate-json-attributes`), in `@Name`
 * (converters from XML), or among the members (Velociraptor's `parse_evtx`, which has no `Event` around it).
 */
export const evtxShape: JsonShape = {
  finds(object) {
    const event = ownValue(object, 'Event')
    const inner = isObject(event) ? event : object
    const system = ownValue(inner, 'System')
    return isObject(system) && Object.hasOwn(system, 'EventID') ? inner : undefined
  },
  time(event, timeZone) {
    const value = attributeValue(objectAt(event, 'System'), 'TimeCreated', 'SystemTime')
    if (typeof value === 'number') return parseEpoch(value)
    return typeof value === 'string' ? parseIsoTime(value, timeZone) : null
  },
  system(event, text): WindowsSystem {
    const system = objectAt(event, 'System')
    const element = (name: string): string | null => elementText(system, name, text)
    const attribute = (name: string, key: string): string | null =>
      scalarText(attributeValue(system, name, key)) || null
    return {
      ...unknownSystem,
      provider: attribute('Provider', 'Name'),
      guid: guidOf(attribute('Provider', 'Guid')),
      eventSourceName: attribute('Provider', 'EventSourceName'),
      eventId: element('EventID'),
      qualifiers: attribute('EventID', 'Qualifiers'),
      version: element('Version'),
      level: element('Level'),
      task: element('Task'),
      opcode: element('Opcode'),
      keywords: keywordsText(element('Keywords')),
      systemTime: attribute('TimeCreated', 'SystemTime'),
      recordId: element('EventRecordID'),
      activityId: guidOf(attribute('Correlation', 'ActivityID')),
      relatedActivityId: guidOf(attribute('Correlation', 'RelatedActivityID')),
      processId: attribute('Execution', 'ProcessID'),
      threadId: attribute('Execution', 'ThreadID'),
      channel: element('Channel'),
      computer: element('Computer'),
      userId: attribute('Security', 'UserID'),
    }
  },
  data(event, text) {
    const data: WindowsDatum[] = []
    const eventData = ownValue(event, 'EventData')
    const userData = ownValue(event, 'UserData')
    if (isObject(eventData)) members(eventData, text, data)
    else if (isObject(userData))
      for (const [name, value] of elementsOf(userData))
        if (isObject(value)) members(value, text, data)
        else if (scalarText(value) !== '') data.push({ name, value: valueText(value, name, text) })
    return data
  },
  mayHave: () => true,
  message(event) {
    const message =
      ownValue(objectAt(event, 'RenderingInfo'), 'Message') ?? ownValue(event, 'Message')
    return typeof message === 'string' ? plainLineEnds(message) : null
  },
}

const attributesSuffix = '_attributes'

/** The members that are elements, not attributes of one. */
function elementsOf(object: JsonObject): [string, unknown][] {
  return Object.entries(object).filter(
    ([name]) => name !== '#attributes' && !name.startsWith('@') && !isAttributes(object, name),
  )
}

function isAttributes(object: JsonObject, name: string): boolean {
  return (
    name.endsWith(attributesSuffix) &&
    (Object.hasOwn(object, name.slice(0, -attributesSuffix.length)) || isObject(object[name]))
  )
}

function attributeValue(parent: JsonObject, name: string, key: string): unknown {
  const beside = ownValue(parent, name + attributesSuffix)
  if (isObject(beside)) return ownValue(beside, key)
  const element = objectAt(parent, name)
  return (
    ownValue(objectAt(element, '#attributes'), key) ??
    ownValue(element, `@${key}`) ??
    ownValue(element, key)
  )
}

function elementText(parent: JsonObject, name: string, text: string): string | null {
  const element = ownValue(parent, name)
  const value = isObject(element)
    ? (ownValue(element, '#text') ?? ownValue(element, 'Value'))
    : element
  return valueText(value, name, text) || null
}

/** The values of elements without children, in document order. */
function members(object: JsonObject, text: string, data: WindowsDatum[]): void {
  for (const [name, value] of elementsOf(object)) {
    // An unnamed <Data> becomes a member of that name, or text beside the attributes.
    const plainName = name === 'Data' || name === '#text' ? '' : name
    if (Array.isArray(value)) for (const one of value) element(plainName, one, text, data)
    else element(plainName, value, text, data)
  }
}

function element(name: string, value: unknown, text: string, data: WindowsDatum[]): void {
  if (!isObject(value)) {
    data.push({ name, value: valueText(value, name, text) })
    return
  }
  const ownName = ownValue(value, '@Name') ?? ownValue(objectAt(value, '#attributes'), 'Name')
  const content = ownValue(value, '#text')
  const called = typeof ownName === 'string' ? ownName : name
  if (Array.isArray(content)) for (const one of content) element(called, one, text, data)
  else if (content !== undefined)
    data.push({ name: called, value: valueText(content, called, text) })
  else if (typeof ownName === 'string') data.push({ name: called, value: '' })
  else members(value, text, data)
}

function valueText(value: unknown, name: string, text: string): string {
  if (typeof value === 'number') return exactNumber(text, name, value)
  const plain = plainLineEnds(scalarText(value))
  return guidNames.test(name) ? (guidOf(plain) ?? plain) : plain
}

/** evtx_dump writes GUIDs without their braces; that a datum is one only its name tells. */
const guidNames = /(?:GUID|Guid|CorrelationID|TaskInstanceId)$/

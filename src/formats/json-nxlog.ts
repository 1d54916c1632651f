import type { WindowsDatum, WindowsSystem } from '../contract/event.ts'
import { isoTimeOf, parseEpoch, parseIsoTime } from './event-time.ts'
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
import { lostNames, nxlogLostData } from './nxlog-lost-data.ts'
import { guidOf, keywordsText, levelOf, opcodesByName, plainLineEnds } from './windows-values.ts'

/**
 * Flat objects in which System, event data and the shipper's own fields stand side by side: those of NXLog (`im_msvistalog`,
 * also through Logstash), and the plainer ones that PowerShell exports give. Which member is what was decided on the 416,000
 * events of OTRF Security-Datasets.
 */
export const flatShape: JsonShape = {
  finds(object) {
    const eventId = ownValue(object, 'EventID')
    const isNumber =
      typeof eventId === 'number' || (typeof eventId === 'string' && /^\d+$/.test(eventId))
    const isWindows = ['Channel', 'SourceName', 'ProviderGuid'].some(
      (name) => typeof ownValue(object, name) === 'string',
    )
    return isNumber && isWindows ? object : undefined
  },
  time: timeOf,
  system: (object, text, time) => new FlatSystem(object, text, time),
  data(object, text) {
    const traits = traitsOf(object)
    const data: WindowsDatum[] = []
    for (const name of Object.keys(object))
      if (!isEnvelope(name, object[name], traits)) pushValue(name, object[name], text, data)
    if (traits.isNxlog) data.push(...nxlogLostData(object, hasDatum(object, traits)))
    return data
  },
  mayHave: (object, name) =>
    mayName(object, name) ||
    lostNames.has(name) ||
    ['EventData', 'UserData'].some((part) => Object.hasOwn(object, part)),
  message(object) {
    const message = ownValue(object, 'Message')
    return typeof message === 'string' ? plainLineEnds(message) : null
  },
}

/** A class whose members are worked out when asked for: of most events few are, and lists of them are long. */
class FlatSystem implements WindowsSystem {
  readonly #object: JsonObject
  readonly #text: string
  readonly #time: number | null
  #traits: Traits | undefined

  constructor(object: JsonObject, text: string, time: number | null) {
    this.#object = object
    this.#text = text
    this.#time = time
  }

  get provider(): string | null {
    return textAt(this.#object, 'SourceName')
  }
  get guid(): string | null {
    return guidOf(textAt(this.#object, 'ProviderGuid'))
  }
  get eventSourceName(): null {
    return null
  }
  get eventId(): string | null {
    return textAt(this.#object, 'EventID')
  }
  get qualifiers(): string | null {
    return numberAt(this.#object, 'Qualifiers')
  }
  get version(): string | null {
    return numberAt(this.#object, 'Version')
  }
  get level(): string | null {
    return levelOf(textAt(this.#object, 'Level')) ?? levelOfSeverity(this.#object)
  }
  get task(): string | null {
    return textAt(this.#object, 'Task')
  }
  get opcode(): string | null {
    return textAt(this.#object, 'OpcodeValue') ?? opcodeOf(textAt(this.#object, 'Opcode'))
  }
  get keywords(): string | null {
    return keywordsText(integerAt(this.#text, this.#object, 'Keywords'))
  }
  get systemTime(): string | null {
    return this.#time === null ? null : isoTimeOf(this.#time)
  }
  get recordId(): string | null {
    return (
      integerAt(this.#text, this.#object, 'RecordNumber') ??
      integerAt(this.#text, this.#object, 'EventRecordID')
    )
  }
  get activityId(): string | null {
    return guidOf(textAt(this.#object, 'ActivityID'))
  }
  get relatedActivityId(): string | null {
    return guidOf(textAt(this.#object, 'RelatedActivityID'))
  }
  get processId(): string | null {
    return textAt(this.#object, 'ExecutionProcessID') ?? numberAt(this.#object, 'ProcessID')
  }
  get threadId(): string | null {
    return numberAt(this.#object, 'ThreadID')
  }
  get channel(): string | null {
    return textAt(this.#object, 'Channel')
  }
  get computer(): string | null {
    return computerOf(this.#object)
  }
  get userId(): string | null {
    return this.#traitsOf().hasUserId ? textAt(this.#object, 'UserID') : null
  }
  get user(): string | null {
    return this.#traitsOf().hasAccount ? accountOf(this.#object) : null
  }

  #traitsOf(): Traits {
    this.#traits ??= traitsOf(this.#object)
    return this.#traits
  }
}

/** What else an object has, which decides whether a name belongs to the envelope or to the event's data. */
interface Traits {
  readonly isNxlog: boolean
  readonly isLogstash: boolean
  readonly hasAccount: boolean
  readonly hasUserId: boolean
  readonly hasHostname: boolean
}

function traitsOf(object: JsonObject): Traits {
  const userId = ownValue(object, 'UserID')
  // NXLog resolves the SID of <Security> to account, domain and type together; a service's event data also has an AccountName.
  const hasAccount =
    Object.hasOwn(object, 'AccountType') ||
    (Object.hasOwn(object, 'Domain') && userId !== undefined)
  return {
    isNxlog:
      Object.hasOwn(object, 'SourceModuleType') || Object.hasOwn(object, 'EventReceivedTime'),
    isLogstash: Object.hasOwn(object, '@version'),
    hasAccount,
    hasUserId: hasAccount || (typeof userId === 'string' && userId.startsWith('S-1-')),
    hasHostname: Object.hasOwn(object, 'Hostname'),
  }
}

const alwaysEnvelope: ReadonlySet<string> = new Set([
  '@timestamp',
  '@version',
  'ActivityID',
  'Channel',
  'ERROR_EVT_UNRESOLVED',
  'EventID',
  'EventReceivedTime',
  'EventRecordID',
  'EventTime',
  'EventTypeOrignal',
  'ExecutionProcessID',
  'Hostname',
  'Keywords',
  'Level',
  'Message',
  'Opcode',
  'OpcodeValue',
  'ProviderGuid',
  'RecordNumber',
  'RelatedActivityID',
  'SeverityValue',
  'SourceModuleName',
  'SourceModuleType',
  'SourceName',
  'Task',
  'TimeCreated',
])

/** Names that event data also uses: there all values are text, in the envelope these are numbers. */
const numericEnvelope: ReadonlySet<string> = new Set([
  'ProcessID',
  'Qualifiers',
  'ThreadID',
  'Version',
])
const logstashEnvelope: ReadonlySet<string> = new Set(['host', 'port', 'tags', 'type'])
const eventTypes: ReadonlySet<string> = new Set([
  'CRITICAL',
  'ERROR',
  'WARNING',
  'INFO',
  'VERBOSE',
  'DEBUG',
  'AUDIT_SUCCESS',
  'AUDIT_FAILURE',
])

function isEnvelope(name: string, value: unknown, traits: Traits): boolean {
  if (alwaysEnvelope.has(name)) return true
  if (numericEnvelope.has(name)) return typeof value === 'number'
  if (logstashEnvelope.has(name)) return traits.isLogstash
  switch (name) {
    case 'AccountName':
    case 'AccountType':
    case 'Domain':
      return traits.hasAccount
    case 'UserID':
      return traits.hasUserId
    case 'Category':
      return traits.isNxlog
    case 'EventType':
    case 'Severity':
      // Sysmon has an EventType of its own (SetValue, CreatePipe), which takes the place of NXLog's.
      return traits.isNxlog && typeof value === 'string' && eventTypes.has(value)
    case 'Computer':
    case 'ComputerName':
      return !traits.hasHostname
    default:
      return false
  }
}

const hasDatum =
  (object: JsonObject, traits: Traits) =>
  (name: string): boolean =>
    Object.hasOwn(object, name) && !isEnvelope(name, object[name], traits)

function pushValue(name: string, value: unknown, text: string, data: WindowsDatum[]): void {
  if (Array.isArray(value)) for (const one of value) pushValue(name, one, text, data)
  else if (isObject(value) && (name === 'EventData' || name === 'UserData'))
    for (const [key, one] of Object.entries(value)) pushValue(key, one, text, data)
  else if (typeof value === 'number') data.push({ name, value: exactNumber(text, name, value) })
  else data.push({ name, value: plainLineEnds(scalarText(value)) })
}

const numberAt = (object: JsonObject, name: string): string | null =>
  typeof ownValue(object, name) === 'number' ? textAt(object, name) : null

/** A host object is the shipper's own (Filebeat). */
function computerOf(object: JsonObject): string | null {
  return (
    textAt(object, 'Hostname') ??
    textAt(object, 'Computer') ??
    textAt(object, 'ComputerName') ??
    textAt(objectAt(object, 'host'), 'name')
  )
}

function accountOf(object: JsonObject): string | null {
  const [name, domain] = [textAt(object, 'AccountName'), textAt(object, 'Domain')]
  return name !== null && domain !== null ? `${domain}\\${name}` : name
}

const opcodeOf = (opcode: string | null): string | null =>
  opcode === null ? null : (opcodesByName.get(opcode) ?? opcode)

const levelsBySeverity: ReadonlyMap<string, string> = new Map([
  ['1', '5'],
  ['2', '4'],
  ['3', '3'],
  ['4', '2'],
  ['5', '1'],
])

/** NXLog counts severity upwards (1 debug to 5 critical), Windows levels downwards; audit events have level 0. */
function levelOfSeverity(object: JsonObject): string | null {
  const type = textAt(object, 'EventType')
  if (type === 'AUDIT_SUCCESS' || type === 'AUDIT_FAILURE') return '0'
  return levelsBySeverity.get(textAt(object, 'SeverityValue') ?? '') ?? null
}

/**
 * `TimeCreated` is the event's time as Windows tells it, mostly with its zone. NXLog's `EventTime` is the reading of a clock in
 * an unnamed zone, cut to seconds. Its zone is found by comparing when NXLog and the next program received the event, which is
 * the same moment in both notations but for seconds: `EventReceivedTime` (same zone) and `@timestamp` (UTC). Sysmon's `UtcTime`
 * adds the fraction where it agrees; alone it is no event time, as exports exist whose other times are hours away from it.
 */
function timeOf(object: JsonObject, timeZone: string): number | null {
  const created = isoTime(object, 'TimeCreated', timeZone)
  if (created !== null) return created
  const timestamp = isoTime(object, '@timestamp', 'UTC')
  const eventTime = isoTime(object, 'EventTime', 'UTC')
  if (eventTime === null) return timestamp
  const moment = eventMoment(object, eventTime, timestamp, timeZone)
  const sysmon = isoTime(object, 'UtcTime', 'UTC')
  return sysmon !== null && Math.abs(sysmon - moment) <= 2 ? sysmon : moment
}

const zoneGrid = 900

function eventMoment(
  object: JsonObject,
  eventTime: number,
  timestamp: number | null,
  timeZone: string,
): number {
  const tellsZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(String(ownValue(object, 'EventTime')))
  if (tellsZone) return eventTime
  const received = isoTime(object, 'EventReceivedTime', 'UTC') ?? eventTime
  if (timestamp !== null) {
    const offset = Math.round((timestamp - received) / zoneGrid) * zoneGrid
    const isZone = Math.abs(timestamp - received - offset) <= 120 && Math.abs(offset) <= 14 * 3600
    if (isZone) return eventTime + offset
  }
  return isoTime(object, 'EventTime', timeZone) ?? eventTime
}

function isoTime(object: JsonObject, name: string, timeZone: string): number | null {
  const value = ownValue(object, name)
  if (typeof value === 'number') return parseEpoch(value)
  return typeof value === 'string' ? parseIsoTime(value, timeZone) : null
}

import type { WindowsDatum, WindowsEvent, WindowsSystem } from '../../contract/event.ts'
import { multivalueOf, type Value } from '../../values/value.ts'
import { cleanKey } from '../props/extraction.ts'
import { type WindowsEventType, windowsEventType } from './event-types.ts'
import { messageFields } from './message-fields.ts'
import { wellKnownAccount } from './well-known-sids.ts'

/**
 * The fields that the Splunk Add-on for Microsoft Windows gives to events of the Windows event log, the same for every shape an
 * event comes in. Names after the add-on's public field lists (data source "Powershell Script Block Logging 4104" and others).
 */
export function windowsField(event: WindowsEvent, name: string): Value {
  const own = systemFields.get(name)
  if (own) {
    const value = own(event)
    if (value !== null) return value
  }
  const datum = dataField(event, name)
  if (datum !== null) return datum
  const derived = derivedFields.get(name)
  const value = derived ? derived(event) : classicField(event, name)
  if (value !== null) return value
  return typeOf(event)?.always?.includes(name) ? '' : null
}

/** Every field for which `windowsField` gives this event a value, with that value. */
export function windowsFields(event: WindowsEvent): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>()
  const add = (name: string, value: Value) => {
    if (value !== null && !fields.has(name)) fields.set(name, value)
  }
  for (const [name, reader] of systemFields) add(name, reader(event))
  const data = new Map<string, string[]>()
  for (const { name, value } of dataOf(event)) {
    const key = name === '' ? unnamedData : dataFieldName(name)
    const values = data.get(key)
    if (values) values.push(value)
    else data.set(key, [value])
  }
  for (const [name, values] of data) {
    if (!fields.has(name)) add(name, multivalueOf(values))
    else if (systemFields.has(name)) add(shadowed + name, multivalueOf(values))
  }
  for (const [name, reader] of derivedFields) add(name, reader(event))
  for (const [name, value] of event.headers?.() ?? []) add(name, value)
  if (event.shape === 'text') {
    for (const [name, values] of messageFields(event).fields) add(name, multivalueOf([...values]))
  }
  for (const name of typeOf(event)?.always ?? []) add(name, '')
  return fields
}

type Reader = (event: WindowsEvent) => Value

const unnamedData = 'Data'

/** Before the name of a datum that the System part has a field of, such as the `Name` of Sysmon's event 20. */
const shadowed = 'EventData_'

const fromSystem =
  (member: keyof WindowsSystem): Reader =>
  ({ system }) =>
    system[member]

const typeOf = ({ system }: WindowsEvent): WindowsEventType | undefined =>
  windowsEventType(system.provider, system.eventId)

/** Classic text has words where XML has numbers: `OpCode=On create calls`. */
const numberOr =
  (member: 'opcode' | 'task'): Reader =>
  (event) => {
    const value = event.system[member]
    if (value !== null && /^\d+$/.test(value)) return value
    return typeOf(event)?.[member] ?? value
  }

const levelNumbers: Readonly<Record<string, string>> = {
  Critical: '1',
  Error: '2',
  Warning: '3',
  Information: '4',
  Verbose: '5',
}

const level: Reader = (event) =>
  event.system.level ?? levelNumbers[event.headers?.().get('Type') ?? ''] ?? null

const keywords: Reader = ({ system }) => (system.keywords === 'None' ? '0x0' : system.keywords)

/** Where the System part says it, nothing in the event's data may say otherwise. */
const systemFields: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ActivityID', fromSystem('activityId')],
  ['Channel', fromSystem('channel')],
  ['Computer', fromSystem('computer')],
  ['EventCode', fromSystem('eventId')],
  ['EventID', fromSystem('eventId')],
  ['EventRecordID', fromSystem('recordId')],
  ['EventSourceName', fromSystem('eventSourceName')],
  ['Guid', (event) => event.system.guid ?? (typeOf(event)?.guid || null)],
  ['Keywords', keywords],
  ['Level', level],
  ['Name', fromSystem('provider')],
  ['Opcode', numberOr('opcode')],
  ['ProcessID', fromSystem('processId')],
  ['Qualifiers', fromSystem('qualifiers')],
  ['RecordNumber', fromSystem('recordId')],
  ['RelatedActivityID', fromSystem('relatedActivityId')],
  ['SystemTime', fromSystem('systemTime')],
  ['Task', numberOr('task')],
  ['ThreadID', fromSystem('threadId')],
  ['UserID', fromSystem('userId')],
  ['Version', fromSystem('version')],
])

/** Sysmon logs everything as the account that it runs in; whose doing an event was its data tell. */
const accountOf: Reader = ({ system }) =>
  system.provider !== null && sysmonProviders.has(system.provider)
    ? null
    : (system.user ?? wellKnownAccount(system.userId))

const sysmonProviders: ReadonlySet<string> = new Set(['Microsoft-Windows-Sysmon', 'Linux-Sysmon'])

const shortName: Reader = ({ system }) => system.computer?.split('.')[0] ?? null

/** Made from what the event has, unless its data have a field of that name. */
const derivedFields: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ComputerName', fromSystem('computer')],
  ['LogName', fromSystem('channel')],
  ['Message', (event) => messageOf(event)],
  ['SourceName', fromSystem('provider')],
  // The account's name where the log tells it, else what can be said of its SID.
  ['User', (event) => accountOf(event)],
  ['UserId', ({ system }) => (system.provider === 'Linux-Sysmon' ? system.userId : null)],
  ['dest', fromSystem('computer')],
  ['dvc', fromSystem('computer')],
  ['dvc_nt_host', shortName],
  ['event_id', fromSystem('recordId')],
  ['id', fromSystem('recordId')],
  ['signature', (event) => typeOf(event)?.signature ?? null],
  ['signature_id', fromSystem('eventId')],
  ['user_id', fromSystem('userId')],
  ['vendor_product', () => 'Microsoft Windows'],
])

/** As Splunk names what it reads from XML: `Process Name` is `Process_Name`. Logs use few names, each very often. */
function dataFieldName(name: string): string {
  const known = fieldNames.get(name)
  if (known !== undefined) return known
  const made = plainName.test(name) ? name : cleanKey(name)
  if (fieldNames.size >= mostRemembered) fieldNames.clear()
  fieldNames.set(name, made)
  return made
}
const plainName = /^\w+$/
const fieldNames = new Map<string, string>()
const mostRemembered = 10_000

function dataField(event: WindowsEvent, name: string): Value {
  if (name === unnamedData) return valuesNamed(dataOf(event), '')
  if (event.shape !== 'text' && !event.mayHave(name) && !name.startsWith(shadowed)) return null
  const data = dataOf(event)
  const found = valuesNamed(data, name)
  if (found !== null) return plainName.test(name) ? found : null
  if (!name.includes('_')) return null
  if (name.startsWith(shadowed)) {
    const shadow = name.slice(shadowed.length)
    return systemFields.get(shadow)?.(event) == null ? null : valuesNamed(data, shadow)
  }
  const renamed = data.filter((datum) => datum.name !== name && dataFieldName(datum.name) === name)
  return multivalueOf(renamed.map(({ value }) => value))
}

/** Asked for every field of every event. */
function valuesNamed(data: readonly WindowsDatum[], wanted: string): Value {
  let found: string | null = null
  let more: string[] | null = null
  for (let at = 0; at < data.length; at++) {
    const { name, value } = data[at] as WindowsDatum
    if (name !== wanted) continue
    if (found === null) found = value
    else if (more) more.push(value)
    else more = [found, value]
  }
  return more ? multivalueOf(more) : found
}

/** What only classic text has: its header lines and the lines of its message. */
function classicField(event: WindowsEvent, name: string): Value {
  if (event.shape !== 'text') return event.headers?.().get(name) ?? null
  const header = event.headers?.().get(name)
  if (header !== undefined) return header
  const values = messageFields(event).fields.get(name)
  return values ? multivalueOf([...values]) : null
}

/** The event's data; of classic text what its message tells. */
const dataOf = (event: WindowsEvent): readonly WindowsDatum[] =>
  event.shape === 'text' ? messageFields(event).data : event.data()

function messageOf(event: WindowsEvent): string | null {
  const carried = event.message()
  if (carried !== null) return carried.trimEnd()
  const template = typeOf(event)?.message
  if (!template) return null
  const data = event.data()
  const unnamed = data.filter(({ name }) => name === '')
  return template.render((name) =>
    /^\d+$/.test(name)
      ? (unnamed[Number(name)]?.value ?? null)
      : (data.find((datum) => datum.name === name)?.value ?? null),
  )
}

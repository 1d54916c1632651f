import type { WindowsDatum } from '../contract/event.ts'
import { type JsonObject, ownValue, textAt } from './json-object.ts'

/**
 * Event data that NXLog's record no longer has, as far as the event's message tells them. NXLog's own fields `ProcessID`,
 * `EventType` and `AccountName` take the place of data with these names, whatever their case, and of Sysmon's events 19 to 21 it can leave
 * out all data. Source: NXLog
 * User Guide, fields of `im_msvistalog`; decided on the OTRF Security-Datasets, whose messages are in English.
 * @param has whether the record has a datum of this name
 */
export function nxlogLostData(
  object: JsonObject,
  has: (name: string) => boolean,
): readonly WindowsDatum[] {
  const lost = mayBeLost(object, has).filter(({ name }) => !has(name))
  if (lost.length === 0) return []
  const message = ownValue(object, 'Message')
  if (typeof message !== 'string') return []
  return lost.flatMap(({ name, line }) => {
    const value = line.exec(message)?.[1]
    return value ? [{ name, value }] : []
  })
}

interface LostDatum {
  readonly name: string
  /** Finds its value in a message. */
  readonly line: RegExp
}

/** The text behind a label at the beginning of a line, without the spaces around it. */
const labelled = (name: string, label = name): LostDatum => ({
  name,
  line: new RegExp(`^${label}:[ \\t]+(\\S(?:[^\\r\\n]*\\S)?)`, 'm'),
})

const processId = [labelled('ProcessId')]
const processIdAndType = [...processId, labelled('EventType')]
const wmi = [
  ...['Operation', 'User', 'EventNamespace', 'Name', 'Type'],
  ...['Query', 'Destination', 'Consumer', 'Filter'],
].map((name) => labelled(name))
const serviceAccount = [labelled('AccountName', 'Service Account')]
const wmiEvents: ReadonlySet<string | null> = new Set(['19', '20', '21'])
/** Of the registry and of pipes. */
const typedEvents: ReadonlySet<string | null> = new Set(['12', '13', '14', '17', '18'])

/** Names of all data that may be told by a message alone. */
export const lostNames: ReadonlySet<string> = new Set(
  [...wmi, ...processIdAndType, ...serviceAccount].map(({ name }) => name),
)

function mayBeLost(object: JsonObject, has: (name: string) => boolean): readonly LostDatum[] {
  const eventId = textAt(object, 'EventID')
  switch (textAt(object, 'SourceName')) {
    case 'Microsoft-Windows-Sysmon':
      if (wmiEvents.has(eventId)) return wmi
      if (typedEvents.has(eventId)) return processIdAndType
      // Events of two processes tell their numbers under other names.
      return has('SourceProcessId') ? [] : processId
    case 'Service Control Manager':
      return eventId === '7045' ? serviceAccount : []
    default:
      return []
  }
}

import type { WindowsDatum, WindowsEvent } from '../../contract/event.ts'
import { keptWith } from '../../contract/kept-with.ts'
import { cleanKey } from '../props/extraction.ts'
import { windowsEventType } from './event-types.ts'
import { messageLines } from './message-lines.ts'
import { dataNameOf } from './message-names.ts'

/** What the message of a classic event tells. */
export interface MessageFields {
  /** The event's data under the names that they have in XML. */
  readonly data: readonly WindowsDatum[]
  /**
   * The lines under the names that the Splunk Add-on for Microsoft Windows gives them: `Account_Name` with the values of all sections,
   * `Subject_Account_Name` and `Target_Account_Name` with those of one. Source: its field lists of events 4698, 4720, 4726 and 4732.
   */
  readonly fields: ReadonlyMap<string, readonly string[]>
}

const nothing: ReadonlyMap<string, readonly string[]> = new Map()

/** Worked out once for each event. */
export const messageFields = keptWith((event: WindowsEvent): MessageFields => read(event))

function read(event: WindowsEvent): MessageFields {
  const { provider, eventId } = event.system
  const message = event.message() ?? ''
  const type = windowsEventType(provider, eventId)
  const values = type?.listsKeys ? null : type?.message?.read(message)
  if (values) {
    const data = [...values].map(([name, value]) => ({
      name: /^\d+$/.test(name) ? '' : name,
      value,
    }))
    return { data, fields: nothing }
  }
  const data: WindowsDatum[] = []
  const fields = new Map<string, string[]>()
  const add = (name: string, value: string) => {
    const list = fields.get(name)
    if (list) list.push(value)
    else fields.set(name, [value])
  }
  for (const { section, key, value } of messageLines(message)) {
    const name = dataNameOf(provider, eventId, section, key)
    if (name !== undefined) data.push({ name, value })
    const plain = cleanKey(key)
    add(plain, value)
    const prefix = prefixes.get(section)
    if (prefix !== undefined) add(prefix + plain, value)
    if (changedSections.has(section) && !/^(?:-|<.*>)?$/.test(value)) {
      add(changedAttributes, `${key}: ${value.replaceAll('\n', ' ')}`)
    }
  }
  const changes = fields.get(changedAttributes)
  if (changes) fields.set(changedAttributes, [changes.join(' ')])
  return { data, fields }
}

const changedAttributes = 'MSADChangedAttributes'
const changedSections: ReadonlySet<string> = new Set(['Attributes', 'Changed Attributes'])

const prefixes: ReadonlyMap<string, string> = new Map([
  ['Subject', 'Subject_'],
  ['Target Account', 'Target_'],
])

import type {
  Attribute,
  Element,
  EventLayout,
  Part,
  Slot,
  SystemMember,
  SystemSlots,
} from './binxml-model.ts'

/** Where each member stands: an element of System, and an attribute of it or its content. */
const places: Readonly<Record<SystemMember, readonly [element: string, attribute: string | null]>> =
  {
    provider: ['Provider', 'Name'],
    guid: ['Provider', 'Guid'],
    eventSourceName: ['Provider', 'EventSourceName'],
    eventId: ['EventID', null],
    qualifiers: ['EventID', 'Qualifiers'],
    version: ['Version', null],
    level: ['Level', null],
    task: ['Task', null],
    opcode: ['Opcode', null],
    keywords: ['Keywords', null],
    systemTime: ['TimeCreated', 'SystemTime'],
    recordId: ['EventRecordID', null],
    activityId: ['Correlation', 'ActivityID'],
    relatedActivityId: ['Correlation', 'RelatedActivityID'],
    processId: ['Execution', 'ProcessID'],
    threadId: ['Execution', 'ThreadID'],
    channel: ['Channel', null],
    computer: ['Computer', null],
    userId: ['Security', 'UserID'],
  }

const systemMembers = Object.keys(places) as SystemMember[]

/** For a record that is no `<Event>`. */
const noEvent: EventLayout = {
  system: Object.fromEntries(systemMembers.map((member) => [member, null])) as SystemSlots,
  sections: [],
}

/** Works out once per definition where System's members and the other sections of `<Event>` come from. */
export function eventLayout(parts: readonly Part[]): EventLayout {
  const event = parts.find((part) => part.kind === 'element')
  if (event?.localName !== 'Event') return noEvent
  const system = childNamed(event, 'System')
  const slots = {} as Record<SystemMember, Slot>
  for (const member of systemMembers)
    slots[member] = system ? slotOf(system, ...places[member]) : null
  return { system: slots, sections: event.parts.filter((part) => part !== system) }
}

function childNamed(element: Element, name: string): Element | undefined {
  for (const part of element.parts) {
    if (part.kind === 'element' && part.localName === name) return part
  }
  return undefined
}

function slotOf(system: Element, elementName: string, attributeName: string | null): Slot {
  const element = childNamed(system, elementName)
  if (element === undefined) return null
  if (attributeName === null) return contentSlot(element)
  const attribute = element.attributes.find(({ name }) => name === attributeName)
  return attribute === undefined ? null : contentSlot(attribute)
}

function contentSlot({ parts, sole }: Element | Attribute): Slot {
  if (sole !== null) return sole.index
  if (parts.length === 0) return null
  const first = parts[0]
  return parts.length === 1 && first?.kind === 'text' ? first.text : parts
}

import type { WindowsSystem } from '../contract/event.ts'

/** The System part of an event that tells nothing: the ground on which a shape writes what it knows. */
export const unknownSystem: WindowsSystem = {
  provider: null,
  guid: null,
  eventSourceName: null,
  eventId: null,
  qualifiers: null,
  version: null,
  level: null,
  task: null,
  opcode: null,
  keywords: null,
  systemTime: null,
  recordId: null,
  activityId: null,
  relatedActivityId: null,
  processId: null,
  threadId: null,
  channel: null,
  computer: null,
  userId: null,
  user: null,
}

/** Line ends as an XML reader gives them. */
export const plainLineEnds = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text

/** A GUID in upper case and braces; other text stays as it is. */
export function guidOf(text: string | null): string | null {
  if (text === null) return null
  const match = /^\{?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}?$/i.exec(text)
  return match === null ? text : `{${match[1]?.toUpperCase()}}`
}

/** The names of the opcodes that every provider shares (winmeta.xml of the Windows SDK). */
export const opcodesByName: ReadonlyMap<string, string> = new Map([
  ['Info', '0'],
  ['Start', '1'],
  ['Stop', '2'],
  ['DCStart', '3'],
  ['DCStop', '4'],
  ['Extension', '5'],
  ['Reply', '6'],
  ['Resume', '7'],
  ['Suspend', '8'],
  ['Send', '9'],
  ['Receive', '240'],
])

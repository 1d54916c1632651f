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

const levels: ReadonlyMap<string, string> = new Map([
  ['critical', '1'],
  ['error', '2'],
  ['warning', '3'],
  ['information', '4'],
  ['verbose', '5'],
])

/** A level as its number, whether it is given by number or by English name; other text stays as it is. */
export const levelOf = (level: string | null): string | null =>
  level === null ? null : (levels.get(level.toLowerCase()) ?? level)

const hexadecimals = new Map<string, string>()

/** Keywords as Windows writes them: 64 bits in hexadecimal, also where a shape gives them as a signed number. */
export function keywordsText(keywords: string | null): string | null {
  if (keywords === null || !/^-?\d{1,20}$/.test(keywords)) return keywords
  const known = hexadecimals.get(keywords)
  if (known !== undefined) return known
  const text = `0x${BigInt.asUintN(64, BigInt(keywords)).toString(16)}`
  // Files hold few different values; the limit is for hostile ones.
  if (hexadecimals.size < 1000) hexadecimals.set(keywords, text)
  return text
}

const keywordBits: ReadonlyMap<string, bigint> = new Map([
  ['None', 0n],
  ['Classic', 0x80_0000_0000_0000n],
  ['Audit Success', 0x8020_0000_0000_0000n],
  ['Audit Failure', 0x8010_0000_0000_0000n],
])

/** Keywords given by the names that Windows shows; text of all names when one is not shared by all providers. */
export function keywordsOfNames(names: readonly string[]): string | null {
  if (names.length === 0) return null
  let bits = 0n
  for (const name of names) {
    const bit = keywordBits.get(name)
    if (bit === undefined) return names.join(',')
    bits |= bit
  }
  return `0x${bits.toString(16)}`
}

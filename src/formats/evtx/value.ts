import { u16, u32 } from './bytes.ts'
import { filetimeText, systemtimeText } from './filetime.ts'
import { guidText } from './guid.ts'
import { utf16Text } from './utf16.ts'

export const valueTypes = {
  null: 0x00,
  string: 0x01,
  ansiString: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  float: 0x0b,
  double: 0x0c,
  boolean: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  filetime: 0x11,
  systemtime: 0x12,
  sid: 0x13,
  hexInt32: 0x14,
  hexInt64: 0x15,
  handle: 0x20,
  binXml: 0x21,
  xml: 0x23,
} as const

export const arrayFlag = 0x80

const unknown = -1
const variable = 0
/** Bytes that a value of each type takes. */
const fixedSizes = new Int8Array(256).fill(unknown)
for (const [type, size] of [
  [0x00, variable],
  [0x01, variable],
  [0x02, variable],
  [0x03, 1],
  [0x04, 1],
  [0x05, 2],
  [0x06, 2],
  [0x07, 4],
  [0x08, 4],
  [0x09, 8],
  [0x0a, 8],
  [0x0b, 4],
  [0x0c, 8],
  [0x0d, 4],
  [0x0e, variable],
  [0x0f, 16],
  [0x10, variable],
  [0x11, 8],
  [0x12, 16],
  [0x13, variable],
  [0x14, 4],
  [0x15, 8],
  [0x20, variable],
  [0x21, variable],
  [0x23, variable],
] as const) {
  fixedSizes[type] = size
}

/** Whether `size` bytes can be a value of this type; an unset value of any type has no bytes. */
export function fitsType(type: number, size: number): boolean {
  const fixed = fixedSizes[type] as number
  if (fixed === size || size === 0) return fixed !== unknown || (type & arrayFlag) !== 0
  if (type & arrayFlag) {
    const item = fixedSizes[type & ~arrayFlag] as number
    return item !== unknown && (item === variable || size % item === 0)
  }
  return fixed === variable
}

/** The size of one item of a fixed-size array, or 0. */
export function itemSize(type: number): number {
  return Math.max(0, fixedSizes[type] as number)
}

/** The text of one value, as Windows renders it in XML; bytes that are no such value are given in hexadecimal. */
export function valueText(bytes: Buffer, type: number, start: number, size: number): string {
  if (size === 0) return ''
  const fixed = fixedSizes[type] as number
  if (fixed > 0 && fixed !== size) return hexOf(bytes, start, size)
  switch (type) {
    case valueTypes.string:
    case valueTypes.xml:
      return utf16Text(bytes, start, size)
    case valueTypes.ansiString:
      return ansiText(bytes, start, size)
    case valueTypes.int8:
      return String(((bytes[start] as number) << 24) >> 24)
    case valueTypes.uint8:
      return String(bytes[start])
    case valueTypes.int16:
      return String((u16(bytes, start) << 16) >> 16)
    case valueTypes.uint16:
      return String(u16(bytes, start))
    case valueTypes.int32:
      return String(u32(bytes, start) | 0)
    case valueTypes.uint32:
      return String(u32(bytes, start))
    case valueTypes.int64:
      return String(bytes.readBigInt64LE(start))
    case valueTypes.uint64:
      return uint64Text(bytes, start)
    case valueTypes.float:
      return floatText(bytes.readFloatLE(start))
    case valueTypes.double:
      return doubleText(bytes.readDoubleLE(start))
    case valueTypes.boolean:
      return booleanText(u32(bytes, start) | 0)
    case valueTypes.guid:
      return guidText(bytes, start)
    case valueTypes.filetime:
      return filetimeText(bytes, start)
    case valueTypes.systemtime:
      return systemtimeText(bytes, start)
    case valueTypes.sid:
      return sidText(bytes, start, size)
    case valueTypes.hexInt32:
    case valueTypes.hexInt64:
    case valueTypes.size:
    case valueTypes.handle:
      return size === 4 || size === 8 ? hexNumber(bytes, start, size) : hexOf(bytes, start, size)
    default:
      return hexOf(bytes, start, size)
  }
}

/** Windows-1252 for bytes 0x80 to 0x9f; Node's own decoder for it gives control characters there. */
const ansiHigh =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'
const isAnsiHigh = /[\x80-\x9f]/g

function ansiText(bytes: Buffer, start: number, size: number): string {
  const text = bytes.toString('latin1', start, start + size)
  const zero = text.indexOf('\0')
  const kept = zero < 0 ? text : text.slice(0, zero)
  return kept.replace(isAnsiHigh, (one) => ansiHigh[one.charCodeAt(0) - 0x80] as string)
}

function uint64Text(bytes: Buffer, start: number): string {
  const high = u32(bytes, start + 4)
  if (high < 0x200000) return String(high * 4294967296 + u32(bytes, start))
  return String(bytes.readBigUInt64LE(start))
}

/** The fewest digits that give the same 32-bit value back. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return doubleText(short)
  }
  return doubleText(Number(value.toPrecision(9)))
}

/** XML Schema writes infinity as INF. */
function doubleText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'INF'
  if (value === Number.NEGATIVE_INFINITY) return '-INF'
  return String(value)
}

/** Some providers store bit masks as booleans; Windows shows these as numbers. */
function booleanText(value: number): string {
  return value === 0 ? 'false' : value === 1 ? 'true' : String(value)
}

/** Revision, number of sub-authorities, authority (48 bits, big-endian), sub-authorities (32 bits each). */
function sidText(bytes: Buffer, start: number, size: number): string {
  const count = bytes[start + 1] as number
  if (size < 8 || size < 8 + 4 * count) return hexOf(bytes, start, size)
  const authority = bytes.readUIntBE(start + 2, 6)
  let text = `S-${bytes[start]}-${authority < 4294967296 ? authority : `0x${authority.toString(16)}`}`
  for (let index = 0; index < count; index++) text += `-${u32(bytes, start + 8 + 4 * index)}`
  return text
}

function hexNumber(bytes: Buffer, start: number, size: number): string {
  const low = u32(bytes, start)
  const high = size === 8 ? u32(bytes, start + 4) : 0
  if (high === 0) return `0x${low.toString(16)}`
  return `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
}

function hexOf(bytes: Buffer, start: number, size: number): string {
  return bytes.toString('hex', start, start + size).toUpperCase()
}

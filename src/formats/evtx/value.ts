import type { ChunkBytes } from './bytes.ts'
import { filetimeText, systemtimeText } from './filetime.ts'
import { guidText } from './guid.ts'
import { hexNumber } from './hex-number.ts'
import { sidText } from './sid.ts'
import { unifyLines, utf16Lines, utf16Text } from './utf16.ts'
import { fixedSize, valueTypes } from './value-types.ts'

type Render = (from: ChunkBytes, start: number, size: number) => string

/** By type; a table, not a switch, because a small function for each type is compiled earlier and stays compiled. */
const renders: Render[] = new Array<Render>(256).fill(hexOf)
renders[valueTypes.string] = utf16Text
renders[valueTypes.xml] = utf16Text
renders[valueTypes.ansiString] = ansiText
renders[valueTypes.int8] = ({ view }, start) => String(view.getInt8(start))
renders[valueTypes.uint8] = ({ view }, start) => String(view.getUint8(start))
renders[valueTypes.int16] = ({ view }, start) => String(view.getInt16(start, true))
renders[valueTypes.uint16] = ({ view }, start) => String(view.getUint16(start, true))
renders[valueTypes.int32] = ({ view }, start) => String(view.getInt32(start, true))
renders[valueTypes.uint32] = ({ view }, start) => String(view.getUint32(start, true))
renders[valueTypes.int64] = ({ view }, start) => String(view.getBigInt64(start, true))
renders[valueTypes.uint64] = uint64Text
renders[valueTypes.float] = ({ view }, start) => floatText(view.getFloat32(start, true))
renders[valueTypes.double] = ({ view }, start) => doubleText(view.getFloat64(start, true))
renders[valueTypes.boolean] = ({ view }, start) => booleanText(view.getInt32(start, true))
renders[valueTypes.guid] = guidText
renders[valueTypes.filetime] = filetimeText
renders[valueTypes.systemtime] = systemtimeText
renders[valueTypes.sid] = (from, start, size) =>
  sidText(from, start, size) ?? hexOf(from, start, size)
renders[valueTypes.hexInt32] = hexNumber
renders[valueTypes.hexInt64] = hexNumber
renders[valueTypes.size] = pointerText
renders[valueTypes.handle] = pointerText

/** The text of one value, as Windows renders it in XML; bytes that are no such value are given in hexadecimal. */
export function valueText(from: ChunkBytes, type: number, start: number, size: number): string {
  if (size === 0) return ''
  const fixed = fixedSize(type)
  if (fixed !== size && fixed !== 0) return hexOf(from, start, size)
  return (renders[type] as Render)(from, start, size)
}

/** `valueText` with all line breaks as `\n`. */
export function valueLines(from: ChunkBytes, type: number, start: number, size: number): string {
  if (type === valueTypes.string || type === valueTypes.xml) return utf16Lines(from, start, size)
  const text = valueText(from, type, start, size)
  return type === valueTypes.ansiString ? unifyLines(text) : text
}

function pointerText(from: ChunkBytes, start: number, size: number): string {
  return size === 4 || size === 8 ? hexNumber(from, start, size) : hexOf(from, start, size)
}

/** Windows-1252 for bytes 0x80 to 0x9f; Node's own decoder for it gives control characters there. */
const ansiHigh =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'
const isAnsiHigh = /[\x80-\x9f]/g

function ansiText({ bytes }: ChunkBytes, start: number, size: number): string {
  const text = bytes.toString('latin1', start, start + size)
  const zero = text.indexOf('\0')
  const kept = zero < 0 ? text : text.slice(0, zero)
  return kept.replace(isAnsiHigh, (one) => ansiHigh[one.charCodeAt(0) - 0x80] as string)
}

function uint64Text({ view }: ChunkBytes, start: number): string {
  const high = view.getUint32(start + 4, true)
  if (high < 0x200000) return String(high * 4294967296 + view.getUint32(start, true))
  return String(view.getBigUint64(start, true))
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

function hexOf({ bytes }: ChunkBytes, start: number, size: number): string {
  return bytes.toString('hex', start, start + size).toUpperCase()
}

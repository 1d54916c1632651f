import type { Part } from './binxml-model.ts'
import { tokens } from './binxml-tokens.ts'
import { u16 } from './bytes.ts'
import { type Cursor, fail, take, takeName } from './cursor.ts'
import { valueText } from './value.ts'
import { fixedSize, valueTypes } from './value-types.ts'

const predefinedEntities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Reads one of the parts that an attribute may have as well as an element. */
export function readTextPart(cursor: Cursor, token: number): Part | null {
  switch (token) {
    case tokens.value:
      return { kind: 'text', text: takeValue(cursor) }
    case tokens.characterReference:
      return readCharacterReference(cursor)
    case tokens.entityReference: {
      cursor.position++
      const name = takeName(cursor)
      const text = predefinedEntities.get(name)
      return text === undefined ? { kind: 'entity', name } : { kind: 'text', text }
    }
    case tokens.substitution:
    case tokens.optionalSubstitution: {
      const at = take(cursor, 4)
      if (at < 0) return null
      const index = u16(cursor.chunk.bytes, at + 1)
      return { kind: 'substitution', index, optional: token === tokens.optionalSubstitution }
    }
    default:
      fail(cursor, `unknown BinXML token ${hex(token)}`)
      return null
  }
}

function readCharacterReference(cursor: Cursor): Part | null {
  const at = take(cursor, 3)
  if (at < 0) return null
  return { kind: 'text', text: String.fromCharCode(u16(cursor.chunk.bytes, at + 1)) }
}

/** Reads a processing instruction: its target, and its data when there is any. */
export function readInstruction(cursor: Cursor): Part {
  cursor.position++
  const target = takeName(cursor)
  const follows = cursor.chunk.bytes[cursor.position] === tokens.instructionData
  return { kind: 'instruction', target, text: follows ? takeText(cursor) : '' }
}

/** Takes a token, a count of UTF-16 units, and so many of them. */
export function takeText(cursor: Cursor): string {
  const at = take(cursor, 3)
  if (at < 0) return ''
  const size = 2 * u16(cursor.chunk.bytes, at + 1)
  const start = take(cursor, size)
  return start < 0 ? '' : cursor.chunk.bytes.toString('utf16le', start, start + size)
}

/** A literal value. Windows writes strings only; other types of fixed size are read because the grammar has them. */
function takeValue(cursor: Cursor): string {
  const { bytes } = cursor.chunk
  const at = cursor.position
  const type = bytes[at + 1] as number
  if (type === valueTypes.string) {
    cursor.position++
    return takeText(cursor)
  }
  const size = fixedSize(type)
  if (size === 0) {
    fail(cursor, `literal of type ${hex(type)}, which cannot be one`)
    return ''
  }
  return take(cursor, 2 + size) < 0 ? '' : valueText(cursor.chunk, type, at + 2, size)
}

export function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`
}

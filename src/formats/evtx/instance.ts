import type { Instance, Part, Slot } from './binxml-model.ts'
import { u16 } from './bytes.ts'
import { valueLines, valueText } from './value.ts'
import { arrayFlag, fixedSize, valueTypes } from './value-types.ts'

/** The type of a value; null for one that the instance does not have. */
export function typeAt(instance: Instance, index: number): number {
  if (index >= instance.count) return valueTypes.null
  return instance.chunk.bytes[instance.descriptors + 4 * index + 2] as number
}

export function startAt(instance: Instance, index: number): number {
  return (instance.chunk.places[instance.firstPlace + index] as number) >>> 16
}

export function sizeAt(instance: Instance, index: number): number {
  if (index >= instance.count) return 0
  return (instance.chunk.places[instance.firstPlace + index] as number) & 0xffff
}

/** The text of a value; of an array, its items with commas between them. */
export function textAt(instance: Instance, index: number): string {
  const type = typeAt(instance, index)
  if (type === valueTypes.null) return ''
  if (type & arrayFlag) return itemsAt(instance, index).join(', ')
  const { chunk } = instance
  const place = chunk.places[instance.firstPlace + index] as number
  return valueText(chunk, type, place >>> 16, place & 0xffff)
}

/** The text of a value with all line breaks as `\n`. @param type the value's, which is not an array */
export function linesAt(instance: Instance, index: number, type: number): string {
  if (type === valueTypes.null) return ''
  const { chunk } = instance
  const place = chunk.places[instance.firstPlace + index] as number
  return valueLines(chunk, type, place >>> 16, place & 0xffff)
}

/** The value's BinXML, when it is that. */
export function fragmentAt(instance: Instance, index: number): readonly Part[] | null {
  if (typeAt(instance, index) !== valueTypes.binXml) return null
  for (const fragment of instance.fragments) {
    if (fragment.index === index) return fragment.parts
  }
  return null
}

/** The text of a slot; `null` when it has none. */
export function slotText(instance: Instance, slot: Slot): string | null {
  if (typeof slot === 'number') return textAt(instance, slot) || null
  if (slot === null || typeof slot === 'string') return slot
  return partsText(instance, slot) || null
}

/** Text of parts that stand in an attribute, or in an element of text alone. */
export function partsText(instance: Instance | null, parts: readonly Part[]): string {
  let text = ''
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'cdata') text += part.text
    else if (part.kind === 'entity') text += `&${part.name};`
    else if (part.kind === 'substitution' && instance) text += textAt(instance, part.index)
  }
  return text
}

/** The texts of an array's items. */
export function itemsAt(instance: Instance, index: number): string[] {
  const { chunk } = instance
  const type = typeAt(instance, index) & ~arrayFlag
  const start = startAt(instance, index)
  const end = start + sizeAt(instance, index)
  const items: string[] = []
  let position = start
  while (position < end) {
    const size = itemSizeAt(chunk.bytes, type, position, end)
    items.push(valueText(chunk, type, position, size))
    position += size + terminatorSize(type)
  }
  return items
}

function terminatorSize(type: number): number {
  return type === valueTypes.string ? 2 : type === valueTypes.ansiString ? 1 : 0
}

/** Strings end at a zero, SIDs tell their length, pointers are as wide as the machine was, binaries cannot be told apart. */
function itemSizeAt(bytes: Buffer, type: number, position: number, end: number): number {
  const rest = end - position
  if (type === valueTypes.string) {
    let zero = position
    while (zero < end && u16(bytes, zero) !== 0) zero += 2
    return Math.min(zero, end) - position
  }
  if (type === valueTypes.ansiString) {
    const zero = bytes.indexOf(0, position)
    return zero < 0 ? rest : Math.min(zero - position, rest)
  }
  if (type === valueTypes.sid) return Math.min(rest, 8 + 4 * (bytes[position + 1] as number))
  if (type === valueTypes.size) return rest % 8 === 0 ? 8 : Math.min(rest, 4)
  return Math.min(rest, fixedSize(type) || rest)
}

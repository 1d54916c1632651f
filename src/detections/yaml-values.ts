import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { PlacedText } from './placed-text.ts'
import type { Place } from './problem.ts'
import { mappingOf, type YamlFile, type YamlMapping } from './yaml-file.ts'

/** The text of a key; numbers and truth values as they are written. `null` when missing or empty; reports anything but a scalar. */
export function textAt(mapping: YamlMapping, key: string): PlacedText | null {
  const node = valueAt(mapping, key)
  if (node === null) return null
  return textOfNode(mapping.file, node) ?? wrongType(mapping, key, node, 'a text')
}

/** As `textAt` without the places, and an empty text where there is none. */
export function stringAt(mapping: YamlMapping | null, key: string): string {
  const node = mapping && valueAt(mapping, key)
  if (mapping === null || node === null) return ''
  return stringOfNode(node) ?? wrongType(mapping, key, node, 'a text') ?? ''
}

/** As `textsAt` without the places. */
export function stringsAt(mapping: YamlMapping | null, key: string): string[] {
  if (mapping === null) return []
  return itemsAt(mapping, key).flatMap((item) => stringOfNode(item) ?? [])
}

/** As `textAt`, and reports a key that is missing or empty. */
export function requiredTextAt(mapping: YamlMapping, key: string): PlacedText | null {
  if (valueAt(mapping, key) !== null) return textAt(mapping, key)
  const entry = mapping.entries.get(key)
  const found = entry === undefined ? 'is missing' : 'is empty'
  mapping.file.report('YML0202', 'error', entry?.keyOffset ?? mapping.offset, `"${key}" ${found}`)
  return null
}

/** The number of a key, also when it is written as a text. Reports anything else. */
export function numberAt(mapping: YamlMapping, key: string): number | null {
  const node = valueAt(mapping, key)
  if (node === null) return null
  const text = stringOfNode(node)?.trim() ?? ''
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : wrongType(mapping, key, node, 'a number')
}

/** The texts of a list. A single text counts as a list of one, and is reported. */
export function textsAt(mapping: YamlMapping, key: string): readonly PlacedText[] {
  return itemsAt(mapping, key).flatMap((item) => textOfNode(mapping.file, item) ?? [])
}

function itemsAt(mapping: YamlMapping, key: string): readonly Node[] {
  const node = valueAt(mapping, key)
  if (node === null) return []
  if (!isSeq(node)) {
    wrongType(mapping, key, node, 'a list')
    return isScalar(node) ? [node] : []
  }
  const items: Node[] = []
  for (const item of node.items) {
    const value = mapping.file.resolve(item)
    if (isScalar(value) && value.value !== null) items.push(value)
    else wrongType(mapping, key, value ?? node, 'a list of texts')
  }
  return items
}

export function mappingAt(mapping: YamlMapping, key: string): YamlMapping | null {
  const node = valueAt(mapping, key)
  if (node === null) return null
  return mappingOf(mapping.file, node) ?? wrongType(mapping, key, node, 'a mapping')
}

export function mappingsAt(mapping: YamlMapping, key: string): readonly YamlMapping[] {
  const node = valueAt(mapping, key)
  if (node === null) return []
  const { file } = mapping
  if (!isSeq(node)) {
    wrongType(mapping, key, node, 'a list')
    return []
  }
  return node.items.flatMap((item) => {
    const value = file.resolve(item)
    const found = value === null ? null : mappingOf(file, value)
    if (found !== null) return [found]
    wrongType(mapping, key, value ?? node, 'a list of mappings')
    return []
  })
}

/** Offset of a key for `report`, of the mapping where the key is missing. */
export const offsetOf = (mapping: YamlMapping, key: string): number =>
  mapping.entries.get(key)?.keyOffset ?? mapping.offset

/** Of the key or item that the steps lead to; of what is not there, of the nearest above it. */
export function placeOf(root: YamlMapping, steps: readonly (string | number)[]): Place {
  const { file } = root
  let offset = root.offset
  let at: Node | YamlMapping | null = root
  for (const step of steps) {
    if (at !== null && 'entries' in at) {
      const entry: { keyOffset: number; value: Node | null } | undefined = at.entries.get(
        String(step),
      )
      if (entry === undefined) break
      offset = entry.keyOffset
      at = entry.value === null ? null : (mappingOf(file, entry.value) ?? entry.value)
    } else if (isSeq(at) && typeof step === 'number' && step < at.items.length) {
      const value: Node | null = file.resolve(at.items[step])
      offset = value?.range?.[0] ?? offset
      at = value === null ? null : (mappingOf(file, value) ?? value)
    } else break
  }
  return file.placeAt(offset)
}

/** A truth value, also when it is written as a text. Reports anything else. */
export function booleanAt(mapping: YamlMapping, key: string): boolean | null {
  const node = valueAt(mapping, key)
  if (node === null) return null
  const text = stringOfNode(node)?.trim().toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  return wrongType(mapping, key, node, 'true or false')
}

function valueAt(mapping: YamlMapping, key: string): Node | null {
  const value = mapping.entries.get(key)?.value ?? null
  return isScalar(value) && (value.value === null || value.value === '') ? null : value
}

function textOfNode(file: YamlFile, node: Node): PlacedText | null {
  const text = stringOfNode(node)
  return text === null ? null : file.placed(node, text)
}

function stringOfNode(node: Node): string | null {
  if (!isScalar(node) || node.value === null) return null
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
}

function wrongType(mapping: YamlMapping, key: string, node: Node, expected: string): null {
  const found = isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : 'a text'
  const message = `"${key}" should be ${expected}, and is ${found}`
  mapping.file.report('YML0201', 'error', node.range?.[0] ?? mapping.offset, message)
  return null
}

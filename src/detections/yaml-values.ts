import type { PlacedText } from './placed-text.ts'
import type { Place } from './problem.ts'
import { mappingOf, type YamlFile, type YamlMapping } from './yaml-file.ts'
import type { YamlNode, YamlScalar } from './yaml-node.ts'

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

function itemsAt(mapping: YamlMapping, key: string): readonly YamlScalar[] {
  const node = valueAt(mapping, key)
  if (node === null) return []
  if (node.kind !== 'list') {
    wrongType(mapping, key, node, 'a list')
    return node.kind === 'scalar' ? [node] : []
  }
  const items: YamlScalar[] = []
  for (const item of node.items) {
    const value = mapping.file.resolve(item)
    if (value?.kind === 'scalar' && value.value !== null) items.push(value)
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
  if (node.kind !== 'list') {
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
export function placeOf(
  { file, offset, entries }: YamlMapping,
  [first, ...steps]: readonly (string | number)[],
): Place {
  let step: Step | undefined = first === undefined ? undefined : entries.get(String(first))
  let found = step?.keyOffset ?? offset
  for (const name of steps) {
    step = step && stepInto(file, step.value, name)
    found = step?.keyOffset ?? found
  }
  return file.placeAt(found)
}

interface Step {
  /** Of an item where it begins; none where nothing stands. */
  readonly keyOffset: number | undefined
  readonly value: YamlNode | null
}

function stepInto(file: YamlFile, node: YamlNode | null, name: string | number): Step | undefined {
  if (node?.kind === 'map') {
    const pair = node.pairs.findLast(({ key }) => key === String(name))
    return pair && { keyOffset: pair.keyOffset, value: file.resolve(pair.value) }
  }
  if (node?.kind !== 'list' || typeof name !== 'number') return undefined
  const value = file.resolve(node.items[name] ?? null)
  return { keyOffset: value?.start, value }
}

/** A truth value, also when it is written as a text. Reports anything else. */
export function booleanAt(mapping: YamlMapping, key: string): boolean | null {
  const node = valueAt(mapping, key)
  if (node === null) return null
  const text = stringOfNode(node)?.trim().toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  return wrongType(mapping, key, node, 'true or false')
}

function valueAt(mapping: YamlMapping, key: string): YamlNode | null {
  const value = mapping.entries.get(key)?.value ?? null
  return value?.kind === 'scalar' && (value.value === null || value.value === '') ? null : value
}

function textOfNode(file: YamlFile, node: YamlNode): PlacedText | null {
  const text = stringOfNode(node)
  return text === null || node.kind !== 'scalar' ? null : file.placed(node, text)
}

function stringOfNode(node: YamlNode): string | null {
  if (node.kind !== 'scalar' || node.value === null) return null
  return typeof node.value === 'string' ? node.value : node.source
}

function wrongType(mapping: YamlMapping, key: string, node: YamlNode, expected: string): null {
  const found = kindNames[node.kind]
  const message = `"${key}" should be ${expected}, and is ${found}`
  mapping.file.report('YML0201', 'error', node.start, message)
  return null
}

const kindNames = { map: 'a mapping', list: 'a list', scalar: 'a text' } as const

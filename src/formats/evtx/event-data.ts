import type { WindowsDatum } from '../../contract/event.ts'
import type { Element, Instance, Leaf, Part } from './binxml-model.ts'
import { fragmentAt, itemsAt, linesAt, partsText, typeAt } from './instance.ts'
import { unifyLines } from './utf16.ts'
import { arrayFlag, valueTypes } from './value-types.ts'

interface Collection {
  readonly data: WindowsDatum[]
  /** What may still be done, in characters and parts: values used many times over must not multiply without end. */
  left: number
}

/** The leaves of EventData and UserData, in document order. */
export function collectData(
  root: Instance,
  sections: readonly Part[],
  maxLength: number,
): WindowsDatum[] {
  const into: Collection = { data: [], left: maxLength }
  forEachElement(root, sections, into, collectSection)
  return into.data
}

function collectSection(into: Collection, instance: Instance | null, element: Element): void {
  const { localName } = element
  if (localName === 'EventData' || localName === 'UserData')
    collectChildren(into, instance, element)
}

/** The text of `<RenderingInfo><Message>`, which forwarded events bring along. */
export function renderedMessage(
  root: Instance,
  sections: readonly Part[],
  maxLength: number,
): string | null {
  const into: Collection = { data: [], left: maxLength }
  forEachElement(root, sections, into, (to, instance, element) => {
    if (element.localName === 'RenderingInfo') collectChildren(to, instance, element)
  })
  return into.data.find(({ name }) => name === 'Message')?.value ?? null
}

type Visit = (into: Collection, instance: Instance | null, element: Element) => void

/** Visits the elements among parts, through template instances and nested BinXML. */
function forEachElement(
  instance: Instance | null,
  parts: readonly Part[],
  into: Collection,
  visit: Visit,
): void {
  for (const part of parts) {
    if (into.left-- <= 0) return
    if (part.kind === 'element') {
      if (!isRemoved(instance, part)) visit(into, instance, part)
    } else if (part.kind === 'instance') {
      forEachElement(part, part.template.parts, into, visit)
    } else if (part.kind === 'substitution' && instance) {
      const fragment = fragmentAt(instance, part.index)
      if (fragment) forEachElement(null, fragment, into, visit)
    }
  }
}

/** Whether the value that the element depends on is null. */
export function isRemoved(instance: Instance | null, element: Element): boolean {
  if (element.dependency < 0 || instance === null || element.localName === 'Event') return false
  return typeAt(instance, element.dependency) === valueTypes.null
}

function collectChildren(into: Collection, instance: Instance | null, element: Element): void {
  if (element.leaves !== null && instance !== null) {
    collectLeaves(into, instance, element.leaves)
    return
  }
  for (const part of element.parts) {
    if (part.kind === 'element') {
      if (into.left-- <= 0) return
      if (!isRemoved(instance, part)) collect(into, instance, part)
    } else forEachElement(instance, [part], into, collect)
  }
}

function collectLeaves(into: Collection, instance: Instance, leaves: readonly Leaf[]): void {
  for (const leaf of leaves) {
    if (into.left-- <= 0) return
    const { index } = leaf.sole
    const type = typeAt(instance, index)
    if (isRemoved(instance, leaf)) continue
    if (type & arrayFlag || type === valueTypes.binXml) collect(into, instance, leaf)
    else add(into, leaf.dataName, linesAt(instance, index, type))
  }
}

function collect(into: Collection, instance: Instance | null, element: Element): void {
  const { sole } = element
  if (sole !== null && instance !== null) {
    const type = typeAt(instance, sole.index)
    if (type & arrayFlag) collectItems(into, instance, element, sole.index)
    else if (type === valueTypes.binXml) collectMixed(into, instance, element)
    else
      add(into, element.dataName ?? nameOf(instance, element), linesAt(instance, sole.index, type))
  } else if (element.parts.every(isText)) {
    add(into, nameOf(instance, element), unifyLines(partsText(instance, element.parts)))
  } else collectMixed(into, instance, element)
}

function isText(part: Part): boolean {
  return part.kind === 'text' || part.kind === 'cdata' || part.kind === 'entity'
}

function collectItems(into: Collection, instance: Instance, element: Element, index: number): void {
  const name = nameOf(instance, element)
  const items = itemsAt(instance, index)
  if (items.length === 0) add(into, name, '')
  for (const item of items) add(into, name, unifyLines(item))
}

/** Content with elements in it gives these; text around them stays, unless it is only layout. */
function collectMixed(into: Collection, instance: Instance | null, element: Element): void {
  const before = into.data.length
  collectChildren(into, instance, element)
  const text = partsText(
    instance,
    element.parts.filter((part) => !isNested(instance, part)),
  )
  if (into.data.length === before || text.trim() !== '')
    add(into, nameOf(instance, element), unifyLines(text))
}

function isNested(instance: Instance | null, part: Part): boolean {
  if (part.kind !== 'substitution' || instance === null) return false
  return typeAt(instance, part.index) === valueTypes.binXml
}

function nameOf(instance: Instance | null, element: Element): string {
  if (element.dataName !== null) return element.dataName
  const attribute = element.attributes.find(({ name }) => name === 'Name')
  return attribute ? partsText(instance, attribute.parts) : ''
}

/** @param text with line breaks unified */
function add(into: Collection, name: string, text: string): void {
  const room = into.left - name.length - 1
  into.left -= name.length + text.length + 1
  if (room < 0) return
  into.data.push({ name, value: text.length > room ? text.slice(0, room) : text })
}

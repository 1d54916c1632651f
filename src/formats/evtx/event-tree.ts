import type { Element, Instance, Part } from './binxml-model.ts'
import { isRemoved } from './event-data.ts'
import { isAbsent } from './event-xml.ts'
import { fragmentAt, itemsAt, partsText, textAt, typeAt } from './instance.ts'
import { arrayFlag, valueTypes } from './value-types.ts'

/** An element with everything in it, as an XML reader would give it. */
export interface EvtxElement {
  readonly name: string
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  readonly children: readonly (EvtxElement | string)[]
}

type Child = EvtxElement | string

interface Growth {
  left: number
}

/** The elements that parts amount to; past `maxNodes` elements and texts the rest is left out. */
export function treeOf(parts: readonly Part[], maxNodes: number): EvtxElement[] {
  const growth = { left: maxNodes }
  return childrenOf(growth, null, parts).filter((child) => typeof child !== 'string')
}

function childrenOf(growth: Growth, instance: Instance | null, parts: readonly Part[]): Child[] {
  const children: Child[] = []
  for (const part of parts) {
    if (growth.left-- <= 0) break
    addPart(growth, children, instance, part)
  }
  return children
}

function addPart(growth: Growth, to: Child[], instance: Instance | null, part: Part): void {
  if (part.kind === 'element') addElement(growth, to, instance, part)
  else if (part.kind === 'instance') addAll(to, childrenOf(growth, part, part.template.parts))
  else if (part.kind === 'substitution') {
    const fragment = instance && fragmentAt(instance, part.index)
    if (fragment) addAll(to, childrenOf(growth, null, fragment))
    else if (instance) addText(to, contentAt(instance, part.index))
  } else addText(to, partsText(instance, [part]))
}

function contentAt(instance: Instance, index: number): string {
  return typeAt(instance, index) === valueTypes.binXml ? '' : textAt(instance, index)
}

function addText(to: Child[], text: string): void {
  if (text !== '') to.push(text)
}

function addAll(to: Child[], children: readonly Child[]): void {
  for (const child of children) to.push(child)
}

function addElement(
  growth: Growth,
  to: Child[],
  instance: Instance | null,
  element: Element,
): void {
  if (isRemoved(instance, element)) return
  const { name, sole } = element
  const attributes = attributesOf(instance, element)
  if (sole !== null && instance !== null && typeAt(instance, sole.index) & arrayFlag) {
    const items = itemsAt(instance, sole.index)
    if (items.length === 0) items.push('')
    growth.left -= items.length
    for (const item of items) to.push({ name, attributes, children: item === '' ? [] : [item] })
    return
  }
  to.push({ name, attributes, children: childrenOf(growth, instance, element.parts) })
}

function attributesOf(instance: Instance | null, element: Element): EvtxElement['attributes'] {
  return element.attributes
    .filter((attribute) => !isAbsent(instance, attribute))
    .map((attribute) => ({ name: attribute.name, value: partsText(instance, attribute.parts) }))
}

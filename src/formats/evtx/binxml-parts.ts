import type { Attribute, Element, Leaf, Part, Substitution, Template } from './binxml-model.ts'
import type { Trouble } from './cursor.ts'
import { eventLayout } from './event-layout.ts'
import { escapeAttribute } from './xml-escape.ts'

export function createAttribute(name: string, parts: readonly Part[]): Attribute {
  const before = ` ${name}='`
  return { name, before, parts, constant: constantOf(parts), sole: soleOf(parts) }
}

export function createElement(
  name: string,
  dependency: number,
  attributes: readonly Attribute[],
  parts: readonly Part[],
  empty: boolean,
): Element {
  const localName = name.slice(name.indexOf(':') + 1)
  const nameAttribute = attributes.find((attribute) => attribute.name === 'Name')
  return {
    kind: 'element',
    name,
    localName,
    dependency: dependency === 0xffff ? -1 : dependency,
    attributes,
    parts,
    empty,
    sole: soleOf(parts),
    leaves: parts.every(isLeaf) ? parts : null,
    startTag: startTagOf(name, attributes, empty),
    endTag: empty ? '/>' : `</${name}>`,
    dataName: localName === 'Data' ? (nameAttribute ? nameAttribute.constant : '') : localName,
  }
}

function isLeaf(part: Part): part is Leaf {
  return part.kind === 'element' && part.sole !== null && part.dataName !== null
}

function constantOf(parts: readonly Part[]): string | null {
  let text = ''
  for (const part of parts) {
    if (part.kind !== 'text') return null
    text += part.text
  }
  return text
}

function soleOf(parts: readonly Part[]): Substitution | null {
  const first = parts[0]
  return parts.length === 1 && first?.kind === 'substitution' ? first : null
}

function startTagOf(name: string, attributes: readonly Attribute[], empty: boolean): string | null {
  let tag = `<${name}`
  for (const { before, constant } of attributes) {
    if (constant === null) return null
    tag += `${before}${escapeAttribute(constant)}'`
  }
  return empty ? tag : `${tag}>`
}

export function createTemplate(
  parts: readonly Part[],
  size: number,
  trouble: Trouble | null,
): Template {
  const uses = new Map<number, number>()
  const repeatWeight = countUses(parts, uses)
  return {
    parts,
    event: eventLayout(parts),
    size,
    depth: depthOf(parts),
    weight: weightOf(parts),
    mostUses: Math.max(1, ...uses.values()),
    repeatWeight,
    problem: trouble?.message ?? null,
  }
}

/** Counts how often each substitution is used; returns the largest weight of an element that an array repeats. */
function countUses(parts: readonly Part[], uses: Map<number, number>): number {
  let repeatWeight = 0
  for (const part of parts) {
    if (part.kind === 'substitution') uses.set(part.index, (uses.get(part.index) ?? 0) + 1)
    if (part.kind !== 'element') continue
    for (const { parts: value } of part.attributes) countUses(value, uses)
    repeatWeight = Math.max(repeatWeight, countUses(part.parts, uses))
    if (part.sole !== null) {
      repeatWeight = Math.max(repeatWeight, part.startTag === null ? mostWeight : weightOf([part]))
    }
  }
  return repeatWeight
}

function depthOf(parts: readonly Part[]): number {
  let depth = 0
  for (const part of parts) {
    if (part.kind === 'element') depth = Math.max(depth, 1 + depthOf(part.parts))
    if (part.kind === 'instance') depth = Math.max(depth, 1 + part.template.depth)
  }
  return depth
}

/**
 * Stands for all that is more, infinite too: longer than any text can be in V8, and yet an integer that it keeps as one.
 * A single weight of another kind would make it compile nearly all of this format's code anew.
 */
export const mostWeight = 2 ** 30 - 1

/** Bound on the characters that parts render to, each part counting at least one; substitutions are not known yet. */
export function weightOf(parts: readonly Part[]): number {
  let weight = parts.length
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'cdata') weight += 6 * part.text.length
    if (part.kind === 'entity') weight += part.name.length + 2
    if (part.kind === 'instruction') weight += part.target.length + part.text.length + 5
    if (part.kind === 'instance') weight += part.weight
    if (part.kind === 'element') {
      weight += 2 * part.name.length + 5 + weightOf(part.parts)
      for (const { name, parts: value } of part.attributes)
        weight += name.length + 4 + weightOf(value)
    }
  }
  return Math.min(weight, mostWeight)
}

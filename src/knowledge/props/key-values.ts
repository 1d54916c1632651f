import { parseXml, type XmlElement } from '../../values/xml-tree.ts'
import type { FieldSink } from './extraction.ts'

const maxDepth = 200

/** KV_MODE=xml: elements and attributes by their paths, as `spath` names them. A text that is not XML gives nothing. */
export function xmlValues(text: string, found: FieldSink): void {
  if (!text.trimStart().startsWith('<')) return
  for (const element of parseXml(text) ?? []) tellElement(element, '', found, 0)
}

function tellElement(
  { name, attributes, children, text }: XmlElement,
  parent: string,
  found: FieldSink,
  depth: number,
): void {
  if (depth > maxDepth) return
  const path = parent === '' ? name : `${parent}.${name}`
  for (const [attribute, value] of attributes) found(`${path}{@${attribute}}`, value)
  if (text !== '') found(path, text)
  for (const child of children) tellElement(child, path, found, depth + 1)
}

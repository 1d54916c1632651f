import type { Attribute, Element, Instance, Literal, Part } from './binxml-model.ts'
import { isRemoved } from './event-data.ts'
import { fragmentAt, itemsAt, partsText, textAt, typeAt } from './instance.ts'
import { arrayFlag, valueTypes } from './value-types.ts'
import { escapeAttribute, escapeText } from './xml-escape.ts'

interface Output {
  text: string
  /** What may still be done, in characters and parts: values used many times over must not multiply without end. */
  left: number
}

/**
 * XML on one line as Windows renders it and Splunk indexes it with renderXml: attributes in single quotes, quotes in text
 * not escaped. Longer than `maxLength` it is cut.
 */
export function renderXml(
  parts: readonly Part[],
  maxLength: number,
): { text: string; isCut: boolean } {
  const out: Output = { text: '', left: maxLength }
  writeParts(out, null, parts)
  const isCut = out.left < 0
  return { text: isCut ? out.text.slice(0, maxLength) : out.text, isCut }
}

function writeParts(out: Output, instance: Instance | null, parts: readonly Part[]): void {
  for (const part of parts) {
    if (--out.left < 0) return
    writePart(out, instance, part)
  }
}

function write(out: Output, text: string): void {
  out.text += text
  out.left -= text.length
}

function writePart(out: Output, instance: Instance | null, part: Part): void {
  if (part.kind === 'element') writeElement(out, instance, part)
  else if (part.kind === 'instance') writeParts(out, part, part.template.parts)
  else if (part.kind === 'substitution') writeValue(out, instance, part.index)
  else write(out, literalXml(part))
}

function literalXml(part: Literal): string {
  switch (part.kind) {
    case 'text':
      return escapeText(part.text)
    case 'cdata':
      return `<![CDATA[${part.text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
    case 'entity':
      return `&${part.name};`
    case 'instruction':
      return `<?${part.target} ${part.text.replaceAll('?>', '? >')}?>`
  }
}

function writeValue(out: Output, instance: Instance | null, index: number): void {
  if (instance === null) return
  const fragment = fragmentAt(instance, index)
  if (fragment !== null) writeParts(out, null, fragment)
  else if (typeAt(instance, index) !== valueTypes.binXml) {
    write(out, escapeText(textAt(instance, index)))
  }
}

function writeElement(out: Output, instance: Instance | null, element: Element): void {
  if (isRemoved(instance, element)) return
  const { sole } = element
  if (sole !== null && instance !== null && typeAt(instance, sole.index) & arrayFlag) {
    writeItems(out, instance, element, sole.index)
    return
  }
  writeOpenTag(out, instance, element)
  if (element.empty) {
    write(out, '/>')
    return
  }
  write(out, '>')
  writeParts(out, instance, element.parts)
  write(out, element.closeTag)
}

/** An array repeats the element that holds it (MS-EVEN6 3.1.4.7.5). */
function writeItems(out: Output, instance: Instance, element: Element, index: number): void {
  const items = itemsAt(instance, index)
  if (items.length === 0) items.push('')
  for (const item of items) {
    if (out.left < 0) return
    writeOpenTag(out, instance, element)
    write(out, `>${escapeText(item)}${element.closeTag}`)
  }
}

function writeOpenTag(out: Output, instance: Instance | null, element: Element): void {
  write(out, element.openTag ?? `<${element.name}`)
  if (element.openTag !== null) return
  for (const attribute of element.attributes) writeAttribute(out, instance, attribute)
}

function writeAttribute(out: Output, instance: Instance | null, attribute: Attribute): void {
  if (isAbsent(instance, attribute)) return
  const text = attribute.constant ?? partsText(instance, attribute.parts)
  write(out, ` ${attribute.name}='${escapeAttribute(text)}'`)
}

/** An optional substitution without a value removes the attribute around it. */
export function isAbsent(instance: Instance | null, attribute: Attribute): boolean {
  if (attribute.constant !== null || instance === null) return false
  return attribute.parts.some(
    (part) =>
      part.kind === 'substitution' &&
      part.optional &&
      typeAt(instance, part.index) === valueTypes.null,
  )
}

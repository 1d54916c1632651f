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
    if (part.kind === 'element') writeElement(out, instance, part)
    else if (part.kind === 'instance') writeParts(out, part, part.template.parts)
    else if (part.kind === 'substitution') writeValue(out, instance, part.index)
    else write(out, literalXml(part))
  }
}

function write(out: Output, text: string): void {
  out.text += text
  out.left -= text.length
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
  const type = typeAt(instance, index)
  if (type === valueTypes.binXml) writeParts(out, null, fragmentAt(instance, index) ?? [])
  else write(out, valueXml(instance, index, type))
}

function valueXml(instance: Instance, index: number, type: number): string {
  const text = textAt(instance, index)
  return mayNeedEscape(type) ? escapeText(text) : text
}

/** Numbers, times and the like are made of harmless characters. */
function mayNeedEscape(type: number): boolean {
  const item = type & ~arrayFlag
  return item <= valueTypes.ansiString || item > valueTypes.hexInt64
}

function writeElement(out: Output, instance: Instance | null, element: Element): void {
  if (isRemoved(instance, element)) return
  const { sole } = element
  if (sole === null || instance === null) {
    writeBranch(out, instance, element)
    return
  }
  const type = typeAt(instance, sole.index)
  if (type & arrayFlag) writeItems(out, instance, element, sole.index)
  else if (type === valueTypes.binXml || element.startTag === null) {
    writeBranch(out, instance, element)
  } else {
    write(out, element.startTag + valueXml(instance, sole.index, type) + element.endTag)
  }
}

function writeBranch(out: Output, instance: Instance | null, element: Element): void {
  writeStartTag(out, instance, element)
  writeParts(out, instance, element.parts)
  write(out, element.endTag)
}

/** An array repeats the element that holds it (MS-EVEN6 3.1.4.7.5). */
function writeItems(out: Output, instance: Instance, element: Element, index: number): void {
  const items = itemsAt(instance, index)
  if (items.length === 0) items.push('')
  for (const item of items) {
    if (out.left < 0) return
    writeStartTag(out, instance, element)
    write(out, escapeText(item) + element.endTag)
  }
}

function writeStartTag(out: Output, instance: Instance | null, element: Element): void {
  if (element.startTag !== null) {
    write(out, element.startTag)
    return
  }
  write(out, `<${element.name}`)
  for (const attribute of element.attributes) writeAttribute(out, instance, attribute)
  if (!element.empty) write(out, '>')
}

function writeAttribute(out: Output, instance: Instance | null, attribute: Attribute): void {
  if (isAbsent(instance, attribute)) return
  const { before, constant, parts, sole } = attribute
  const type = sole && instance ? typeAt(instance, sole.index) : valueTypes.string
  const text = constant ?? partsText(instance, parts)
  write(out, `${before}${mayNeedEscape(type) ? escapeAttribute(text) : text}'`)
}

/** An optional substitution without a value removes the attribute around it. */
export function isAbsent(instance: Instance | null, attribute: Attribute): boolean {
  if (attribute.constant !== null || instance === null) return false
  for (const part of attribute.parts) {
    if (part.kind !== 'substitution' || !part.optional) continue
    if (typeAt(instance, part.index) === valueTypes.null) return true
  }
  return false
}

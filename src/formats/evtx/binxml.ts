import type {
  Attribute,
  Chunk,
  Element,
  Instance,
  NestedFragment,
  Part,
  Template,
} from './binxml-model.ts'
import {
  createAttribute,
  createElement,
  createTemplate,
  mostWeight,
  weightOf,
} from './binxml-parts.ts'
import { hex, readInstruction, readTextPart, takeText } from './binxml-text.ts'
import { moreFollows, tokens } from './binxml-tokens.ts'
import { u16, u32 } from './bytes.ts'
import { chunkSize, recordsStart, reservePlaces } from './chunk.ts'
import { type Cursor, cursorAt, fail, note, take, takeName } from './cursor.ts'
import { keepTemplate, keptTemplate } from './template-cache.ts'
import { arrayFlag, fitsType, valueTypes } from './value-types.ts'

const fragmentHeaderSize = 4
const noFragments: readonly NestedFragment[] = []

/** Reads BinXML up to the end of the element, when in one, or of the fragment. What fails is kept in the cursor. */
export function readParts(cursor: Cursor, depth: number, inElement: boolean): Part[] {
  const parts: Part[] = []
  const { bytes } = cursor.chunk
  if (depth > cursor.chunk.maxDepth) {
    fail(cursor, `BinXML is nested deeper than ${cursor.chunk.maxDepth} levels`)
    return parts
  }
  while (cursor.position < cursor.end) {
    const token = (bytes[cursor.position] as number) & ~moreFollows
    if (token === tokens.endElement && inElement) {
      cursor.position++
      return parts
    }
    if (token === tokens.endOfFragment) {
      if (inElement) fail(cursor, 'element without an end')
      else cursor.position++
      return parts
    }
    const part = readPart(cursor, token, depth)
    if (part !== null) append(parts, part)
  }
  if (inElement && cursor.trouble === null) fail(cursor, 'element without an end')
  return parts
}

/** Reads a fragment. Nearly always it is a header, one instance of a template, and the end. */
export function readFragment(cursor: Cursor, depth: number): readonly Part[] {
  const { bytes, maxDepth } = cursor.chunk
  const instanceAt = cursor.position + fragmentHeaderSize
  const isUsual =
    instanceAt < cursor.end &&
    bytes[cursor.position] === tokens.fragmentHeader &&
    bytes[instanceAt] === tokens.templateInstance &&
    depth <= maxDepth
  if (!isUsual) return readParts(cursor, depth, false)
  cursor.position = instanceAt
  const instance = readInstance(cursor, depth)
  if (cursor.position < cursor.end && bytes[cursor.position] !== tokens.endOfFragment) {
    const rest = readParts(cursor, depth, false)
    return instance === null ? rest : [instance, ...rest]
  }
  if (cursor.position < cursor.end) cursor.position++
  return instance === null ? [] : [instance]
}

/** Neighbouring texts become one, so that most leaves have a single part. */
function append(parts: Part[], part: Part): void {
  const last = parts.at(-1)
  if (part.kind === 'text' && last?.kind === 'text') {
    parts[parts.length - 1] = { kind: 'text', text: last.text + part.text }
  } else parts.push(part)
}

function readPart(cursor: Cursor, token: number, depth: number): Part | null {
  switch (token) {
    case tokens.openElement:
      return readElement(cursor, depth)
    case tokens.templateInstance:
      return readInstance(cursor, depth)
    case tokens.cdata:
      return { kind: 'cdata', text: takeText(cursor) }
    case tokens.instructionTarget:
      return readInstruction(cursor)
    case tokens.fragmentHeader:
      take(cursor, fragmentHeaderSize)
      return null
    default:
      return readTextPart(cursor, token)
  }
}

function readElement(cursor: Cursor, depth: number): Element | null {
  const { bytes } = cursor.chunk
  const hasDependency = cursor.definition !== null || !lacksDependency(cursor)
  const start = take(cursor, hasDependency ? 3 + 4 : 1 + 4)
  if (start < 0) return null
  const dependency = hasDependency ? u16(bytes, start + 1) : 0xffff
  const name = takeName(cursor)
  const hasAttributes = ((bytes[start] as number) & moreFollows) !== 0
  if (hasAttributes) take(cursor, 4)
  const attributes = readAttributes(cursor)
  const at = take(cursor, 1)
  const closing = at < 0 ? -1 : (bytes[at] as number)
  if (closing !== tokens.closeStartTag && closing !== tokens.closeEmptyTag) {
    fail(cursor, `start tag of '${name}' does not end`)
    return createElement(name, dependency, attributes, [], true)
  }
  const empty = closing === tokens.closeEmptyTag
  const parts = empty ? [] : readParts(cursor, depth + 1, true)
  return createElement(name, dependency, attributes, parts, empty)
}

function readAttributes(cursor: Cursor): Attribute[] {
  const { bytes } = cursor.chunk
  const attributes: Attribute[] = []
  while (
    cursor.position < cursor.end &&
    ((bytes[cursor.position] as number) & ~moreFollows) === tokens.attribute
  ) {
    cursor.position++
    const name = takeName(cursor)
    attributes.push(createAttribute(name, readAttributeParts(cursor)))
  }
  return attributes
}

function readAttributeParts(cursor: Cursor): Part[] {
  const parts: Part[] = []
  while (cursor.position < cursor.end) {
    const token = (cursor.chunk.bytes[cursor.position] as number) & ~moreFollows
    if (
      token === tokens.attribute ||
      token === tokens.closeStartTag ||
      token === tokens.closeEmptyTag
    )
      break
    const part = readTextPart(cursor, token)
    if (part !== null) append(parts, part)
  }
  return parts
}

/**
 * Elements of a plain fragment have no dependency id, but some writers put one: then what would be the name's offset is
 * made of other bytes and points out of the chunk.
 */
function lacksDependency(cursor: Cursor): boolean {
  const { bytes, end } = cursor.chunk
  const size = u32(bytes, cursor.position + 1)
  const name = u32(bytes, cursor.position + 5)
  return size <= cursor.end - cursor.position && name < end
}

function readInstance(cursor: Cursor, depth: number): Instance | null {
  const { chunk } = cursor
  if (cursor.definition !== null) cursor.definition.hasInstances = true
  const start = take(cursor, 10)
  if (start < 0) return null
  const offset = u32(chunk.bytes, start + 6)
  const template = templateAt(cursor, start, offset, depth)
  if (template === null) return null
  if (template.problem !== null) note(cursor, `template at ${offset}: ${template.problem}`, start)
  if (offset === cursor.position) take(cursor, definitionStart + template.size)
  const countAt = take(cursor, 4)
  const count = countAt < 0 ? 0 : u32(chunk.bytes, countAt)
  const descriptors = take(cursor, 4 * count)
  if (descriptors < 0) return null
  return readValues(cursor, template, count, descriptors, depth)
}

/** Finds out where each value lies and what it is, without decoding it. */
function readValues(
  cursor: Cursor,
  template: Template,
  count: number,
  descriptors: number,
  depth: number,
): Instance | null {
  const { chunk } = cursor
  const { view } = chunk
  const firstPlace = reservePlaces(chunk, count)
  let position = cursor.position
  let fragments: NestedFragment[] | null = null
  let weight = 0
  for (let index = 0; index < count; index++) {
    const descriptor = descriptors + 4 * index
    const told = view.getUint32(descriptor, true)
    const size = told & 0xffff
    const type = (told >>> 16) & 0xff
    if (size > cursor.end - position) {
      fail(cursor, `value ${index} of a template instance ends beyond its record`, descriptor)
      return null
    }
    // Values that are BinXML may have made the chunk's places grow meanwhile.
    chunk.places[firstPlace + index] = ((position << 16) | size) >>> 0
    weight += 6 * size
    if (!fitsType(type, size)) {
      note(cursor, `value of type ${hex(type)} with ${size} bytes`, position)
    } else if (type === valueTypes.binXml && size > 0) {
      const fragment = readNested(cursor, index, position, size, depth + template.depth + 1)
      weight += fragment.weight
      if (fragments === null) fragments = [fragment]
      else fragments.push(fragment)
    } else if (type & arrayFlag) weight += size > 0 ? size * template.repeatWeight : 0
    position += size
  }
  cursor.position = position
  return {
    kind: 'instance',
    chunk,
    template,
    count,
    descriptors,
    firstPlace,
    fragments: fragments ?? noFragments,
    weight: Math.min(template.weight + template.mostUses * weight, mostWeight),
  }
}

function readNested(
  cursor: Cursor,
  index: number,
  start: number,
  size: number,
  depth: number,
): NestedFragment {
  const { end, definition } = cursor
  cursor.position = start
  cursor.end = Math.min(start + size, cursor.chunk.end)
  cursor.definition = null
  const parts = readFragment(cursor, depth)
  cursor.end = end
  cursor.definition = definition
  return { index, parts, weight: weightOf(parts) }
}

/** A definition begins with the offset of the next one, a GUID of 16 bytes, and its size. */
const definitionStart = 24

/** Reads the definition at an offset, or finds it read already; `from` is where it was referred to. */
function templateAt(cursor: Cursor, from: number, offset: number, depth: number): Template | null {
  const { chunk } = cursor
  const known = chunk.templates.get(offset)
  if (known === null) fail(cursor, `template at ${offset} contains itself`, from)
  if (known !== undefined) return known
  const size = u32(chunk.bytes, offset + 20)
  const start = offset + definitionStart
  if (offset < recordsStart || start + size > chunk.end) {
    fail(cursor, `template at ${offset} lies outside of the chunk`, from)
    return null
  }
  chunk.templateBytes += size
  if (chunk.templateBytes > 2 * chunkSize) {
    fail(cursor, 'template definitions overlap', from)
    return null
  }
  const kept = keptTemplate(chunk, start, size)
  const template =
    kept !== undefined && depth + kept.depth <= chunk.maxDepth
      ? kept
      : readTemplate(chunk, offset, size, depth)
  chunk.templates.set(offset, template)
  return template
}

function readTemplate(chunk: Chunk, offset: number, size: number, depth: number): Template {
  chunk.templates.set(offset, null)
  const start = offset + definitionStart
  const definition = { start, names: [], hasInstances: false }
  const cursor = cursorAt(chunk, start, start + size, definition)
  const parts = readParts(cursor, depth, false)
  const template = createTemplate(parts, size, cursor.trouble)
  if (cursor.trouble === null && !definition.hasInstances)
    keepTemplate(chunk, start, template, definition.names)
  return template
}

import { moreFollows, tokens } from './binxml-tokens.ts'
import { chunkSize, recordsStart } from './chunk.ts'
import { crc32 } from './crc32.ts'
import { valueTypes } from './value-types.ts'

/** An element of a template definition. Without `content` it is written as `<a/>`. */
export interface BuiltElement {
  readonly name: string
  readonly attributes?: readonly (readonly [name: string, value: BuiltContent])[]
  readonly content?: readonly BuiltContent[]
  /** The substitution whose null value removes the element. */
  readonly dependency?: number
}

export type BuiltContent =
  | string
  | BuiltElement
  | { readonly substitution: number; readonly optional?: boolean }
  | { readonly cdata: string }
  | { readonly character: number }
  | { readonly entity: string }
  | { readonly instruction: readonly [target: string, data: string] }
  | { readonly instance: BuiltInstance }

/** A value of an instance: bytes of some type, or BinXML: another instance, or a plain element. */
export type BuiltValue =
  | { readonly type: number; readonly bytes: Uint8Array }
  | BuiltInstance
  | { readonly element: BuiltElement }

export interface BuiltInstance {
  readonly template: BuiltElement
  readonly values: readonly BuiltValue[]
}

export interface BuiltRecord {
  readonly id: number
  /** Seconds since 1970. */
  readonly time: number
  readonly event: BuiltInstance | { readonly element: BuiltElement }
}

export const text = (value: string): BuiltValue => ({
  type: valueTypes.string,
  bytes: Buffer.from(value, 'utf16le'),
})

export const nothing: BuiltValue = { type: valueTypes.null, bytes: new Uint8Array(0) }

export function integer(type: number, size: number, value: number | bigint): BuiltValue {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt.asIntN(64, BigInt(value)))
  return { type, bytes: bytes.subarray(0, size) }
}

/** Seconds since 1970 in units of 100 ns since 1601. */
export const filetime = (seconds: number): bigint =>
  (BigInt(Math.round(seconds * 1e6)) + 11644473600000000n) * 10n

/**
 * Builds a log file with the records of each chunk: for examples and tests, which may not carry logs of real machines.
 * Names and definitions are written where a chunk first needs them, and referred to afterwards, as Windows does.
 */
export function buildLog(chunks: readonly (readonly BuiltRecord[])[]): Buffer {
  return Buffer.concat([fileHeader(chunks.length), ...chunks.map(buildChunk)])
}

function fileHeader(chunks: number): Buffer {
  const header = Buffer.alloc(4096)
  header.write('ElfFile\0', 'latin1')
  header.writeUInt32LE(Math.max(0, chunks - 1), 16)
  header.writeUInt32LE(128, 32)
  header.writeUInt16LE(1, 36)
  header.writeUInt16LE(3, 38)
  header.writeUInt16LE(4096, 40)
  header.writeUInt16LE(chunks, 42)
  header.writeUInt32LE(crc32(header.subarray(0, 120), 0), 124)
  return header
}

function buildChunk(records: readonly BuiltRecord[]): Buffer {
  const chunk: Building = {
    bytes: Buffer.alloc(chunkSize),
    position: recordsStart,
    names: new Map(),
    templates: new Map(),
  }
  let last = recordsStart
  for (const record of records) {
    last = chunk.position
    writeRecord(chunk, record)
  }
  const { bytes, position } = chunk
  bytes.write('ElfChnk\0', 'latin1')
  for (const [at, record] of [
    [8, records[0]],
    [16, records.at(-1)],
  ] as const) {
    bytes.writeBigUInt64LE(BigInt(record?.id ?? 0), at)
    bytes.writeBigUInt64LE(BigInt(record?.id ?? 0), at + 16)
  }
  bytes.writeUInt32LE(128, 40)
  bytes.writeUInt32LE(last, 44)
  bytes.writeUInt32LE(position, 48)
  sealChunk(bytes)
  return bytes
}

/** Writes the checksums that fit what the chunk says and holds. */
export function sealChunk(chunk: Buffer): void {
  const free = chunk.readUInt32LE(48)
  chunk.writeUInt32LE(crc32(chunk.subarray(recordsStart, free), 0), 52)
  const header = crc32(chunk.subarray(0, 120), 0)
  chunk.writeUInt32LE(crc32(chunk.subarray(128, recordsStart), header), 124)
}

interface Building {
  readonly bytes: Buffer
  position: number
  readonly names: Map<string, number>
  readonly templates: Map<BuiltElement, number>
}

function put(chunk: Building, size: 1 | 2 | 4, value: number): number {
  const at = chunk.position
  chunk.bytes.writeUIntLE(value, at, size)
  chunk.position += size
  return at
}

function putBytes(chunk: Building, bytes: Uint8Array): void {
  chunk.bytes.set(bytes, chunk.position)
  chunk.position += bytes.length
}

function writeRecord(chunk: Building, { id, time, event }: BuiltRecord): void {
  const start = chunk.position
  put(chunk, 4, 0x2a2a)
  const sizeAt = put(chunk, 4, 0)
  putBytes(chunk, (integer(0, 8, id) as { bytes: Uint8Array }).bytes)
  putBytes(chunk, (integer(0, 8, filetime(time)) as { bytes: Uint8Array }).bytes)
  writeFragment(chunk, event)
  while ((chunk.position - start) % 8 !== 4) put(chunk, 1, 0)
  const size = chunk.position + 4 - start
  put(chunk, 4, size)
  chunk.bytes.writeUInt32LE(size, sizeAt)
}

function writeFragment(
  chunk: Building,
  value: BuiltInstance | { readonly element: BuiltElement },
): void {
  put(chunk, 4, 0x0001010f)
  if ('element' in value) writeElement(chunk, value.element, false)
  else writeInstance(chunk, value)
  put(chunk, 1, tokens.endOfFragment)
}

function writeInstance(chunk: Building, { template, values }: BuiltInstance): void {
  put(chunk, 1, tokens.templateInstance)
  put(chunk, 1, 1)
  const known = chunk.templates.get(template)
  const number = known === undefined ? chunk.templates.size + 1 : 0
  put(chunk, 4, number)
  put(chunk, 4, known ?? chunk.position + 4)
  if (known === undefined) writeDefinition(chunk, template, number)
  put(chunk, 4, values.length)
  const descriptors = chunk.position
  chunk.position += 4 * values.length
  values.forEach((value, index) => {
    const start = chunk.position
    if ('type' in value) putBytes(chunk, value.bytes)
    else writeFragment(chunk, value)
    chunk.bytes.writeUInt16LE(chunk.position - start, descriptors + 4 * index)
    const type = 'type' in value ? value.type : valueTypes.binXml
    chunk.bytes.writeUInt16LE(type, descriptors + 4 * index + 2)
  })
}

function writeDefinition(chunk: Building, template: BuiltElement, number: number): void {
  chunk.templates.set(template, chunk.position)
  put(chunk, 4, 0)
  put(chunk, 4, number)
  chunk.position += 12
  const sizeAt = put(chunk, 4, 0)
  put(chunk, 4, 0x0001010f)
  writeElement(chunk, template, true)
  put(chunk, 1, tokens.endOfFragment)
  chunk.bytes.writeUInt32LE(chunk.position - sizeAt - 4, sizeAt)
}

function writeElement(chunk: Building, element: BuiltElement, inDefinition: boolean): void {
  const { name, attributes = [], content, dependency = 0xffff } = element
  put(chunk, 1, tokens.openElement | (attributes.length > 0 ? moreFollows : 0))
  if (inDefinition) put(chunk, 2, dependency)
  const sizeAt = put(chunk, 4, 0)
  writeName(chunk, name)
  if (attributes.length > 0) {
    const listAt = put(chunk, 4, 0)
    attributes.forEach(([attributeName, value], index) => {
      const follows = index < attributes.length - 1
      put(chunk, 1, tokens.attribute | (follows ? moreFollows : 0))
      writeName(chunk, attributeName)
      writeContent(chunk, value, inDefinition)
    })
    chunk.bytes.writeUInt32LE(chunk.position - listAt - 4, listAt)
  }
  if (content === undefined) put(chunk, 1, tokens.closeEmptyTag)
  else {
    put(chunk, 1, tokens.closeStartTag)
    for (const part of content) writeContent(chunk, part, inDefinition)
    put(chunk, 1, tokens.endElement)
  }
  chunk.bytes.writeUInt32LE(chunk.position - sizeAt - 4, sizeAt)
}

function writeContent(chunk: Building, part: BuiltContent, inDefinition: boolean): void {
  if (typeof part === 'string') {
    put(chunk, 2, tokens.value | (valueTypes.string << 8))
    writeText(chunk, part)
  } else if ('substitution' in part) {
    put(chunk, 1, part.optional ? tokens.optionalSubstitution : tokens.substitution)
    put(chunk, 2, part.substitution)
    put(chunk, 1, valueTypes.string)
  } else if ('cdata' in part) {
    put(chunk, 1, tokens.cdata)
    writeText(chunk, part.cdata)
  } else if ('character' in part) {
    put(chunk, 1, tokens.characterReference)
    put(chunk, 2, part.character)
  } else if ('entity' in part) {
    put(chunk, 1, tokens.entityReference)
    writeName(chunk, part.entity)
  } else if ('instruction' in part) {
    put(chunk, 1, tokens.instructionTarget)
    writeName(chunk, part.instruction[0])
    put(chunk, 1, tokens.instructionData)
    writeText(chunk, part.instruction[1])
  } else if ('instance' in part) writeInstance(chunk, part.instance)
  else writeElement(chunk, part, inDefinition)
}

function writeText(chunk: Building, value: string): void {
  put(chunk, 2, value.length)
  putBytes(chunk, Buffer.from(value, 'utf16le'))
}

function writeName(chunk: Building, name: string): void {
  const known = chunk.names.get(name)
  put(chunk, 4, known ?? chunk.position + 4)
  if (known !== undefined) return
  chunk.names.set(name, chunk.position)
  put(chunk, 4, 0)
  put(chunk, 2, 0)
  writeText(chunk, name)
  put(chunk, 2, 0)
}

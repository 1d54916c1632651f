import type { Chunk, NameUse, Template } from './binxml-model.ts'
import { u32 } from './bytes.ts'
import { hasName, nameLength } from './cursor.ts'

/**
 * Definitions read lately, of any file: each chunk repeats those that its records use, and few make up a log. Names within a
 * definition are offsets into its chunk, so equal bytes may mean different things, and the same definition has other bytes
 * in each chunk. What is compared is therefore the bytes between names, and each name where this chunk keeps it.
 */
interface Kept {
  readonly template: Template
  /** The definition as it was found. */
  readonly view: DataView
  readonly names: readonly NameUse[]
}

/** By the definition's own number and its size. */
let kept = new Map<number, Kept[]>()
let keptBytes = 0

/** All of them together; what is compiled takes up to thirty times as much. The EVTX samples have 60 kB of definitions. */
const mostBytes = 1 << 20
/** Of the same number and size: names stand within a definition in some chunks and elsewhere in others. */
const mostAlike = 4

/** The definition of `size` bytes at an offset of the chunk, when it is one that was kept. */
export function keptTemplate(chunk: Chunk, start: number, size: number): Template | undefined {
  const alike = kept.get(keyOf(chunk, start, size))
  if (alike === undefined) return undefined
  for (const one of alike) if (isAt(one, chunk, start, size)) return one.template
  return undefined
}

/** Keeps a definition without trouble and without instances in it, whose values would belong to the chunk. */
export function keepTemplate(
  chunk: Chunk,
  start: number,
  template: Template,
  names: readonly NameUse[],
): void {
  const { size } = template
  if (keptBytes + size > mostBytes) {
    kept = new Map()
    keptBytes = 0
  }
  const key = keyOf(chunk, start, size)
  const alike = kept.get(key)
  const bytes = new Uint8Array(chunk.bytes.subarray(start, start + size))
  const one = { template, view: new DataView(bytes.buffer), names }
  keptBytes += size
  if (alike === undefined) kept.set(key, [one])
  else {
    if (alike.length === mostAlike) keptBytes -= (alike.pop() as Kept).view.byteLength
    alike.unshift(one)
  }
}

/** The number stands before the size, in the first bytes of the definition's GUID. */
function keyOf(chunk: Chunk, start: number, size: number): number {
  return (u32(chunk.bytes, start - 20) ^ Math.imul(size, 0x9e3779b1)) | 0
}

/** Whether reading the definition at an offset would give the same. */
function isAt({ view, names }: Kept, chunk: Chunk, start: number, size: number): boolean {
  if (view.byteLength !== size) return false
  let position = 0
  for (const { at, name, isInline } of names) {
    if (!isSame(view, position, at, chunk.view, start)) return false
    const offset = chunk.view.getUint32(start + at, true)
    if ((offset === start + at + 4) !== isInline) return false
    if (!isInline && !hasName(chunk, offset, name)) return false
    // Of a name that stands here the bytes are compared, but for where others of the chunk are found.
    position = at + (isInline ? 4 + nameLength : 4)
  }
  return isSame(view, position, size, chunk.view, start)
}

/** Four bytes at a time: V8 makes one load of each. */
function isSame(one: DataView, from: number, end: number, other: DataView, start: number): boolean {
  let at = from
  for (; at + 4 <= end; at += 4) {
    if (one.getInt32(at, true) !== other.getInt32(start + at, true)) return false
  }
  for (; at < end; at++) if (one.getUint8(at) !== other.getUint8(start + at)) return false
  return true
}

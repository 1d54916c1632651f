/** The open elements of an event by where their names lie in its bytes, which stay in place until its end. */
export interface OpenElements {
  depth(): number
  clear(): void
  /** False when this would be deeper than allowed. */
  push(nameStart: number, nameEnd: number): boolean
  /** False when the innermost open element has another name. */
  pop(bytes: Buffer, nameStart: number, nameEnd: number): boolean
}

export function openElements(maxDepth: number): OpenElements {
  const starts = new Int32Array(maxDepth)
  const ends = new Int32Array(maxDepth)
  let depth = 0
  return {
    depth: () => depth,
    clear() {
      depth = 0
    },
    push(nameStart, nameEnd) {
      if (depth === maxDepth) return false
      starts[depth] = nameStart
      ends[depth] = nameEnd
      depth++
      return true
    },
    pop(bytes, nameStart, nameEnd) {
      if (depth === 0) return false
      const from = starts[depth - 1] as number
      const to = ends[depth - 1] as number
      if (to - from !== nameEnd - nameStart) return false
      for (let index = 0; index < to - from; index++)
        if (bytes[from + index] !== bytes[nameStart + index]) return false
      depth--
      return true
    },
  }
}

/** Past the last byte of the name that begins at `from` in a tag that ends at `end`. */
export function tagNameEnd(bytes: Buffer, from: number, end: number): number {
  let at = from
  while (at < end) {
    const byte = bytes[at] as number
    if (byte <= 0x20 || byte === 0x2f || byte === 0x3e) break
    at++
  }
  return at
}

export function isName(bytes: Buffer, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false
  for (let index = 0; index < name.length; index++)
    if (bytes[start + index] !== name.charCodeAt(index)) return false
  return true
}

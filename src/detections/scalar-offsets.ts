export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

/**
 * For each character of a scalar's value, the offset in `source` at which it was written; one more entry for the end.
 * `start` and `end` enclose the scalar as written, with its quotes or its `|` header. Linear in the length of the source.
 */
export function scalarOffsets(
  source: string,
  start: number,
  end: number,
  style: ScalarStyle,
  value: string,
): Uint32Array {
  const offsets =
    style === 'literal' || style === 'folded'
      ? blockOffsets(source, start, end, value)
      : flowOffsets(source, start, end, style, value)
  return offsets.map((offset) => Math.min(offset, end))
}

function blockOffsets(source: string, start: number, end: number, value: string): Uint32Array {
  const offsets = new Uint32Array(value.length + 1)
  const indent = blockIndent(source, start, end)
  const skipIndent = (from: number) => {
    let at = from
    while (at < end && at - from < indent && source[at] === ' ') at++
    return at
  }
  const after = (at: number) => (source[at] === '\n' ? skipIndent(at + 1) : at + 1)
  let at = skipIndent(nextLine(source, start, end))
  for (let i = 0; i < value.length; i++) {
    const wanted = value[i]
    while (at < end && source[at] !== wanted && isBlank(source[at])) {
      if (wanted === ' ' && source[at] === '\n') break
      at = after(at)
    }
    offsets[i] = at
    at = after(at)
  }
  offsets[value.length] = at
  return offsets
}

function flowOffsets(
  source: string,
  start: number,
  end: number,
  style: ScalarStyle,
  value: string,
): Uint32Array {
  const offsets = new Uint32Array(value.length + 1)
  let at = style === 'plain' ? start : start + 1
  for (let i = 0; i < value.length; i++) {
    if (style === 'double') at = skipEscapedLineEnd(source, at, end)
    if (style === 'double' && source[at] === '\\') {
      const [length, units] = escapeSize(source, at)
      offsets.fill(at, i, i + units)
      i += units - 1
      at += length
    } else {
      at = skipFoldedBlanks(source, at, end, value[i] as string)
      offsets[i] = at
      at += style === 'single' && source.startsWith("''", at) ? 2 : 1
    }
  }
  offsets[value.length] = at
  return offsets
}

/** Passes blanks around line breaks, which folding drops; a break itself stands for the value's space or line break. */
function skipFoldedBlanks(source: string, from: number, end: number, wanted: string): number {
  let text = from
  while (text < end && isBlank(source[text])) text++
  if (text === from || !isBlank(wanted)) return text
  const line = source.indexOf('\n', from)
  return line === -1 || line >= text ? from : line
}

function skipEscapedLineEnd(source: string, from: number, end: number): number {
  let at = from
  while (source[at] === '\\' && (source[at + 1] === '\n' || source.startsWith('\r\n', at + 1))) {
    at = source.indexOf('\n', at) + 1
    while (at < end && (source[at] === ' ' || source[at] === '\t')) at++
  }
  return at
}

/** Length in the source, and UTF-16 units in the value, of the escape at `at`. */
function escapeSize(source: string, at: number): [length: number, units: number] {
  switch (source[at + 1]) {
    case 'x':
      return [4, 1]
    case 'u':
      return [6, 1]
    case 'U':
      return [10, Number.parseInt(source.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1]
    default:
      return [2, 1]
  }
}

/** The indentation of a block scalar: the least of its lines with text (an explicit indicator can ask for less still). */
function blockIndent(source: string, start: number, end: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let at = nextLine(source, start, end); at < end; at = nextLine(source, at, end)) {
    let text = at
    while (text < end && source[text] === ' ') text++
    if (text < end && !isBlank(source[text])) least = Math.min(least, text - at)
  }
  return Number.isFinite(least) ? least : 0
}

function nextLine(source: string, from: number, end: number): number {
  const found = source.indexOf('\n', from)
  return found === -1 || found >= end ? end : found + 1
}

const isBlank = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\n' || character === '\r'

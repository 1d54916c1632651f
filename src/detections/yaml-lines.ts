/** The next line with text, as seen from the end of a line. */
export interface YamlLine {
  /** Its first character that is no blank; the end of the text where no line follows. */
  readonly at: number
  /** How many blanks stand before it; -1 where no line follows. */
  readonly column: number
  /** Line breaks between. */
  readonly breaks: number
  /** Blanks in the longest of the empty lines between. */
  readonly widest: number
}

/** The lines of a text without tabs and carriage returns. */
export interface YamlLines {
  lineAfter(lineEnd: number): YamlLine
  lineEndAt(offset: number): number
  isLineEnd(offset: number): boolean
  /** A blank, or the end of a line. */
  isBlank(offset: number): boolean
  skipBlanks(offset: number): number
  /** Without the blanks before it. */
  trimmedEnd(offset: number): number
}

const lineFeed = 10
const blank = 32

export function yamlLines(text: string): YamlLines {
  const lineEndAt = (offset: number): number => {
    const found = text.indexOf('\n', offset)
    return found === -1 ? text.length : found
  }
  const isLineEnd = (offset: number) =>
    offset >= text.length || text.charCodeAt(offset) === lineFeed
  const skipBlanks = (offset: number): number => {
    let next = offset
    while (text.charCodeAt(next) === blank) next++
    return next
  }
  return {
    lineEndAt,
    isLineEnd,
    skipBlanks,
    isBlank: (offset) => isLineEnd(offset) || text.charCodeAt(offset) === blank,
    trimmedEnd(offset) {
      let end = offset
      while (text.charCodeAt(end - 1) === blank) end--
      return end
    },
    lineAfter(lineEnd) {
      let breaks = 0
      let widest = 0
      let next = lineEnd
      while (next < text.length) {
        breaks++
        const start = next + 1
        next = skipBlanks(start)
        if (!isLineEnd(next)) return { at: next, column: next - start, breaks, widest }
        widest = Math.max(widest, next - start)
      }
      return { at: text.length, column: -1, breaks, widest }
    },
  }
}

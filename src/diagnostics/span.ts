/** A half-open range of character offsets (UTF-16) in a text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A span in a text that has a name: `search`, `macro powershell`, a file. */
export interface Place {
  readonly name: string
  readonly text: string
  readonly span: Span
}

/** Both count from 1; a column counts UTF-16 units. */
export interface LineAndColumn {
  readonly line: number
  readonly column: number
}

export function lineAndColumn(text: string, offset: number): LineAndColumn {
  let line = 1
  let lineStart = 0
  for (;;) {
    const end = text.indexOf('\n', lineStart)
    if (end < 0 || end >= offset) return { line, column: offset - lineStart + 1 }
    line += 1
    lineStart = end + 1
  }
}

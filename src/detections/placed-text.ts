import type { Place } from './problem.ts'

/** A text from a file that knows where each of its characters was written. */
export interface PlacedText {
  readonly text: string
  /** Where the value begins. */
  readonly place: Place
  /**
   * Where the character at `offset` of `text` stands in the file. Exact but for blanks that YAML's folding removes or invents;
   * offsets past the end give the end.
   */
  placeAt(offset: number): Place
}

/** Turns offsets of a text into lines and columns; the table is made when first asked for. */
export function lineIndex(text: string): (offset: number) => Place {
  let starts: number[] | null = null
  return (offset) => {
    starts ??= lineStarts(text)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

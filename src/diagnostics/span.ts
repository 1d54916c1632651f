/** A half-open range of character offsets (UTF-16) in a text. */
export interface Span {
  readonly start: number
  readonly end: number
}

export const spanOver = (first: Span, last: Span): Span => ({ start: first.start, end: last.end })

import { type PatternMatcher, PatternTimeout } from '../values/pattern.ts'

/** Where a line ends in a window, and where the next one begins. */
export interface LineEnd {
  readonly end: number
  readonly next: number
}

/** Finds the ends of lines at the beginning of a window. */
export interface LineBreaker {
  /**
   * The end of the line that begins the window; `undefined` to wait for more.
   * @param isFinal nothing follows: without an end the line is the whole window
   */
  find(bytes: Buffer, isFinal: boolean): LineEnd | undefined
  /** The window was consumed up to here. */
  consumed(count: number): void
}

/** Lines end at line feeds and carriage returns; between two of these stands an empty line. */
export function lineFeedBreaker(mostBytes: number): LineBreaker {
  let looked = 0
  return {
    find(bytes, isFinal) {
      const feed = bytes.indexOf(0x0a, looked)
      const last = feed < 0 ? bytes.length : feed
      const carriage = bytes.subarray(looked, last).indexOf(0x0d)
      const end = carriage < 0 ? last : looked + carriage
      if (end < bytes.length) return { end, next: end + 1 }
      looked = end
      if (end > mostBytes) return endless
      return isFinal ? { end, next: end } : undefined
    },
    consumed() {
      looked = 0
    },
  }
}

/** No end within the most bytes that an event may have. */
const endless: LineEnd = { end: Number.POSITIVE_INFINITY, next: 0 }

/** A line is searched in as many bytes as it is likely to have, then in more: what is found must not depend on how the file is cut. */
const firstReach = 8192
/** What is looked at behind a match may be as long. */
const margin = 256

/**
 * LINE_BREAKER: the first group that took part stands between two lines; without one the line ends before the match. A pattern that takes
 * too long finds nothing. Source: props.conf specification.
 */
export function patternBreaker(pattern: PatternMatcher, mostBytes: number): LineBreaker {
  let text = ''
  let known = 0
  let start = 0

  /** The window as text, a character for each byte. */
  const update = (bytes: Buffer): void => {
    if (known === bytes.length) return
    text = text.slice(start) + bytes.toString('latin1', known)
    start = 0
    known = bytes.length
  }
  return {
    find(bytes, isFinal) {
      update(bytes)
      const length = text.length - start
      for (let reach = firstReach; ; reach *= 2) {
        const isAll = isFinal && reach >= length
        if (reach > length && !isAll) return undefined
        const part = text.slice(start, start + reach)
        const found = breakIn(part, pattern)
        if (found && (isAll || found.matchEnd + margin <= reach)) return found
        if (isAll) return found ?? { end: length, next: length }
        if (reach > mostBytes) return endless
      }
    },
    consumed(count) {
      start += count
      known -= count
    },
  }
}

/** The first break that does not leave the window as it is. */
function breakIn(
  part: string,
  pattern: PatternMatcher,
): (LineEnd & { readonly matchEnd: number }) | undefined {
  try {
    for (let from = 0; from <= part.length; ) {
      const match = pattern.exec(part, from)
      if (!match) return undefined
      const { groups, starts, index, end: matchEnd } = match
      const group = groups.findIndex((text, number) => number > 0 && text !== undefined)
      const end = group < 0 ? index : (starts[group] as number)
      const next = group < 0 ? index : end + (groups[group] as string).length
      if (next > 0) return { end, next, matchEnd }
      from = matchEnd > from ? matchEnd : from + 1
    }
  } catch (error) {
    if (!(error instanceof PatternTimeout)) throw error
  }
  return undefined
}

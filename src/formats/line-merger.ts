import type { MergeSettings } from '../contract/indexing.ts'
import { type PatternMatcher, PatternTimeout } from '../values/pattern.ts'

/** Where nothing else is said, a line with a time begins an event. */
export const mergeByDate: MergeSettings = {
  breakBeforeDate: true,
  breakBefore: undefined,
  breakAfter: undefined,
  noBreakAfter: undefined,
  noBreakBefore: undefined,
  maxLines: 256,
}

/** Tells of each line of a text whether it begins an event. */
export interface LineMerger {
  begins(line: string): boolean
  /** What `begins` would answer, were this the next line. */
  wouldBegin(line: string): boolean
}

/**
 * SHOULD_LINEMERGE: a line goes on with the event before it unless a setting says that it begins one.
 * Source: props.conf specification, settings for multi-line events.
 * @param hasTime whether a line tells a time
 */
export function lineMerger(
  settings: MergeSettings,
  hasTime: (line: string) => boolean,
): LineMerger {
  const { breakBefore, breakBeforeDate, breakAfter, noBreakAfter, noBreakBefore, maxLines } =
    settings
  let lines = 0
  let mustBreak = false
  let isHeld = false

  const wouldBegin = (line: string): boolean => {
    if (lines === 0 || mustBreak || lines >= maxLines) return true
    if (isHeld || isIn(noBreakBefore, line)) return false
    return isIn(breakBefore, line) || (breakBeforeDate && hasTime(line))
  }
  return {
    wouldBegin,
    begins(line) {
      const begins = wouldBegin(line)
      if (begins) isHeld = false
      lines = begins ? 1 : lines + 1
      mustBreak = isIn(breakAfter, line)
      if (mustBreak) isHeld = false
      else if (isIn(noBreakAfter, line)) isHeld = true
      return begins
    },
  }
}

function isIn(pattern: PatternMatcher | undefined, line: string): boolean {
  if (!pattern) return false
  try {
    return pattern.test(line)
  } catch (error) {
    if (error instanceof PatternTimeout) return false
    throw error
  }
}

import type { LineSettings } from '../../src/contract/indexing.ts'
import { compilePattern, type PatternMatcher } from '../../src/values/pattern.ts'

export const pattern = (source: string) => compilePattern(source) as PatternMatcher

/** Settings that say what these say, and nothing else. */
export const lines = (settings: Partial<LineSettings>): LineSettings => ({
  breaker: undefined,
  truncate: 0,
  merge: undefined,
  isExplicit: true,
  ...settings,
})

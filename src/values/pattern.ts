/** Matches without ever hanging: a pattern that takes too long fails the search by name. */
export interface PatternMatcher {
  readonly groupNames: readonly string[]
  test(text: string): boolean
  /** From this offset on: the match's parts by number, and names; `null` when there is none. */
  exec(text: string, from?: number): PatternMatch | null
}

export interface PatternMatch {
  readonly index: number
  readonly end: number
  /** Whole match first; `undefined` for groups that took no part. */
  readonly groups: readonly (string | undefined)[]
  /** Start offsets of the groups, -1 where they took no part. */
  readonly starts: readonly number[]
}

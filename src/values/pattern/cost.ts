import {
  type Bound,
  constant,
  mostForLength,
  mostForRuns,
  oncePerPlace,
  plus,
  times,
} from './bound.ts'
import { effortOf } from './effort.ts'
import { charactersOf, type FirstSet } from './first-set.ts'
import { anyOpening } from './opening.ts'
import { beginsWithLine, isAnchored, withoutLeadingRun } from './starts.ts'
import { hasLongerRun } from './text-runs.ts'
import { childrenOf, emptyNode, isSingle, type PatternNode, sequenceOf } from './tree.ts'

/** On which texts a backtracking matcher takes no more than so many steps for a pattern. */
export interface PatternCost {
  /**
   * The longest text that is safe whatever it holds: 0 when the number of steps may grow exponentially. Never too long, often too short: a
   * repetition counts as ambiguous when its body and what follows may begin alike.
   */
  readonly longestSafeText: number
  /** Whether this text is safe, told from the longest runs in it that repetitions may take. */
  isSafe(text: string): boolean
}

/** No text of JavaScript is longer. */
const LONGEST_TEXT = 2 ** 29
const UNSAFE = -1

export function costOf(root: PatternNode, mostSteps: number): PatternCost {
  const perLine = beginsWithLine(root)
  const tried = withoutSureEnd(perLine ? withoutLeadingRun(root) : root)
  const { steps } = effortOf(tried, anyOpening)
  // From the starts of all lines together `.*` ends at every place once, and what follows it is tried there.
  const bound = isAnchored(root)
    ? plus(steps, oncePerPlace)
    : times(plus(steps, constant(perLine ? 2 : 1)), oncePerPlace)
  const longestSafeText = largestThat(
    (length) => mostForLength(bound, length) <= mostSteps,
    LONGEST_TEXT,
  )
  const runs = runsOf(tried)
  const safeRun = longestSafeRun(bound, longestRow(tried), mostSteps)
  return {
    longestSafeText,
    isSafe(text) {
      if (text.length <= longestSafeText) return true
      const most = safeRun(text.length)
      return most !== UNSAFE && !runs.some((set) => hasLongerRun(text, set, most))
    },
  }
}

/**
 * Up to which length of runs texts of a length are safe. Runs that end at one place have what follows tried there again and again, so runs
 * must be allowed to be as long as a row of single characters is.
 */
function longestSafeRun(bound: Bound, row: number, mostSteps: number): (length: number) => number {
  const known = new Map<number, number>()
  return (length) => {
    // Lengths are told apart roughly, since most texts have their own.
    const octave = Math.ceil(Math.log2(length) * 8)
    const found = known.get(octave)
    if (found !== undefined) return found
    const longest = 2 ** (octave / 8)
    const isEnough = (run: number): boolean => mostForRuns(bound, longest, run) <= mostSteps
    const most = isEnough(row) ? largestThat(isEnough, LONGEST_TEXT) : UNSAFE
    known.set(octave, most)
    return most
  }
}

/** The largest whole number up to `limit` that passes, as all smaller ones do; 0 when none does. */
function largestThat(passes: (number: number) => boolean, limit: number): number {
  let low = 0
  let high = limit
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (passes(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** What the repetitions take that the bound counts as runs, each set once. */
function runsOf(root: PatternNode): readonly FirstSet[] {
  const sets = new Map<string, FirstSet>()
  const visit = (node: PatternNode): void => {
    if (node.kind === 'repeat' && isSingle(node.body) && node.max === Number.POSITIVE_INFINITY) {
      const set = charactersOf(node.body)
      sets.set(`${set.ascii}${set.others}`, set)
    }
    childrenOf(node).forEach(visit)
  }
  visit(root)
  return [...sets.values()]
}

/** How many single characters stand side by side at most. */
function longestRow(node: PatternNode): number {
  if (isSingle(node)) return 1
  let longest = 0
  let row = 0
  for (const child of childrenOf(node)) {
    row = node.kind === 'sequence' && isSingle(child) ? row + 1 : 0
    longest = Math.max(longest, row, longestRow(child))
  }
  return longest
}

/** Repetitions that end the pattern cannot fail: what they take once, at the only match, is left out. */
function withoutSureEnd(node: PatternNode): PatternNode {
  switch (node.kind) {
    case 'repeat':
      if (!isSingle(node.body)) return node
      return node.min === 0 ? emptyNode : { ...node, max: node.min }
    case 'capture': {
      const body = withoutSureEnd(node.body)
      return body.kind === 'empty' ? body : { ...node, body }
    }
    case 'sequence': {
      const items = [...node.items]
      while (items.length > 0) {
        const last = withoutSureEnd(items.pop() as PatternNode)
        if (last.kind === 'empty') continue
        items.push(last)
        break
      }
      return sequenceOf(items)
    }
    default:
      return node
  }
}

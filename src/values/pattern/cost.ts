import type { CharacterSet } from './character-set.ts'
import { anything, charactersOf, type FirstSet, firstOf, overlap, unionOf } from './first-set.ts'
import { emptyNode, type PatternNode, type RepeatNode, sequenceOf } from './tree.ts'

/** At most `factor` times the length of the text to the power of `degree`. */
interface Bound {
  readonly factor: number
  readonly degree: number
}

/** What a backtracking matcher may do with a node from one place of the text. */
interface Effort {
  /** In how many ways the node can end where what follows may go on. */
  readonly ways: Bound
  /** Steps to go through all of them. */
  readonly steps: Bound
}

const one: Bound = { factor: 1, degree: 0 }
const linear: Bound = { factor: 1, degree: 1 }
const endless: Bound = { factor: Number.POSITIVE_INFINITY, degree: Number.POSITIVE_INFINITY }

const times = (left: Bound, right: Bound): Bound => ({
  factor: left.factor * right.factor,
  degree: left.degree + right.degree,
})
const plus = (left: Bound, right: Bound): Bound => ({
  factor: left.factor + right.factor,
  degree: Math.max(left.degree, right.degree),
})
const larger = (left: Bound, right: Bound): Bound => ({
  factor: Math.max(left.factor, right.factor),
  degree: Math.max(left.degree, right.degree),
})
const power = (bound: Bound, exponent: number): Bound => ({
  factor: bound.factor ** exponent,
  degree: bound.degree * exponent,
})
const isOne = ({ factor, degree }: Bound): boolean => factor === 1 && degree === 0

/**
 * The longest text on which a backtracking matcher takes at most so many steps for the pattern, whatever the text: 0 when their number may
 * grow exponentially. Never too long, often too short: a repetition counts as ambiguous when its body and what follows may begin alike.
 */
export function longestSafeText(root: PatternNode, mostSteps: number): number {
  const { steps } = effortOf(withoutSureEnd(root), anything)
  const all =
    isAnchored(root) || beginsWithLine(root) ? plus(steps, linear) : times(plus(steps, one), linear)
  if (!Number.isFinite(all.factor) || all.factor > mostSteps) return 0
  // Places are chosen in ascending order, so of n to the power of d there is one in d factorial.
  let orders = 1
  for (let i = 2; i <= all.degree; i++) orders *= i
  return Math.floor(((mostSteps * orders) / all.factor) ** (1 / all.degree))
}

/** Starts are tried at one place only, or at one of each line and no further than its end. */
function isAnchored(node: PatternNode): boolean {
  switch (node.kind) {
    case 'assertion':
      return node.at === 'start' || node.at === 'searchStart'
    case 'sequence':
      return isAnchored(node.items[0] as PatternNode)
    case 'alternation':
      return node.alternatives.every(isAnchored)
    case 'capture':
    case 'atomic':
      return isAnchored(node.body)
    default:
      return false
  }
}

/**
 * The pattern begins with `.*`: if it matches anywhere it does so from the start of a line, so no other starts need to be tried. (With
 * `(?s)` from the start of the text, which no pattern of use begins with.)
 */
export function beginsWithLine(node: PatternNode): boolean {
  switch (node.kind) {
    case 'repeat':
      return (
        node.body.kind === 'set' &&
        node.min === 0 &&
        node.max === Number.POSITIVE_INFINITY &&
        node.mode !== 'possessive' &&
        isAllButLineFeed(node.body.set)
      )
    case 'sequence':
      return beginsWithLine(node.items[0] as PatternNode)
    case 'capture':
      return beginsWithLine(node.body)
    default:
      return false
  }
}

const isAllButLineFeed = ({ negated, ranges, properties }: CharacterSet): boolean =>
  negated &&
  properties.length === 0 &&
  ranges.length === 1 &&
  ranges[0]?.[0] === 10 &&
  ranges[0][1] === 10

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

/** Takes exactly one character. */
export function isSingle(
  node: PatternNode,
): node is Extract<PatternNode, { kind: 'character' | 'set' }> {
  return node.kind === 'character' || node.kind === 'set'
}

function effortOf(node: PatternNode, follow: FirstSet): Effort {
  switch (node.kind) {
    case 'sequence':
      return effortOfSequence(node.items, follow)
    case 'alternation':
      return effortOfAlternatives(node.alternatives, follow)
    case 'capture':
      return effortOf(node.body, follow)
    case 'atomic':
      return { ways: one, steps: effortOf(node.body, follow).steps }
    case 'look':
      return { ways: one, steps: effortOf(withoutSureEnd(node.body), anything).steps }
    case 'repeat': {
      const effort = isSingle(node.body) ? effortOfRun(node, follow) : effortOfRepeat(node, follow)
      return node.mode === 'possessive' ? { ...effort, ways: one } : effort
    }
    case 'backreference':
      return { ways: one, steps: linear }
    default:
      return { ways: one, steps: one }
  }
}

function effortOfSequence(items: readonly PatternNode[], follow: FirstSet): Effort {
  const follows: FirstSet[] = new Array<FirstSet>(items.length)
  let after = follow
  for (let i = items.length - 1; i >= 0; i--) {
    follows[i] = after
    after = firstOf(items[i] as PatternNode, after)
  }
  let ways = one
  let steps: Bound = { factor: 0, degree: 0 }
  for (let index = 0; index < items.length; index++) {
    let end = index
    while (end < items.length && isSingle(items[end] as PatternNode)) end++
    if (end > index + 1) {
      steps = plus(steps, times(ways, effortOfSingles(items.slice(index, end))))
      index = end - 1
      continue
    }
    const effort = effortOf(items[index] as PatternNode, follows[index] as FirstSet)
    steps = plus(steps, times(ways, effort.steps))
    ways = times(ways, effort.ways)
  }
  return { ways, steps }
}

/**
 * Single characters in a row, tried at one place after the other: most places fail at once, because a second try can begin inside the
 * first only where the row repeats its first character.
 */
function effortOfSingles(items: readonly PatternNode[]): Bound {
  const [first, ...rest] = items.filter(isSingle).map(charactersOf)
  const again = rest.findIndex((other) => first !== undefined && overlap(first, other))
  const apart = again < 0 ? items.length : again + 1
  return { factor: 1 + items.length / apart, degree: 0 }
}

/** Past this, comparing alternatives pairwise is not worth it. */
const MOST_COMPARED = 200

function effortOfAlternatives(alternatives: readonly PatternNode[], follow: FirstSet): Effort {
  const efforts = alternatives.map((alternative) => effortOf(alternative, follow))
  const exclusive =
    alternatives.length <= MOST_COMPARED &&
    alternatives.every((left, index) =>
      alternatives.slice(index + 1).every((right) => excludeEachOther(left, right, follow)),
    )
  const combine = exclusive ? larger : plus
  return {
    ways: efforts.map(({ ways }) => ways).reduce(combine),
    steps: efforts.map(({ steps }) => steps).reduce(plus),
  }
}

/** No text can be begun by both: somewhere among the single characters they begin with (or right after) they differ. */
function excludeEachOther(left: PatternNode, right: PatternNode, follow: FirstSet): boolean {
  const leftItems = itemsOf(left)
  const rightItems = itemsOf(right)
  for (let i = 0; ; i++) {
    if (!overlap(firstFrom(leftItems, i, follow), firstFrom(rightItems, i, follow))) return true
    const leftItem = leftItems[i]
    const rightItem = rightItems[i]
    if (!leftItem || !rightItem || !isSingle(leftItem) || !isSingle(rightItem)) return false
  }
}

function firstFrom(items: readonly PatternNode[], at: number, follow: FirstSet): FirstSet {
  const item = items[at]
  if (!item) return follow
  if (isSingle(item)) return charactersOf(item)
  return items.slice(at).reduceRight((after, next) => firstOf(next, after), follow)
}

const itemsOf = (node: PatternNode): readonly PatternNode[] => {
  if (node.kind === 'sequence') return node.items
  if (node.kind === 'capture') return itemsOf(node.body)
  return [node]
}

function effortOfRun({ body, min, max }: RepeatNode, follow: FirstSet): Effort {
  const sharp = isSingle(body) && !overlap(charactersOf(body), follow)
  if (max !== Number.POSITIVE_INFINITY) {
    const ends = sharp ? 1 : max - min + 1
    return { ways: { factor: ends, degree: 0 }, steps: { factor: Math.max(max, 1), degree: 0 } }
  }
  return { ways: sharp ? one : linear, steps: linear }
}

function effortOfRepeat({ body, min, max }: RepeatNode, follow: FirstSet): Effort {
  const first = firstOf(body, follow)
  const sharp = !overlap(first, follow)
  if (max <= 1) {
    const { ways, steps } = effortOf(body, follow)
    if (min === 1 || max === 0) return { ways: max === 0 ? one : ways, steps }
    return { ways: sharp ? larger(ways, one) : plus(ways, one), steps: plus(steps, one) }
  }
  const { ways, steps } = effortOf(body, unionOf(first, follow))
  if (max === Number.POSITIVE_INFINITY) {
    // Ways of an iteration multiply with those of the next: any ambiguity is exponential.
    if (!isOne(ways)) return { ways: endless, steps: endless }
    // Iterations share the text among them, so one that is linear in its part is linear in all.
    const all = { factor: steps.factor, degree: Math.max(1, steps.degree) }
    return { ways: sharp ? one : linear, steps: all }
  }
  const inner = power(ways, max)
  const ends = sharp || min === max ? one : { factor: max - min + 1, degree: 0 }
  return { ways: times(inner, ends), steps: times(times(inner, steps), { factor: max, degree: 0 }) }
}

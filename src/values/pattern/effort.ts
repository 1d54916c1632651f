import {
  type Bound,
  constant,
  endless,
  isConstant,
  isOne,
  larger,
  none,
  oncePerPlace,
  oncePerPlaceOfRun,
  one,
  plus,
  power,
  shared,
  times,
} from './bound.ts'
import { charactersOf, type FirstSet, overlap } from './first-set.ts'
import { anyOpening, eitherOpening, type Opening, openingOf, openingOfSequence } from './opening.ts'
import { isSingle, type PatternNode, type RepeatNode } from './tree.ts'

/** What a backtracking matcher may do with a node from one place of the text. */
export interface Effort {
  /** In how many ways the node can end where what follows may go on. */
  readonly ways: Bound
  /** Steps to go through all of them. */
  readonly steps: Bound
  /** It may have gone far ahead when what follows begins, or another try of it, at a place long passed. */
  readonly returns: boolean
}

const single: Effort = { ways: one, steps: one, returns: false }

/** `follow` is what may come after the node. */
export function effortOf(node: PatternNode, follow: Opening): Effort {
  switch (node.kind) {
    case 'sequence':
      return effortOfSequence(node.items, follow)
    case 'alternation':
      return effortOfAlternatives(node.alternatives, follow)
    case 'capture':
      return effortOf(node.body, follow)
    case 'atomic':
      return decided(effortOf(node.body, follow))
    case 'look': {
      const { steps } = effortOf(node.body, anyOpening)
      return { ways: one, steps, returns: !isConstant(steps) }
    }
    case 'repeat': {
      const effort = isSingle(node.body) ? effortOfRun(node, follow) : effortOfRepeat(node, follow)
      if (node.mode !== 'possessive') return effort
      return isSingle(node.body) ? { ...effort, ways: one } : decided(effort)
    }
    case 'backreference':
      return { ways: one, steps: oncePerPlace, returns: true }
    default:
      return single
  }
}

/** The first way counts only: other ways may have been tried in vain before it. */
const decided = ({ ways, steps, returns }: Effort): Effort => ({
  ways: one,
  steps,
  returns: returns || (!isOne(ways) && !isConstant(steps)),
})

function effortOfSequence(items: readonly PatternNode[], follow: Opening): Effort {
  const follows: Opening[] = new Array<Opening>(items.length)
  let after = follow
  for (let i = items.length - 1; i >= 0; i--) {
    follows[i] = after
    after = openingOf(items[i] as PatternNode, after)
  }
  let ways = one
  let steps = none
  let returns = false
  for (let index = 0; index < items.length; index++) {
    let end = index
    while (end < items.length && isSingle(items[end] as PatternNode)) end++
    if (end > index + 1) {
      steps = plus(steps, times(ways, effortOfSingles(items.slice(index, end))))
      index = end - 1
      continue
    }
    const effort = effortOf(items[index] as PatternNode, follows[index] as Opening)
    steps = plus(steps, times(ways, effort.steps))
    ways = times(ways, effort.ways)
    returns ||= effort.returns
  }
  return { ways, steps, returns }
}

/**
 * Single characters in a row, tried at one place after the other: most places fail at once, because a second try can begin inside the
 * first only where the row repeats its first character.
 */
function effortOfSingles(items: readonly PatternNode[]): Bound {
  const [first, ...rest] = items.filter(isSingle).map(charactersOf)
  const again = rest.findIndex((other) => first !== undefined && overlap(first, other))
  const apart = again < 0 ? items.length : again + 1
  return constant(1 + items.length / apart)
}

/** Past this, comparing alternatives pairwise is not worth it. */
const MOST_COMPARED = 200

function effortOfAlternatives(alternatives: readonly PatternNode[], follow: Opening): Effort {
  const efforts = alternatives.map((alternative) => effortOf(alternative, follow))
  const exclusive =
    alternatives.length <= MOST_COMPARED &&
    alternatives.every((left, index) =>
      alternatives.slice(index + 1).every((right) => excludeEachOther(left, right, follow)),
    )
  const steps = efforts.map((effort) => effort.steps).reduce(plus)
  return {
    ways: efforts.map(({ ways }) => ways).reduce(exclusive ? larger : plus),
    steps: exclusive ? plus(steps, constant(follow.tries)) : steps,
    returns: efforts.some(({ returns }) => returns),
  }
}

/** No text can be begun by both: somewhere among the single characters they begin with (or right after) they differ. */
function excludeEachOther(left: PatternNode, right: PatternNode, follow: Opening): boolean {
  const leftItems = itemsOf(left)
  const rightItems = itemsOf(right)
  for (let i = 0; ; i++) {
    if (!overlap(firstFrom(leftItems, i, follow), firstFrom(rightItems, i, follow))) return true
    const leftItem = leftItems[i]
    const rightItem = rightItems[i]
    if (!leftItem || !rightItem || !isSingle(leftItem) || !isSingle(rightItem)) return false
  }
}

function firstFrom(items: readonly PatternNode[], at: number, follow: Opening): FirstSet {
  const item = items[at]
  if (item && isSingle(item)) return charactersOf(item)
  return openingOfSequence(items.slice(at), follow).tried
}

const itemsOf = (node: PatternNode): readonly PatternNode[] => {
  if (node.kind === 'sequence') return node.items
  if (node.kind === 'capture') return itemsOf(node.body)
  return [node]
}

/** Where it is sharp, all ends but the last are in vain: what follows fails there at once. */
function effortOfRun({ body, min, max, mode }: RepeatNode, follow: Opening): Effort {
  const sharp = isSingle(body) && !overlap(charactersOf(body), follow.tried)
  const perPlace = constant(sharp && mode !== 'possessive' ? follow.tries : 1)
  if (max !== Number.POSITIVE_INFINITY) {
    const ends = constant(sharp ? 1 : max - min + 1)
    return { ways: ends, steps: times(constant(Math.max(max, 1)), perPlace), returns: false }
  }
  const steps = times(oncePerPlaceOfRun, perPlace)
  return { ways: sharp ? one : oncePerPlaceOfRun, steps, returns: false }
}

function effortOfRepeat({ body, min, max }: RepeatNode, follow: Opening): Effort {
  const opening = openingOf(body, follow)
  const sharp = !overlap(opening.tried, follow.tried)
  const inVain = constant(sharp ? follow.tries : 1)
  if (max === 0) return single
  if (max === 1) {
    const effort = effortOf(body, follow)
    if (min === 1) return effort
    const { ways, steps, returns } = effort
    const all = sharp ? larger(ways, one) : plus(ways, one)
    return { ways: all, steps: plus(steps, inVain), returns }
  }
  const { ways, steps, returns } = effortOf(body, eitherOpening(opening, follow))
  const perIteration = plus(steps, inVain)
  if (max === Number.POSITIVE_INFINITY) {
    // Ways of an iteration multiply with those of the next: any ambiguity is exponential.
    if (!isOne(ways)) return { ways: endless, steps: endless, returns }
    // Iterations share the text among them, unless they go over the same text again.
    const all = returns ? times(perIteration, oncePerPlace) : shared(perIteration)
    return { ways: sharp ? one : oncePerPlace, steps: all, returns }
  }
  const inner = power(ways, max)
  const ends = sharp || min === max ? one : constant(max - min + 1)
  const all = times(times(inner, perIteration), constant(max))
  return { ways: times(inner, ends), steps: all, returns }
}

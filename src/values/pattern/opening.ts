import { anything, charactersOf, type FirstSet, lineFeed, nothing, unionOf } from './first-set.ts'
import { type PatternNode, widthOf } from './tree.ts'

/** What stands at the beginning of a pattern, or of the rest of one. */
export interface Opening {
  /** What it may begin with. Never less than is true. */
  readonly first: FirstSet
  /** Where none of these stands it fails at once. Lookaheads may be gone through in vain for others than the first. */
  readonly tried: FirstSet
  /** Steps until it has failed at once: it may try several things. */
  readonly tries: number
}

const openingWith = (first: FirstSet): Opening => ({ first, tried: first, tries: 1 })

export const anyOpening = openingWith(anything)

export const eitherOpening = (left: Opening, right: Opening): Opening => ({
  first: unionOf(left.first, right.first),
  tried: unionOf(left.tried, right.tried),
  tries: left.tries + right.tries,
})

/** The opening of the node, when `after` is that of what comes after it. */
export function openingOf(node: PatternNode, after: Opening): Opening {
  switch (node.kind) {
    case 'character':
    case 'set':
      return openingWith(charactersOf(node))
    case 'sequence':
      return openingOfSequence(node.items, after)
    case 'alternation':
      return node.alternatives
        .map((alternative) => openingOf(alternative, after))
        .reduce(eitherOpening)
    case 'capture':
    case 'atomic':
      return openingOf(node.body, after)
    case 'repeat': {
      if (node.max === 0) return after
      const opening = openingOf(node.body, after)
      return node.min === 0 ? eitherOpening(opening, after) : opening
    }
    case 'look':
      if (node.behind) return { ...after, tries: after.tries + widthOf(node.body).most + 1 }
      return { ...eitherOpening(openingOf(node.body, anyOpening), after), first: after.first }
    case 'assertion':
      if (node.at === 'end') return openingWith(nothing)
      if (node.at === 'lastLineEnd' || node.at === 'lineEnd') return openingWith(lineFeed)
      return { ...after, tries: after.tries + 1 }
    case 'backreference':
      return anyOpening
    default:
      return after
  }
}

export const openingOfSequence = (items: readonly PatternNode[], after: Opening): Opening =>
  items.reduceRight((rest, item) => openingOf(item, rest), after)

import type { CharacterSet } from './character-set.ts'
import { emptyNode, type PatternNode, sequenceOf } from './tree.ts'

/** Starts are tried at one place only. */
export function isAnchored(node: PatternNode): boolean {
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

/** For patterns that begin with a line: what follows their `.*`. */
export function withoutLeadingRun(node: PatternNode): PatternNode {
  switch (node.kind) {
    case 'sequence': {
      const [first, ...rest] = node.items
      return sequenceOf([withoutLeadingRun(first as PatternNode), ...rest])
    }
    case 'capture':
      return { ...node, body: withoutLeadingRun(node.body) }
    default:
      return emptyNode
  }
}

const isAllButLineFeed = ({ negated, ranges, properties }: CharacterSet): boolean =>
  negated &&
  properties.length === 0 &&
  ranges.length === 1 &&
  ranges[0]?.[0] === 10 &&
  ranges[0][1] === 10

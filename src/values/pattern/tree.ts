import type { CharacterSet } from './character-set.ts'

/** A PCRE pattern as a tree. Flags are resolved into the nodes they change, groups are numbered as PCRE numbers them. */
export type PatternNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly code: number; readonly ignoreCase: boolean }
  | { readonly kind: 'set'; readonly set: CharacterSet; readonly ignoreCase: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'alternation'; readonly alternatives: readonly PatternNode[] }
  | { readonly kind: 'capture'; readonly group: number; readonly body: PatternNode }
  | { readonly kind: 'atomic'; readonly body: PatternNode }
  | RepeatNode
  | {
      readonly kind: 'look'
      readonly behind: boolean
      readonly negative: boolean
      readonly body: PatternNode
    }
  | { readonly kind: 'assertion'; readonly at: AssertionPlace }
  /** Several groups when a name is used more than once: the first that took part counts. */
  | {
      readonly kind: 'backreference'
      readonly groups: readonly number[]
      readonly ignoreCase: boolean
    }
  /** `\K`: the match begins here. */
  | { readonly kind: 'keep' }

export interface RepeatNode {
  readonly kind: 'repeat'
  readonly body: PatternNode
  readonly min: number
  /** `Infinity` when there is no bound. */
  readonly max: number
  readonly mode: 'greedy' | 'lazy' | 'possessive'
}

/** `end` is the very end (`\z`), `lastLineEnd` also before a line feed that ends the text (`$`, `\Z`). */
export type AssertionPlace =
  | 'start'
  | 'lineStart'
  | 'end'
  | 'lastLineEnd'
  | 'lineEnd'
  | 'boundary'
  | 'notBoundary'
  | 'searchStart'

export interface ParsedPattern {
  readonly root: PatternNode
  /** By group number, the whole match first; empty for groups without a name. */
  readonly groupNames: readonly string[]
}

export interface PatternProblem {
  readonly problem: string
  /** Code unit in the pattern where it was noticed. */
  readonly offset: number
}

export const emptyNode: PatternNode = { kind: 'empty' }

export function sequenceOf(items: readonly PatternNode[]): PatternNode {
  const kept = items.filter((item) => item.kind !== 'empty')
  if (kept.length === 0) return emptyNode
  return kept.length === 1 ? (kept[0] as PatternNode) : { kind: 'sequence', items: kept }
}

/** Takes exactly one character. */
export function isSingle(
  node: PatternNode,
): node is Extract<PatternNode, { kind: 'character' | 'set' }> {
  return node.kind === 'character' || node.kind === 'set'
}

/** Nodes directly below. */
export function childrenOf(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items
    case 'alternation':
      return node.alternatives
    case 'capture':
    case 'atomic':
    case 'repeat':
    case 'look':
      return [node.body]
    default:
      return []
  }
}

/** Whether the node or any below it is of this kind. */
export const holds = (node: PatternNode, test: (node: PatternNode) => boolean): boolean =>
  test(node) || childrenOf(node).some((child) => holds(child, test))

/** How many characters it takes, least and most. */
export function widthOf(node: PatternNode): { readonly least: number; readonly most: number } {
  switch (node.kind) {
    case 'character':
    case 'set':
      return { least: 1, most: 1 }
    case 'sequence': {
      let least = 0
      let most = 0
      for (const item of node.items) {
        const width = widthOf(item)
        least += width.least
        most += width.most
      }
      return { least, most }
    }
    case 'alternation': {
      const widths = node.alternatives.map(widthOf)
      return {
        least: widths.reduce((sum, { least }) => Math.min(sum, least), Number.POSITIVE_INFINITY),
        most: widths.reduce((sum, { most }) => Math.max(sum, most), 0),
      }
    }
    case 'capture':
    case 'atomic':
      return widthOf(node.body)
    case 'repeat': {
      const { least, most } = widthOf(node.body)
      return { least: least * node.min, most: most === 0 ? 0 : most * node.max }
    }
    case 'backreference':
      return { least: 0, most: Number.POSITIVE_INFINITY }
    default:
      return { least: 0, most: 0 }
  }
}

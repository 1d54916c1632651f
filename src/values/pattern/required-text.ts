import { foldCase } from '../fold-case.ts'
import { caseVariants } from './character-set.ts'
import type { PatternNode } from './tree.ts'

/** A text that is in every text in which the pattern matches. */
export interface RequiredText {
  readonly text: string
  /** It is in them when case is folded, and is folded itself. */
  readonly folded: boolean
}

/** What stands next to each other in every match so far, and the longest that has ended. */
interface Found {
  readonly folded: boolean
  open: string
  longest: string
}

/** A text as it is must have so many characters, else one in which case is folded may tell more. */
const telling = 3

/**
 * The longest text that every match of a pattern has, empty when there is none. Looking for it is many times faster than trying the
 * pattern, and most texts do not have it.
 */
export function requiredText(root: PatternNode): RequiredText {
  const exact = longestIn(root, false)
  if (exact.length >= telling) return { text: exact, folded: false }
  const folded = longestIn(root, true)
  return folded.length > exact.length
    ? { text: folded, folded: true }
    : { text: exact, folded: false }
}

function longestIn(root: PatternNode, folded: boolean): string {
  const found: Found = { folded, open: '', longest: '' }
  visit(root, found)
  close(found)
  return found.longest
}

function close(found: Found): void {
  if (found.open.length > found.longest.length) found.longest = found.open
  found.open = ''
}

function visit(node: PatternNode, found: Found): void {
  switch (node.kind) {
    case 'character':
      visitCharacter(node, found)
      return
    case 'sequence':
      for (const item of node.items) visit(item, found)
      return
    case 'capture':
    case 'atomic':
      visit(node.body, found)
      return
    case 'repeat':
      close(found)
      if (node.min > 0) visit(node.body, found)
      close(found)
      return
    case 'look':
      // What it sees is in the text, but not between what stands before and after it.
      if (!node.negative) visitApart(node.body, found)
      return
    case 'empty':
    case 'keep':
    case 'assertion':
      return
    default:
      close(found)
  }
}

function visitCharacter(
  { code, ignoreCase }: Extract<PatternNode, { kind: 'character' }>,
  found: Found,
): void {
  // Beyond ASCII folding depends on what stands around.
  if (found.folded && code < 128) found.open += foldCase(String.fromCharCode(code))
  else if (found.folded || (ignoreCase && caseVariants(code).length > 1)) close(found)
  else found.open += String.fromCodePoint(code)
}

function visitApart(body: PatternNode, found: Found): void {
  const text = longestIn(body, found.folded)
  if (text.length > found.longest.length) found.longest = text
}

import { caseVariants } from './character-set.ts'
import type { PatternNode } from './tree.ts'

/** What stands next to each other in every match so far, and the longest that has ended. */
interface Found {
  open: string
  longest: string
}

/**
 * The longest text that is in every text in which the pattern matches, empty when nothing is. Looking for it is many times faster than
 * trying the pattern, and most texts do not have it.
 */
export function requiredText(root: PatternNode): string {
  const found: Found = { open: '', longest: '' }
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
      if (node.ignoreCase && caseVariants(node.code).length > 1) close(found)
      else found.open += String.fromCodePoint(node.code)
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

function visitApart(body: PatternNode, found: Found): void {
  const text = requiredText(body)
  if (text.length > found.longest.length) found.longest = text
}

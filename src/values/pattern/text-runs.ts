import { type FirstSet, mayHold } from './first-set.ts'

/**
 * Whether more than so many characters of a set stand side by side in a text. Characters are looked at twice at most, and most of them
 * never where runs are short: a run that is too long holds one of every `most + 1` characters.
 */
export function hasLongerRun(text: string, set: FirstSet, most: number): boolean {
  let from = 0
  while (from + most < text.length) {
    let at = from + most
    while (at >= from && mayHold(set, text.charCodeAt(at))) at--
    if (at < from) return true
    from = at + 1
  }
  return false
}

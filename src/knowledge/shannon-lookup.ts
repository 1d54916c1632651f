import type { LookupReader } from '../contract/function.ts'
import { textOf } from '../values/convert.ts'

/**
 * The entropy of a text after Shannon, in bits for each character. Source: the add-on URL Toolbox, `ut_shannon_lookup`, which computes the
 * sum of -p·log2(p) over the characters of `word`.
 */
export const shannonLookup: LookupReader = {
  fields: ['word', 'ut_shannon'],
  find({ word }) {
    return word === undefined ? [] : [{ word, ut_shannon: textOf(entropyOf(word)) }]
  },
}

function entropyOf(word: string): number {
  const characters = [...word]
  const counts = new Map<string, number>()
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1)
  let entropy = 0
  for (const count of counts.values()) {
    const share = count / characters.length
    entropy -= share * Math.log2(share)
  }
  return entropy
}

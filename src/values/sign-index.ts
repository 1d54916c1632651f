import { multiPattern } from './multi-pattern.ts'

/** What a text shows, case folded: that it is equal to another, or has it as a part. */
export type TextSign =
  | { readonly kind: 'equal'; readonly text: string }
  | { readonly kind: 'part'; readonly text: string }

/** Tells which of many a text may be of, by the signs that it shows. */
export interface SignIndex {
  /** Adds the numbers of those of whose signs the text shows one. @param text case folded */
  eachIn(text: string, shown: Set<number>): void
}

const none: readonly number[] = []

/** @param signs of each number; texts of parts are not empty */
export function signIndex(signs: readonly (readonly TextSign[])[]): SignIndex {
  const equal = new Map<string, number[]>()
  const parts = new Map<string, number[]>()
  signs.forEach((list, number) => {
    for (const { kind, text } of list) addTo(kind === 'equal' ? equal : parts, text, number)
  })
  const words = [...parts.keys()]
  const ofWords = [...parts.values()]
  const pattern = words.length > 0 ? multiPattern(words) : undefined
  return {
    eachIn(text, shown) {
      for (const number of equal.get(text) ?? none) shown.add(number)
      pattern?.eachIn(text, (word) => {
        for (const number of ofWords[word] as readonly number[]) shown.add(number)
      })
    },
  }
}

function addTo(table: Map<string, number[]>, key: string, number: number): void {
  const list = table.get(key)
  if (list) list.push(number)
  else table.set(key, [number])
}

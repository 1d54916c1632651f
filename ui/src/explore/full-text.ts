import MiniSearch from 'minisearch'
import type { ListedDetection } from '../../../src/http/api-types.ts'

/** Finds detections by words of all that is said of them. */
export interface FullText {
  /** Slugs with their scores, best first; `undefined` for a text without words. */
  search(text: string): ReadonlyMap<string, number> | undefined
}

/** A match in a name says more than one in a query. */
const boosts = {
  name: 8,
  techniques: 5,
  slug: 3,
  stories: 3,
  dataSources: 3,
  tactics: 2,
  description: 2,
  author: 1,
  spl: 1,
} as const

const fieldsOf = (item: ListedDetection): Readonly<Record<keyof typeof boosts, string>> => ({
  name: item.name,
  techniques: item.attack.map(({ id, name }) => `${id} ${name ?? ''}`).join(' '),
  slug: `${item.slug} ${item.id}`,
  stories: item.stories.join(' '),
  dataSources: item.dataSources.join(' '),
  tactics: item.tactics.join(' '),
  description: item.description,
  author: item.author,
  spl: item.search,
})

/** `WmiPrvSE.exe` is found by `wmiprvse` too; `T1021.003` is one word, and is found by `T1021` as its beginning. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [word] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu)) {
    const whole = word.replace(/[._-]+$/, '')
    words.push(whole)
    const parts = whole.split(/[._-]+/)
    if (parts.length > 1 && !/^t\d{4}\.\d{3}$/i.test(whole)) words.push(...parts)
  }
  return words
}

/** Words that stand in nearly everything and would only cost time. */
const dropped = new Set(['the', 'of', 'and', 'a', 'to', 'in', 'is', 'by', 'as', 'or', 'for', 'it'])

/** Short words have too many neighbours, and ids none that are meant. */
export const typosIn = (word: string): number =>
  word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2

/**
 * @param pause is awaited between parts of the work, so that a page stays lively meanwhile
 */
export async function indexDetections(
  items: readonly ListedDetection[],
  pause: () => Promise<void> = async () => {},
): Promise<FullText> {
  const index = new MiniSearch<Readonly<Record<string, string>>>({
    idField: 'key',
    fields: Object.keys(boosts),
    tokenize: wordsOf,
    processTerm: (word) => {
      const lower = word.toLowerCase()
      // What encodes a picture or a command is found by nobody by its whole.
      return dropped.has(lower) ? null : lower.slice(0, 40)
    },
  })
  const part = 100
  for (let start = 0; start < items.length; start += part) {
    index.addAll(
      items.slice(start, start + part).map((item) => ({ key: item.slug, ...fieldsOf(item) })),
    )
    await pause()
  }
  return {
    search(text) {
      if (wordsOf(text).length === 0) return undefined
      const options = {
        boost: boosts,
        prefix: (word: string) => word.length > 1,
        fuzzy: typosIn,
        weights: { fuzzy: 0.2, prefix: 0.5 },
        // What is typed is found as a whole where it can be.
        combineWith: 'AND' as const,
        tokenize: plainWords,
      }
      const all = index.search(text, options)
      const inParts = all.length > 0 ? all : index.search(text, { ...options, tokenize: wordsOf })
      const found =
        inParts.length > 0 ? inParts : index.search(text, { ...options, combineWith: 'OR' })
      return new Map(found.map(({ id, score }) => [String(id), score]))
    },
  }
}

/** Of a query: what is asked for as one word is not taken apart. */
const plainWords = (text: string): string[] =>
  [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu)].map(([word]) => word.replace(/[._-]+$/, ''))

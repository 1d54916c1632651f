import { caseVariants, javaScriptClass, setOf } from './character-set.ts'
import type { PatternNode } from './tree.ts'

/** Tells which characters a single-character node takes, asked one by one. */
export interface CharacterTest {
  readonly key: string
  /** For code units below 256. */
  readonly latin: Uint8Array
  /** Only the character itself is taken. */
  readonly isExact: boolean
  takes(code: number): boolean
}

const MOST_KNOWN = 2000
const tests = new Map<string, CharacterTest>()

/** JavaScript's own class decides, so that both matchers agree on every character. */
export function characterTest(
  node: Extract<PatternNode, { kind: 'character' | 'set' }>,
): CharacterTest {
  const isExact =
    node.kind === 'character' && (!node.ignoreCase || caseVariants(node.code).length === 1)
  const set = node.kind === 'set' ? node.set : setOf([[node.code, node.code]])
  const flags = node.ignoreCase ? 'iu' : 'u'
  const source = javaScriptClass(set)
  const key = `${flags}${source}`
  const found = tests.get(key)
  if (found) return found
  const form = new RegExp(`^${source}$`, flags)
  const latin = new Uint8Array(256)
  for (let code = 0; code < 256; code++) latin[code] = form.test(String.fromCharCode(code)) ? 1 : 0
  const others = new Map<number, boolean>()
  const test: CharacterTest = {
    key,
    latin,
    isExact,
    takes(code) {
      if (code < 256) return latin[code] === 1
      const known = others.get(code)
      if (known !== undefined) return known
      const takes = form.test(String.fromCodePoint(code))
      if (others.size >= MOST_KNOWN) others.clear()
      others.set(code, takes)
      return takes
    },
  }
  if (tests.size >= MOST_KNOWN) tests.clear()
  tests.set(key, test)
  return test
}

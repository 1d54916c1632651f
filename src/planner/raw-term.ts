import { foldCase } from '../values/fold-case.ts'
import { wildcardPieces } from '../values/wildcard.ts'

/**
 * Words and phrases looked for in `_raw`. A term stands for whole segments: where it begins or ends with a character that is no
 * breaker, a breaker or the end of the text must stand beside it, unless it has an asterisk there. An asterisk within a word stands for
 * characters of that word, which ends at a major breaker.
 * Source: Splunk Search Manual, "Event segmentation and searching", "Use CASE() and TERM() to match phrases"; segmenters.conf.
 */
export interface RawTermOptions {
  /** `TERM(…)`: only major breakers may stand beside it. */
  readonly wholeSegment: boolean
  readonly caseSensitive: boolean
}

export interface RawTerm {
  /** Given the text, or its `foldCase` when case is ignored. Linear in the text for each piece between asterisks. */
  test(text: string): boolean
}

const majorCharacters = '[]<>(){}|!;,\'"*\n\r \t&?+'
const minorCharacters = '/:=@.-$#%\\_'
/** Percent-encoded characters that are major breakers as they stand. */
const encodedBreakers = new Set(
  '%21 %26 %2526 %3b %7c %20 %2b %3d %2520 %5d %5b %3a %0a %2c %28 %29'.split(' '),
)

const MINOR = 1
const MAJOR = 2
const breakers = new Uint8Array(128)
for (const character of minorCharacters) breakers[character.charCodeAt(0)] = MINOR
for (const character of majorCharacters) breakers[character.charCodeAt(0)] = MAJOR

const breakerAt = (text: string, at: number): number => breakers[text.charCodeAt(at)] ?? 0
const isMajor = (text: string, at: number): boolean =>
  breakerAt(text, at) === MAJOR ||
  (text[at] === '-' && (text[at - 1] === '-' || text[at + 1] === '-'))

const isEncoded = (text: string, start: number, end: number): boolean =>
  text[start] === '%' && encodedBreakers.has(text.slice(start, end).toLowerCase())
const encodedBreakerEndsAt = (text: string, at: number): boolean =>
  isEncoded(text, at - 3, at) || isEncoded(text, at - 5, at)
const encodedBreakerBeginsAt = (text: string, at: number): boolean =>
  isEncoded(text, at, at + 3) || isEncoded(text, at, at + 5)

/** May a segment begin or end between this character and the one before? */
function isBoundary(text: string, at: number, majorOnly: boolean): boolean {
  if (at === 0 || at === text.length) return true
  if (majorOnly) {
    return (
      isMajor(text, at - 1) ||
      isMajor(text, at) ||
      encodedBreakerEndsAt(text, at) ||
      encodedBreakerBeginsAt(text, at)
    )
  }
  return breakerAt(text, at - 1) > 0 || breakerAt(text, at) > 0 || encodedBreakerEndsAt(text, at)
}

function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && breakerAt(text, at) !== MAJOR) at++
  return at
}

/** Pieces that asterisks join within words: each begins in the word in which the one before ends. */
type Chain = readonly string[]

/** Asterisks with a major breaker or an end beside them may stand for anything, and part two chains. */
function chainsOf(pieces: readonly string[]): Chain[] {
  const chains: string[][] = []
  let before = ''
  for (const piece of pieces) {
    if (piece === '') continue
    const joined =
      before !== '' &&
      breakerAt(before, before.length - 1) !== MAJOR &&
      breakerAt(piece, 0) !== MAJOR
    const last = chains[chains.length - 1]
    if (joined && last) last.push(piece)
    else chains.push([piece])
    before = piece
  }
  return chains
}

/** `written` as a pattern of `values/wildcard.ts`. */
export function compileRawTerm(
  written: string,
  { wholeSegment, caseSensitive }: RawTermOptions,
): RawTerm {
  const pieces = wildcardPieces(caseSensitive ? written : foldCase(written))
  const chains = chainsOf(pieces)
  const openStart = pieces.length > 1 && pieces[0] === ''
  const openEnd = pieces.length > 1 && pieces[pieces.length - 1] === ''

  /** End of the leftmost occurrence of a chain at or after `from`, or -1. */
  function findChain(text: string, index: number, from: number): number {
    const chain = chains[index] as Chain
    const bounded = index === 0 && !openStart
    const boundedEnd = index === chains.length - 1 && !openEnd
    let start = from
    for (;;) {
      start = text.indexOf(chain[0] as string, start)
      if (start < 0) return -1
      if (bounded && !isBoundary(text, start, wholeSegment)) {
        start++
        continue
      }
      const end = followChain(text, chain, start, boundedEnd)
      if (end >= 0) return end
      // A later start within the same word has less room for what failed: skip the word, which keeps this linear.
      start = chain.length > 1 ? endOfWord(text, start + (chain[0] as string).length) : start + 1
    }
  }

  function followChain(text: string, chain: Chain, start: number, boundedEnd: boolean): number {
    let end = start + (chain[0] as string).length
    for (let i = 1; i < chain.length; i++) {
      const piece = chain[i] as string
      // Only the word is looked through, so that many words without the piece do not each read the rest of the text.
      const word = text.slice(end, endOfWord(text, end) + piece.length)
      let found = word.indexOf(piece)
      if (i === chain.length - 1 && boundedEnd) {
        while (found >= 0 && !isBoundary(text, end + found + piece.length, wholeSegment)) {
          found = word.indexOf(piece, found + 1)
        }
      }
      if (found < 0) return -1
      end += found + piece.length
    }
    return boundedEnd && !isBoundary(text, end, wholeSegment) ? -1 : end
  }

  return {
    test(text) {
      let from = 0
      for (let index = 0; index < chains.length; index++) {
        from = findChain(text, index, from)
        if (from < 0) return false
      }
      return true
    },
  }
}

import { foldCase, isAscii } from './fold-case.ts'
import type { TextSign } from './sign-index.ts'

export type WildcardKind = 'any' | 'exact' | 'prefix' | 'suffix' | 'contains' | 'general'

export interface WildcardMatcher {
  /** `any` is `*`; `general` has at least two literals, or one between other stars and an anchor. */
  readonly kind: WildcardKind
  /** The texts between the asterisks in order, without empty ones; case-folded when case is ignored. */
  readonly literals: readonly string[]
  test(text: string): boolean
}

export interface WildcardOptions {
  readonly ignoreCase: boolean
}

/**
 * The pieces between asterisks, the first anchored at the start and the last at the end (so `a*` is `['a', '']`).
 * `\*` is an asterisk. Of backslashes right before an asterisk each pair stands for one (`\\*` is a backslash, then anything); elsewhere
 * a backslash is itself. Source: Splunk Search Manual, "Wildcards", and Search Reference, "search", Backslashes.
 */
export function wildcardPieces(pattern: string): string[] {
  if (!pattern.includes('\\')) return pattern.split('*')
  const pieces: string[] = []
  let piece = ''
  for (let at = 0; at < pattern.length; ) {
    const char = pattern.charAt(at)
    if (char === '*') {
      pieces.push(piece)
      piece = ''
      at++
      continue
    }
    if (char !== '\\') {
      piece += char
      at++
      continue
    }
    let end = at
    while (pattern.charAt(end) === '\\') end++
    const count = end - at
    if (pattern.charAt(end) !== '*') {
      piece += pattern.slice(at, end)
      at = end
      continue
    }
    piece += '\\'.repeat(count >> 1)
    at = end
    if (count % 2 === 1) {
      piece += '*'
      at++
    }
  }
  pieces.push(piece)
  return pieces
}

/** The pattern in which every asterisk is a wildcard, as it is written; backslashes before one are themselves. */
export const withPlainBackslashes = (written: string): string =>
  written.replace(/\\+(?=\*)/g, (run) => (run.length % 2 === 1 ? `${run}\\` : run))

/** Whether the pattern holds an asterisk that is not escaped. */
export const hasWildcard = (pattern: string): boolean =>
  pattern.includes('*') && wildcardPieces(pattern).length > 1

/** What every text shows that the pattern matches: its longest text between asterisks, if it has any. */
export function signOfWildcard(pattern: string): TextSign | undefined {
  const pieces = wildcardPieces(pattern).map(foldCase)
  const [whole = ''] = pieces
  if (pieces.length === 1) return { kind: 'equal', text: whole }
  const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best))
  return longest === '' ? undefined : { kind: 'part', text: longest }
}

/** The text as a pattern that matches only itself. */
export const escapeWildcards = (text: string): string =>
  text.replace(/(\\*)\*/g, (_, slashes: string) => `${slashes}${slashes}\\*`)

/** Compiles a pattern that must match the whole text. Time is linear in the text for each literal. */
export function wildcardMatcher(pattern: string, { ignoreCase }: WildcardOptions): WildcardMatcher {
  const written = wildcardPieces(pattern)
  const pieces = ignoreCase ? written.map(foldCase) : written
  const literals = pieces.filter((piece) => piece !== '')
  const kind = kindOf(pieces, literals)
  const test = ignoreCase ? foldedTest(kind, pieces, literals) : exactTest(kind, pieces, literals)
  return { kind, literals, test }
}

function kindOf(pieces: readonly string[], literals: readonly string[]): WildcardKind {
  if (pieces.length === 1) return 'exact'
  if (literals.length === 0) return 'any'
  if (literals.length > 1) return 'general'
  if (pieces[0] !== '') return 'prefix'
  return pieces[pieces.length - 1] === '' ? 'contains' : 'suffix'
}

type Test = (text: string) => boolean

function exactTest(
  kind: WildcardKind,
  pieces: readonly string[],
  literals: readonly string[],
): Test {
  const literal = literals[0] ?? ''
  switch (kind) {
    case 'any':
      return () => true
    case 'exact':
      return (text) => text === literal
    case 'prefix':
      return (text) => text.startsWith(literal)
    case 'suffix':
      return (text) => text.endsWith(literal)
    case 'contains':
      return (text) => text.includes(literal)
    case 'general':
      return piecesTest(pieces)
  }
}

function foldedTest(
  kind: WildcardKind,
  pieces: readonly string[],
  literals: readonly string[],
): Test {
  const literal = literals[0] ?? ''
  const { length } = literal
  const folded = exactTest(kind, pieces, literals)
  // Folding keeps the length of everything that can become ASCII, so only the part that decides is folded.
  if (isAscii(literal)) {
    if (kind === 'exact') return (text) => text.length === length && foldCase(text) === literal
    if (kind === 'prefix') return (text) => foldCase(text.slice(0, length)) === literal
    if (kind === 'suffix')
      return (text) => text.length >= length && foldCase(text.slice(-length)) === literal
  }
  return kind === 'any' ? folded : (text) => folded(foldCase(text))
}

/** First and last piece anchored, those between found from left to right. */
export function piecesTest(pieces: readonly string[]): Test {
  const first = pieces[0] ?? ''
  const last = pieces[pieces.length - 1] ?? ''
  const inner = pieces.slice(1, -1).filter((piece) => piece !== '')
  const shortest = pieces.reduce((sum, piece) => sum + piece.length, 0)
  return (text) => {
    if (text.length < shortest || !text.startsWith(first) || !text.endsWith(last)) return false
    const end = text.length - last.length
    let from = first.length
    for (const piece of inner) {
      const found = text.indexOf(piece, from)
      if (found < 0 || found + piece.length > end) return false
      from = found + piece.length
    }
    return true
  }
}

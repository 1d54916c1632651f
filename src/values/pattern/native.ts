import { caseVariants, javaScriptCharacter, javaScriptClass, setOf } from './character-set.ts'
import { beginsWithLine } from './starts.ts'
import { type AssertionPlace, childrenOf, holds, type PatternNode, widthOf } from './tree.ts'

/** A pattern in JavaScript's syntax that matches as PCRE would. */
export interface NativePattern {
  readonly source: string
  readonly flags: 'u' | 'iu'
  /** JavaScript's number of each group of the pattern, the whole match first; the others are ours. */
  readonly groupMap: readonly number[]
  /** No group of ours stands between: the map changes nothing. */
  readonly isPlain: boolean
  readonly mayBeEmpty: boolean
  /** It matches from the start of a line if at all: but for where a search starts, other places are not worth trying. */
  readonly beginsWithLine: boolean
}

/**
 * Writes the tree as a JavaScript pattern, or `null` where JavaScript would match something else: `\K`, `\G`, references (to unset groups
 * they match nothing in PCRE, the empty text in JavaScript), groups of one number (`(?|…)`), groups in repetitions that an iteration may leave unset
 * (JavaScript forgets them), repetitions of what may be empty, and non-ASCII sets of which only a part of the pattern ignores case.
 */
export function nativePatternOf(root: PatternNode, groups: number): NativePattern | null {
  const cases = { sensitive: false, insensitive: false }
  noteCases(root, cases)
  const mixed = cases.sensitive && cases.insensitive
  if (holds(root, (node) => differs(node, mixed))) return null
  const numbers = new Set<number>()
  if (holds(root, (node) => isRepeatedCapture(node, numbers))) return null
  const writer: Writer = { mixed, opened: 0, groupMap: new Array<number>(groups + 1).fill(0) }
  const source = write(root, writer)
  return {
    source,
    flags: cases.insensitive && !mixed ? 'iu' : 'u',
    groupMap: writer.groupMap,
    isPlain: writer.opened === groups,
    mayBeEmpty: widthOf(root).least === 0,
    beginsWithLine: beginsWithLine(root),
  }
}

interface Writer {
  readonly mixed: boolean
  opened: number
  readonly groupMap: number[]
}

function noteCases(node: PatternNode, cases: { sensitive: boolean; insensitive: boolean }): void {
  if (node.kind === 'character' && isCased(node.code)) {
    if (node.ignoreCase) cases.insensitive = true
    else cases.sensitive = true
  }
  if (node.kind === 'set' && !isCaseless(node)) {
    if (node.ignoreCase) cases.insensitive = true
    else cases.sensitive = true
  }
  for (const child of childrenOf(node)) noteCases(child, cases)
}

const isCased = (code: number): boolean => caseVariants(code).length > 1

/** Sets that hold letters in all their cases or in none: digits, blanks, `\w`, `.`. */
function isCaseless({ set }: Extract<PatternNode, { kind: 'set' }>): boolean {
  if (set.properties.length > 0) return false
  const covers = (code: number): boolean =>
    set.ranges.some(([from, to]) => code >= from && code <= to)
  const last = set.ranges.reduce((most, [, to]) => Math.max(most, to), 0)
  if (last > 127 && last < 0x10ffff) return false
  for (let code = 65; code <= 90; code++) if (covers(code) !== covers(code + 32)) return false
  return true
}

function differs(node: PatternNode, mixed: boolean): boolean {
  switch (node.kind) {
    case 'keep':
    case 'backreference':
      return true
    case 'assertion':
      return node.at === 'searchStart'
    case 'set':
      return mixed && node.ignoreCase && !isCaseless(node) && !isAsciiSet(node)
    case 'repeat':
      return (
        (node.max > 1 && (widthOf(node.body).least === 0 || mayLeaveGroupUnset(node.body))) ||
        // JavaScript does not count an optional part that takes nothing.
        (node.min === 0 && widthOf(node.body).least === 0) ||
        // Past this V8 refuses or takes long.
        node.min > 1000 ||
        (node.max !== Number.POSITIVE_INFINITY && node.max > 10_000)
      )
    default:
      return false
  }
}

const isAsciiSet = ({ set }: Extract<PatternNode, { kind: 'set' }>): boolean =>
  set.properties.length === 0 && set.ranges.every(([, to]) => to < 128)

const isCapture = (node: PatternNode): boolean => node.kind === 'capture'

function mayLeaveGroupUnset(body: PatternNode): boolean {
  switch (body.kind) {
    case 'alternation':
      return holds(body, isCapture)
    case 'repeat':
      return body.min === 0 ? holds(body, isCapture) : mayLeaveGroupUnset(body.body)
    case 'look':
      return body.negative ? holds(body, isCapture) : mayLeaveGroupUnset(body.body)
    default:
      return childrenOf(body).some(mayLeaveGroupUnset)
  }
}

function isRepeatedCapture(node: PatternNode, numbers: Set<number>): boolean {
  if (node.kind !== 'capture') return false
  if (numbers.has(node.group)) return true
  numbers.add(node.group)
  return false
}

const PLACES: Readonly<Record<AssertionPlace, string>> = {
  start: '^',
  // Not after a line feed that ends the text.
  lineStart: '(?:^|(?<=\\n)(?!$))',
  end: '$',
  lastLineEnd: '(?=\\n?$)',
  lineEnd: '(?=\\n|$)',
  boundary: '\\b',
  notBoundary: '\\B',
  searchStart: '',
}

function write(node: PatternNode, writer: Writer): string {
  switch (node.kind) {
    case 'empty':
    case 'keep':
    case 'backreference':
      return ''
    case 'character':
      return writeCharacter(node.code, node.ignoreCase, writer)
    case 'set':
      return writeSet(node, writer)
    case 'assertion':
      return PLACES[node.at]
    case 'sequence':
      return node.items.map((item) => writeItem(item, writer)).join('')
    case 'alternation':
      return node.alternatives.map((alternative) => write(alternative, writer)).join('|')
    case 'capture':
      writer.groupMap[node.group] = ++writer.opened
      return `(${write(node.body, writer)})`
    case 'atomic':
      return writeAtomic(node.body, writer)
    case 'look':
      return `(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${write(node.body, writer)})`
    case 'repeat': {
      const greedy = (): string =>
        `${writeAtom(node.body, writer)}${bounds(node.min, node.max)}${node.mode === 'lazy' ? '?' : ''}`
      if (node.mode !== 'possessive') return greedy()
      const body: PatternNode = { ...node, mode: 'greedy' }
      return writeAtomic(body, writer)
    }
  }
}

const bounds = (min: number, max: number): string => {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  if (min === 0 && max === 1) return '?'
  return min === max ? `{${min}}` : `{${min},${max}}`
}

/** A lookahead is never entered again, so a group in it, taken by its number, is what an atomic group takes. */
function writeAtomic(body: PatternNode, writer: Writer): string {
  const number = ++writer.opened
  return `(?=(${write(body, writer)}))\\${number}(?:)`
}

const writeItem = (node: PatternNode, writer: Writer): string =>
  node.kind === 'alternation' ? `(?:${write(node, writer)})` : write(node, writer)

/** Something that a quantifier may follow. */
function writeAtom(node: PatternNode, writer: Writer): string {
  const text = write(node, writer)
  return node.kind === 'character' || node.kind === 'set' || node.kind === 'capture'
    ? text
    : `(?:${text})`
}

function writeCharacter(code: number, ignoreCase: boolean, { mixed }: Writer): string {
  if (!mixed || !ignoreCase) return javaScriptCharacter(code)
  const variants = caseVariants(code)
  if (variants.length === 1) return javaScriptCharacter(code)
  return javaScriptClass(setOf(variants.map((variant) => [variant, variant] as const)))
}

function writeSet(node: Extract<PatternNode, { kind: 'set' }>, { mixed }: Writer): string {
  if (!mixed || !node.ignoreCase || isCaseless(node)) return javaScriptClass(node.set)
  const ranges = [...node.set.ranges]
  for (const [from, to] of node.set.ranges)
    for (let code = from; code <= to; code++)
      for (const variant of caseVariants(code)) ranges.push([variant, variant])
  return javaScriptClass({ ...node.set, ranges })
}

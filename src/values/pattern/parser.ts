import { takeBracket } from './bracket.ts'
import { setOf, shorthandRanges } from './character-set.ts'
import { octalCode, takeQuoted, takeSimpleEscape } from './escape.ts'
import { takeGroupOpening, withFlags } from './group.ts'
import {
  failAt,
  looksAt,
  type PatternFlags,
  type PatternReader,
  PatternSyntaxError,
  peek,
  take,
  takeCode,
  takeMatch,
} from './reader.ts'
import {
  type AssertionPlace,
  emptyNode,
  holds,
  type ParsedPattern,
  type PatternNode,
  type PatternProblem,
  sequenceOf,
  widthOf,
} from './tree.ts'

const MAX_DEPTH = 250
/** PCRE as it is usually built takes about as much. */
const MAX_LENGTH = 32_768
const MAX_REPEAT = 65_535

const noFlags: PatternFlags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  extended: false,
  ungreedy: false,
}

/**
 * Reads a PCRE pattern. `flags` are letters that hold for all of it (`i`, `m`, `s`, `x`, `U`). What PCRE refuses is refused, and by name
 * what has no place here: recursion, conditionals, callouts, verbs, `\X`, `\C`. Source: pcre2pattern(3).
 */
export function parsePattern(source: string, flags = ''): ParsedPattern | PatternProblem {
  if (source.length > MAX_LENGTH)
    return { problem: `the pattern is longer than ${MAX_LENGTH} characters`, offset: MAX_LENGTH }
  const namesInPattern = new Map<string, number[]>()
  const reader: PatternReader = {
    source,
    at: 0,
    flags: noFlags,
    depth: 0,
    groups: 0,
    groupNames: [''],
    totalGroups: countGroups(source),
    nameReferences: [],
    namesInPattern,
  }
  try {
    reader.flags = withFlags(noFlags, flags, true, reader, 0)
    takeMatch(reader, /(?:\(\*(?:UTF8?|UCP)\))*/y)
    const parsed = takeAlternatives(reader)
    if (take(reader, ')')) return { problem: 'a ) was never opened', offset: reader.at - 1 }
    const root = bindNames(parsed, reader)
    checkLookbehinds(root)
    return { root, groupNames: reader.groupNames }
  } catch (error) {
    if (error instanceof PatternSyntaxError) return { problem: error.message, offset: error.offset }
    throw error
  }
}

/** Enough of the syntax to count capturing groups, which decides between `\12` the reference and `\12` the octal code. */
function countGroups(source: string): number {
  let count = 0
  let bracket = -1
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at)
    if (source.startsWith('\\Q', at)) at = endOfQuote(source, at)
    else if (char === '\\') at++
    else if (bracket >= 0) {
      // A bracket that stands first is itself.
      if (char === ']' && at > bracket + (source.charAt(bracket + 1) === '^' ? 2 : 1)) bracket = -1
    } else if (char === '[') bracket = at
    else if (char === '(' && /^\((?!\?|\*)|^\(\?(?:P?<(?![=!])|')/.test(source.slice(at, at + 5)))
      count++
  }
  return count
}

function endOfQuote(source: string, at: number): number {
  const end = source.indexOf('\\E', at)
  return end < 0 ? source.length : end + 1
}

/** Alternatives up to a closing bracket or the end; flags set inside end with them. */
function takeAlternatives(reader: PatternReader, resetsGroups = false): PatternNode {
  const outer = reader.flags
  if (++reader.depth > MAX_DEPTH) failAt(reader, 'groups are nested too deeply')
  const firstGroup = reader.groups
  let mostGroups = firstGroup
  const alternatives: PatternNode[] = []
  do {
    if (resetsGroups) reader.groups = firstGroup
    alternatives.push(takeSequence(reader))
    mostGroups = Math.max(mostGroups, reader.groups)
  } while (take(reader, '|'))
  reader.groups = mostGroups
  reader.depth--
  reader.flags = outer
  return alternatives.length === 1
    ? (alternatives[0] as PatternNode)
    : { kind: 'alternation', alternatives }
}

function takeSequence(reader: PatternReader): PatternNode {
  const items: PatternNode[] = []
  while (reader.at < reader.source.length) {
    const char = peek(reader)
    if (char === '|' || char === ')') break
    if (reader.flags.extended && takeMatch(reader, /\s+|#[^\n]*/y)) continue
    if (take(reader, '\\Q')) {
      items.push(...takeQuoted(reader).map((code) => characterNode(code, reader)))
      // Only the last character is repeated.
      const last = items.pop()
      if (last) items.push(takeQuantifiers(last, reader))
      continue
    }
    if (take(reader, '\\E')) continue
    const atom = takeAtom(reader)
    if (atom) items.push(takeQuantifiers(atom, reader))
  }
  return sequenceOf(items)
}

const characterNode = (code: number, { flags }: PatternReader): PatternNode => ({
  kind: 'character',
  code,
  ignoreCase: flags.ignoreCase,
})

/** `null` for what stands for nothing: comments and flags. */
function takeAtom(reader: PatternReader): PatternNode | null {
  const { flags } = reader
  if (take(reader, '(')) return takeGroup(reader)
  if (take(reader, '['))
    return { kind: 'set', set: takeBracket(reader), ignoreCase: flags.ignoreCase }
  if (take(reader, '\\')) return takeEscape(reader)
  if (take(reader, '.'))
    return { kind: 'set', set: setOf(flags.dotAll ? [] : [[10, 10]], true), ignoreCase: false }
  if (take(reader, '^')) return assertion(flags.multiline ? 'lineStart' : 'start')
  if (take(reader, '$')) return assertion(flags.multiline ? 'lineEnd' : 'lastLineEnd')
  if (/[*+?]/.test(peek(reader))) return failAt(reader, 'there is nothing to repeat')
  return characterNode(takeCode(reader), reader)
}

const assertion = (at: AssertionPlace): PatternNode => ({ kind: 'assertion', at })

function takeGroup(reader: PatternReader): PatternNode | null {
  const start = reader.at - 1
  const outer = reader.flags
  const opening = takeGroupOpening(reader)
  switch (opening.kind) {
    case 'comment':
      return null
    case 'flags':
      reader.flags = opening.flags
      return null
    case 'reference':
      return namedReference(opening.name, reader)
    case 'scopedFlags':
      reader.flags = opening.flags
  }
  const group = opening.kind === 'capture' ? openCapture(opening.name, reader) : 0
  const body = takeAlternatives(reader, opening.kind === 'branchReset')
  reader.flags = outer
  if (!take(reader, ')')) return failAt(reader, 'a ( is not closed', start)
  switch (opening.kind) {
    case 'capture':
      return { kind: 'capture', group, body }
    case 'atomic':
      return { kind: 'atomic', body }
    case 'look':
      return { kind: 'look', behind: opening.behind, negative: opening.negative, body }
    default:
      // Kept apart from what follows, so that a quantifier repeats the whole.
      return body
  }
}

function openCapture(name: string, reader: PatternReader): number {
  const group = ++reader.groups
  reader.groupNames[group] ||= name
  if (name === '') return group
  const names = reader.namesInPattern as Map<string, number[]>
  names.set(name, [...(names.get(name) ?? []), group])
  return group
}

const PLACES: Readonly<Record<string, AssertionPlace>> = {
  A: 'start',
  b: 'boundary',
  B: 'notBoundary',
  G: 'searchStart',
  z: 'end',
  Z: 'lastLineEnd',
}

const LINE_BREAK: PatternNode = {
  kind: 'atomic',
  body: {
    kind: 'alternation',
    alternatives: [
      {
        kind: 'sequence',
        items: [13, 10].map((code) => ({ kind: 'character', code, ignoreCase: false })),
      },
      { kind: 'set', set: setOf(shorthandRanges['v'] ?? []), ignoreCase: false },
    ],
  },
}

/** After the backslash. */
function takeEscape(reader: PatternReader): PatternNode {
  const start = reader.at - 1
  const char = peek(reader)
  if (char === '') return failAt(reader, '\\ at the end of the pattern', start)
  const place = PLACES[char]
  if (place) {
    reader.at++
    return assertion(place)
  }
  if (take(reader, 'K')) return { kind: 'keep' }
  if (take(reader, 'R')) return LINE_BREAK
  if (take(reader, 'N')) return { kind: 'set', set: setOf([[10, 10]], true), ignoreCase: false }
  if (char === 'X' || char === 'C') return failAt(reader, `\\${char} is not supported`, start)
  const reference = takeReference(reader, start)
  if (reference) return reference
  const escaped = takeSimpleEscape(reader)
  if (escaped?.kind === 'set')
    return { kind: 'set', set: escaped.set, ignoreCase: reader.flags.ignoreCase }
  // Letters without a meaning stand for themselves.
  return characterNode(escaped ? escaped.code : takeCode(reader), reader)
}

function takeReference(reader: PatternReader, start: number): PatternNode | null {
  const named = takeMatch(reader, /k(?:<(\w+)>|'(\w+)'|\{(\w+)\})|g\{([A-Za-z_]\w*)\}/y)
  if (named) {
    const name = named.slice(1).find((part) => part !== undefined) as string
    return namedReference(name, reader)
  }
  const relative = takeMatch(reader, /g(?:\{([+-]?\d+)\}|([+-]?\d+))/y)
  if (relative) {
    const text = relative[1] ?? (relative[2] as string)
    const number = Number(text)
    const group = text.startsWith('-')
      ? reader.groups + 1 + number
      : text.startsWith('+')
        ? reader.groups + number
        : number
    return reference(group, reader, start)
  }
  if (looksAt(reader, 'g')) return failAt(reader, 'subroutine calls \\g are not supported', start)
  const digits = /^[1-9]\d{0,4}/.exec(reader.source.slice(reader.at, reader.at + 5))?.[0]
  if (!digits) return null
  const number = Number(digits)
  if (number < 10 || number <= reader.totalGroups) {
    reader.at += digits.length
    return reference(number, reader, start)
  }
  if (/^[89]/.test(digits)) return null
  return characterNode(octalCode(reader, 3) & 0xff, reader)
}

function reference(group: number, reader: PatternReader, start: number): PatternNode {
  if (group < 1 || group > reader.totalGroups)
    return failAt(reader, `there is no group ${group}`, start)
  return { kind: 'backreference', groups: [group], ignoreCase: reader.flags.ignoreCase }
}

/** The groups of the name are known at the end only: its place in the list of names stands for them, negative, until then. */
function namedReference(name: string, reader: PatternReader): PatternNode {
  reader.nameReferences.push({ name, offset: reader.at })
  return {
    kind: 'backreference',
    groups: [-reader.nameReferences.length],
    ignoreCase: reader.flags.ignoreCase,
  }
}

function bindNames(node: PatternNode, reader: PatternReader): PatternNode {
  if (reader.nameReferences.length === 0) return node
  const bind = (inner: PatternNode): PatternNode => bindNames(inner, reader)
  switch (node.kind) {
    case 'sequence':
      return { ...node, items: node.items.map(bind) }
    case 'alternation':
      return { ...node, alternatives: node.alternatives.map(bind) }
    case 'capture':
    case 'atomic':
    case 'repeat':
    case 'look':
      return { ...node, body: bind(node.body) }
    case 'backreference': {
      const [group = 0] = node.groups
      const named = reader.nameReferences[-group - 1]
      if (!named) return node
      const groups = reader.namesInPattern.get(named.name)
      return groups
        ? { ...node, groups }
        : failAt(reader, `there is no group "${named.name}"`, named.offset)
    }
    default:
      return node
  }
}

function takeQuantifiers(atom: PatternNode, reader: PatternReader): PatternNode {
  let node = atom
  for (;;) {
    if (reader.flags.extended) takeMatch(reader, /(?:\s+|#[^\n]*)*/y)
    const bounds = takeBounds(reader)
    if (!bounds) return node
    const mark = take(reader, '+') ? '+' : take(reader, '?') ? '?' : ''
    const lazy = (mark === '?') !== reader.flags.ungreedy
    const mode = mark === '+' ? 'possessive' : lazy ? 'lazy' : 'greedy'
    node = repeatOf(node, bounds, mode)
  }
}

interface Bounds {
  readonly min: number
  readonly max: number
}

function takeBounds(reader: PatternReader): Bounds | null {
  if (take(reader, '*')) return { min: 0, max: Number.POSITIVE_INFINITY }
  if (take(reader, '+')) return { min: 1, max: Number.POSITIVE_INFINITY }
  if (take(reader, '?')) return { min: 0, max: 1 }
  const start = reader.at
  const match = takeMatch(reader, /\{(\d+)(?:(,)(\d*))?\}/y)
  if (!match) return null
  const min = Number(match[1])
  const max = !match[2] ? min : match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY
  if (min > MAX_REPEAT || (max !== Number.POSITIVE_INFINITY && max > MAX_REPEAT))
    return failAt(reader, `more than ${MAX_REPEAT} repetitions`, start)
  return min > max ? failAt(reader, 'numbers in {} are out of order', start) : { min, max }
}

function repeatOf(
  body: PatternNode,
  { min, max }: Bounds,
  mode: 'greedy' | 'lazy' | 'possessive',
): PatternNode {
  // Once is as good as often for what takes no characters: at most once, then.
  if (widthOf(body).most === 0 && !holds(body, (node) => node.kind === 'backreference')) {
    if (min > 0 || body.kind === 'empty') return body
    return max === 0 ? emptyNode : { kind: 'repeat', body, min: 0, max: 1, mode }
  }
  // What always takes nothing as its last resort gains nothing from being optional.
  if (min === 0 && max === 1 && mode === 'greedy' && mayAlwaysBeEmpty(body)) return body
  if (min === 1 && max === 1) return mode === 'possessive' ? { kind: 'atomic', body } : body
  return { kind: 'repeat', body, min, max, mode }
}

function mayAlwaysBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'empty':
      return true
    case 'repeat':
      return node.min === 0
    case 'capture':
      return mayAlwaysBeEmpty(node.body)
    case 'sequence':
      return node.items.every(mayAlwaysBeEmpty)
    case 'alternation':
      return node.alternatives.some(mayAlwaysBeEmpty)
    default:
      return false
  }
}

function checkLookbehinds(node: PatternNode): void {
  holds(node, (inner) => {
    if (inner.kind !== 'look' || !inner.behind) return false
    const { body } = inner
    const branches = body.kind === 'alternation' ? body.alternatives : [body]
    for (const branch of branches) {
      const { least, most } = widthOf(branch)
      if (least !== most) throw new PatternSyntaxError('a lookbehind is not of fixed length', 0)
    }
    return false
  })
}

import { foldCase } from './fold-case.ts'
import { costOf } from './pattern/cost.ts'
import { machineOf } from './pattern/machine.ts'
import { type NativePattern, nativePatternOf } from './pattern/native.ts'
import { parsePattern } from './pattern/parser.ts'
import { programOf } from './pattern/program.ts'
import { requiredText } from './pattern/required-text.ts'
import type { ParsedPattern } from './pattern/tree.ts'

/** A compiled PCRE pattern. Matching never hangs: what takes too long ends in a `PatternTimeout`. */
export interface PatternMatcher {
  /** By group number, the whole match first; empty for the match and for groups without a name. A name may occur twice. */
  readonly groupNames: readonly string[]
  /** Whether the pattern matches anywhere. Throws `PatternTimeout`. */
  test(text: string): boolean
  /** The first match from this offset on, `null` when there is none. Throws `PatternTimeout`. */
  exec(text: string, from?: number): PatternMatch | null
}

export interface PatternMatch {
  readonly index: number
  readonly end: number
  /** Whole match first; `undefined` for groups that took no part. */
  readonly groups: readonly (string | undefined)[]
  /** Start offsets of the groups, -1 where they took no part. */
  readonly starts: readonly number[]
}

export interface PatternRefusal {
  /** What is wrong with the pattern, for people. */
  readonly problem: string
  /** Code unit in the pattern where it was noticed. */
  readonly offset: number
}

/** A match took more steps than any decent one would: the pattern is hostile, or unfit for a text of this length. */
export class PatternTimeout extends Error {
  readonly source: string
  constructor(source: string) {
    super(`the regular expression ${excerpt(source)} takes too long on a text`)
    this.name = 'PatternTimeout'
    this.source = source
  }
}

const excerpt = (source: string): string =>
  source.length > 80 ? `${source.slice(0, 80)}…` : source

/** JavaScript's engine does about a thousand million steps a second. */
const NATIVE_STEPS = 2e8
/** Ours does ten to thirty million. */
const OWN_STEPS = 8e6
const MOST_KNOWN = 2000

const known = new Map<string, PatternMatcher | PatternRefusal>()

/**
 * Compiles a PCRE pattern; `flags` are letters that hold for all of it (`i`, `m`, `s`, `x`, `U`). Splunk's patterns are PCRE, so what
 * matches is what PCRE matches. JavaScript's engine is used where it means the same and its steps are bounded for the text at hand, our own
 * otherwise (docs/decisions/0020). Source: Splunk Knowledge Manager Manual, "About Splunk regular expressions"; pcre2pattern(3).
 */
export function compilePattern(source: string, flags = ''): PatternMatcher | PatternRefusal {
  const key = `${flags}/${source}`
  const found = known.get(key)
  if (found) return found
  const parsed = parsePattern(source, flags)
  const compiled = 'problem' in parsed ? parsed : prefiltered(parsed, source)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, compiled)
  return compiled
}

/** Which of the two engines a pattern gets: `longest` is the longest text for JavaScript's, 0 when it is never used. */
export function engineOf(
  source: string,
  flags = '',
): { readonly longest: number } | PatternRefusal {
  const parsed = parsePattern(source, flags)
  if ('problem' in parsed) return parsed
  const native = nativePatternOf(parsed.root, parsed.groupNames.length - 1)
  return { longest: native ? costOf(parsed.root, NATIVE_STEPS).longestSafeText : 0 }
}

type Engine = Pick<PatternMatcher, 'test' | 'exec'>

/** Texts without something that every match has are not tried. */
function prefiltered(parsed: ParsedPattern, source: string): PatternMatcher | PatternRefusal {
  const matcher = matcherOf(parsed, source)
  const required = requiredText(parsed.root)
  if ('problem' in matcher || required.text === '') return matcher
  const mayMatch = required.folded
    ? (text: string) => folded(text).includes(required.text)
    : (text: string) => text.includes(required.text)
  return {
    groupNames: matcher.groupNames,
    test: (text) => mayMatch(text) && matcher.test(text),
    exec(text, from = 0) {
      // Later searches in the same text follow a match.
      if (from === 0 && !mayMatch(text)) return null
      return matcher.exec(text, from)
    },
  }
}

/** Many patterns are tried on one text after the other. */
let lastText = ''
let lastFolded = ''
function folded(text: string): string {
  if (text !== lastText) {
    lastText = text
    lastFolded = foldCase(text)
  }
  return lastFolded
}

function matcherOf(parsed: ParsedPattern, source: string): PatternMatcher | PatternRefusal {
  const { root, groupNames } = parsed
  const pattern = nativePatternOf(root, groupNames.length - 1)
  const cost = pattern ? costOf(root, NATIVE_STEPS) : null
  const native = pattern && cost && cost.longestSafeText > 0 ? nativeEngine(pattern) : null
  let made: Engine | null = null
  const own = (): Engine => {
    made ??= ownEngine(parsed, source)
    return made
  }
  if (!native || !cost) {
    if (!programOf(parsed)) return { problem: 'the pattern is too large', offset: 0 }
    return {
      groupNames,
      test: (text) => own().test(text),
      exec: (text, from) => own().exec(text, from),
    }
  }
  return {
    groupNames,
    test(text) {
      if (!cost.isSafe(text)) return own().test(text)
      try {
        return native.test(text)
      } catch (error) {
        return onOverflow(error, own).test(text)
      }
    },
    exec(text, from = 0) {
      if (!cost.isSafe(text)) return own().exec(text, from)
      try {
        return native.exec(text, from)
      } catch (error) {
        return onOverflow(error, own).exec(text, from)
      }
    },
  }
}

/** JavaScript's engine has a stack of its own, which some patterns fill, and notices late when a pattern is too large for it. */
function onOverflow(error: unknown, own: () => Engine): Engine {
  if (error instanceof RangeError || error instanceof SyntaxError) return own()
  throw error
}

/** JavaScript's engine for a pattern, `null` when it finds the pattern too large. Exported for tests. */
export function nativeEngine(pattern: NativePattern): Engine | null {
  const { source, flags, groupMap, isPlain } = pattern
  const search = searchOf(pattern)
  if (!search) return null
  let exact: RegExp | undefined
  const startsOf = (text: string, index: number): number[] => {
    exact ??= new RegExp(source, `${flags}dy`)
    exact.lastIndex = index
    const { indices } = exact.exec(text) as RegExpExecArray
    return groupMap.map((number) => indices?.[number]?.[0] ?? -1)
  }
  return {
    test: search.test,
    exec(text, from = 0) {
      const match = from > text.length ? null : search.exec(text, from)
      if (!match) return null
      const groups = isPlain ? match : groupMap.map((number) => match[number])
      return new NativeMatch(match.index, text, groups, startsOf)
    },
  }
}

interface Search {
  test(text: string): boolean
  exec(text: string, from: number): RegExpExecArray | null
}

function searchOf({ source, flags, mayBeEmpty, beginsWithLine }: NativePattern): Search | null {
  let form: RegExp
  try {
    // Only a line feed, or nothing, stands before the start of a line.
    form = new RegExp(beginsWithLine ? `(?<![^\\n])(?:${source})` : source, flags)
  } catch {
    return null
  }
  const fromHere = new RegExp(form.source, `${flags}g`)
  const here = beginsWithLine ? new RegExp(source, `${flags}y`) : null
  const exec = (text: string, from: number): RegExpExecArray | null => {
    if (here && from > 0) {
      here.lastIndex = from
      const match = here.exec(text)
      if (match) return match
    }
    fromHere.lastIndex = from
    let match = fromHere.exec(text)
    // V8 tries empty matches between the halves of a surrogate pair too.
    while (match && match[0] === '' && isInsidePair(text, match.index)) {
      fromHere.lastIndex = match.index + 1
      match = fromHere.exec(text)
    }
    return match
  }
  return {
    test: (text) => (mayBeEmpty ? exec(text, 0) !== null : form.test(text)),
    exec,
  }
}

const isInsidePair = (text: string, at: number): boolean =>
  at > 0 && at < text.length && (text.codePointAt(at - 1) as number) > 0xffff

/** Offsets of groups are rarely asked for, and cost JavaScript's engine a second match. */
class NativeMatch implements PatternMatch {
  readonly index: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
  private readonly text: string
  private readonly startsOf: (text: string, index: number) => readonly number[]
  private made: readonly number[] | undefined
  constructor(
    index: number,
    text: string,
    groups: readonly (string | undefined)[],
    startsOf: (text: string, index: number) => readonly number[],
  ) {
    this.index = index
    this.end = index + (groups[0] as string).length
    this.groups = groups
    this.text = text
    this.startsOf = startsOf
  }
  get starts(): readonly number[] {
    this.made ??= this.startsOf(this.text, this.index)
    return this.made
  }
}

function ownEngine(parsed: ParsedPattern, source: string): Engine {
  const program = programOf(parsed)
  const search = program && machineOf(program, OWN_STEPS)
  const boundsOf = (text: string, from: number): Int32Array | null => {
    const bounds = search ? search(text, from) : 'out of steps'
    if (bounds === 'out of steps') throw new PatternTimeout(source)
    return bounds
  }
  return {
    test: (text) => boundsOf(text, 0) !== null,
    exec(text, from = 0) {
      const bounds = from > text.length ? null : boundsOf(text, from)
      if (!bounds) return null
      const groups: (string | undefined)[] = []
      const starts: number[] = []
      for (let i = 0; i < bounds.length; i += 2) {
        const start = bounds[i] as number
        const end = bounds[i + 1] as number
        const took = i === 0 || end >= 0
        groups.push(took ? text.slice(start, end) : undefined)
        starts.push(took ? start : -1)
      }
      return { index: starts[0] as number, end: bounds[1] as number, groups, starts }
    },
  }
}

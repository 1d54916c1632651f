import type { PatternMatch, PatternMatcher } from './pattern.ts'

/** One step of a sed script. */
export type SedStep =
  | {
      readonly kind: 'replace'
      readonly pattern: { readonly source: string; readonly flags?: string }
      /** Literal text, and groups by number. */
      readonly replacement: readonly (string | number)[]
      /** Replaces every match, or only the one of this number. */
      readonly which: 'all' | number
    }
  | { readonly kind: 'translate'; readonly table: ReadonlyMap<string, string> }

export interface SedProblem {
  readonly problem: string
}

/** Parts between delimiters; a delimiter after a backslash belongs to its part, without the backslash. */
function readPart(
  text: string,
  start: number,
  delimiter: string,
): { readonly part: string; readonly end: number } | null {
  let part = ''
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string
    if (char === delimiter) return { part, end: at + 1 }
    if (char === '\\' && at + 1 < text.length) {
      at++
      part += text[at] === delimiter ? delimiter : `\\${text[at]}`
    } else part += char
  }
  return null
}

/**
 * `s/pattern/replacement/flags` and `y/from/to/`, several with blanks or semicolons between them. Flags: `g` for all matches, a number
 * for that match alone, `i` to ignore case. Source: Splunk Search Reference, "rex", sed expression.
 */
export function parseSed(script: string): readonly SedStep[] | SedProblem {
  const steps: SedStep[] = []
  let at = 0
  for (;;) {
    while (/[\s;]/.test(script[at] ?? '')) at++
    if (at >= script.length) break
    const name = script[at]
    const delimiter = script[at + 1] ?? ''
    if ((name !== 's' && name !== 'y') || !/[^\w\s\\]/.test(delimiter)) {
      return { problem: `"${script.slice(at)}" is neither s/…/…/ nor y/…/…/` }
    }
    const from = readPart(script, at + 2, delimiter)
    const to = from && readPart(script, from.end, delimiter)
    if (!to) return { problem: `a ${delimiter} is missing in "${script.slice(at)}"` }
    const flags = /^[a-z\d]*/i.exec(script.slice(to.end))?.[0] ?? ''
    const step =
      name === 's' ? replaceStep(from.part, to.part, flags) : translateStep(from.part, to.part)
    if ('problem' in step) return step
    steps.push(step)
    at = to.end + flags.length
  }
  return steps.length > 0 ? steps : { problem: 'the sed expression is empty' }
}

function replaceStep(source: string, replacement: string, flags: string): SedStep | SedProblem {
  const unknown = flags.replace(/[gi\d]/gi, '')
  if (unknown !== '') return { problem: `unknown flag "${unknown}" of s` }
  const number = /\d+/.exec(flags)?.[0]
  return {
    kind: 'replace',
    pattern: { source, ...(/i/i.test(flags) && { flags: 'i' }) },
    replacement: replacementParts(replacement),
    which: /g/i.test(flags) ? 'all' : Number(number ?? 1),
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function replacementParts(text: string): readonly (string | number)[] {
  const parts: (string | number)[] = []
  let literal = ''
  for (let at = 0; at < text.length; at++) {
    const next = text[at + 1]
    if (text[at] !== '\\' || next === undefined) {
      literal += text[at]
      continue
    }
    at++
    if (/\d/.test(next)) {
      if (literal !== '') parts.push(literal)
      literal = ''
      parts.push(Number(next))
    } else literal += escapes[next] ?? next
  }
  if (literal !== '') parts.push(literal)
  return parts
}

function translateStep(from: string, to: string): SedStep | SedProblem {
  const source = [...from]
  const target = [...to]
  if (source.length !== target.length) return { problem: 'both sides of y must be equally long' }
  return {
    kind: 'translate',
    table: new Map(source.map((char, index) => [char, target[index] as string])),
  }
}

/** @param compile compiles a pattern that was checked before */
export function sedEditor(
  script: readonly SedStep[] | SedProblem,
  compile: (source: string, flags?: string) => PatternMatcher,
): (text: string) => string {
  if ('problem' in script) return (text) => text
  const edits = script.map((step) => {
    if (step.kind === 'translate') {
      return (text: string) => [...text].map((char) => step.table.get(char) ?? char).join('')
    }
    const matcher = compile(step.pattern.source, step.pattern.flags)
    return (text: string) => replaceMatches(text, matcher, step)
  })
  return (text) => edits.reduce((edited, edit) => edit(edited), text)
}

function replaceMatches(
  text: string,
  matcher: PatternMatcher,
  { replacement, which }: Extract<SedStep, { kind: 'replace' }>,
): string {
  const parts: string[] = []
  let copied = 0
  let from = 0
  for (let number = 1; from <= text.length; number++) {
    const match = matcher.exec(text, from)
    if (!match) break
    if (which === 'all' || which === number) {
      parts.push(text.slice(copied, match.index), filledIn(replacement, match))
      copied = match.end
      if (which === number) break
    }
    from = match.end > match.index ? match.end : match.end + 1
  }
  return copied === 0 && parts.length === 0 ? text : parts.join('') + text.slice(copied)
}

const filledIn = (replacement: readonly (string | number)[], match: PatternMatch): string =>
  replacement.map((part) => (typeof part === 'string' ? part : (match.groups[part] ?? ''))).join('')

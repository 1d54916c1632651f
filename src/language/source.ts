import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Place, Span } from '../diagnostics/span.ts'
import { didYouMean } from '../diagnostics/suggest.ts'
import type { Expression } from './ast.ts'
import { failedMacro } from './cursor.ts'
import { parseExpression } from './expression.ts'
import { type MacroCall, readMacroCall } from './macro-call.ts'
import {
  concat,
  type Frame,
  frameText,
  locate,
  type MappedText,
  type Segment,
  slice,
  standIn,
} from './mapped-text.ts'
import { parseWhole } from './pipeline.ts'
import { closingQuote, skipQuoted } from './skip.ts'

/** A search macro, with the settings of `macros.conf`. */
export interface MacroDefinition {
  /** Without the number of arguments. */
  readonly name: string
  readonly arguments: readonly string[]
  readonly definition: string
  /** The definition is an eval expression; the string it gives is what the macro expands to. */
  readonly iseval?: boolean
  /** An eval expression over the arguments: false or null (or any string, which is the message) refuses them. */
  readonly validation?: string
  readonly errormsg?: string
  /** Why it has no definition here: its calls are refused with this as the advice. */
  readonly refused?: string
}

/** By name, and those with arguments by `name(2)`. */
export type MacroTable = ReadonlyMap<string, MacroDefinition>

export interface ExpansionOptions {
  /**
   * Evaluates an expression without fields, for eval-based macros and validations. Without it eval-based macros are refused, and
   * validations are not checked.
   */
  readonly evaluate?: (expression: Expression) => unknown
}

/** The text of a search with its macros expanded; knows where everything in it was written. */
export interface Source {
  readonly text: string
  readonly written: string
  /** Names of the macros that are called in the written text itself, each once, in its order; known or not. */
  readonly macros: readonly string[]
  /** Where that was written, the outermost first: the call in the search, calls within macros, and last the place itself. */
  locate(span: Span): readonly Place[]
}

export interface Expansion {
  readonly source: Source
  /** Their spans are in the expanded text, where a character stands for each macro that could not be expanded. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Of all that expansions yield, inner ones included, in UTF-16 units. */
const maxExpanded = 1 << 20
const maxDepth = 64
const maxDiagnostics = 200

/**
 * Expands the macros of a search. By Splunk's Knowledge Manager Manual, "Use search macros in searches", they are not expanded within double
 * quotes, an argument in double quotes is passed without them, and arguments may be named; by the `macros.conf` reference `$argument$` is
 * replaced everywhere in the definition, in quotes too. Nothing is expanded within comments.
 */
export function expandMacros(
  written: string,
  macros: MacroTable,
  options: ExpansionOptions = {},
): Expansion {
  const failures: { readonly segment: Segment; readonly diagnostic: Diagnostic }[] = []
  let expanded = 0
  let overflowed = false
  const called = new Set<string>()

  function fail(at: MappedText, code: DiagnosticCode, message: string, more: object = {}) {
    const mark = standIn(failedMacro, at)
    const diagnostic: Diagnostic = { code, severity: 'error', message, ...more }
    if (failures.length < maxDiagnostics) failures.push({ segment: mark.segments[0]!, diagnostic })
    return mark
  }

  function expand(text: MappedText, chain: readonly string[]): MappedText {
    const parts: MappedText[] = []
    let kept = 0
    let position = 0
    // A quote behind a backslash belongs to a bare word.
    const interesting = /\\["`\\]|["`]/g
    for (;;) {
      interesting.lastIndex = position
      const found = interesting.exec(text.text)
      if (found === null) break
      const start = found.index
      if (found[0].length > 1) position = start + 2
      else if (found[0] === '"') position = skipQuoted(text.text, start)
      else if (text.text.startsWith('```', start)) {
        const close = text.text.indexOf('```', start + 3)
        position = close < 0 ? text.text.length : close + 3
      } else {
        const call = readMacroCall(text.text, start)
        parts.push(slice(text, kept, start), expandCall(text, call, chain))
        position = call.span.end
        kept = position
      }
    }
    if (parts.length === 0) return text
    parts.push(slice(text, kept, text.text.length))
    return concat(parts)
  }

  function expandCall(text: MappedText, call: MacroCall, chain: readonly string[]): MappedText {
    const at = slice(text, call.span.start, call.span.end)
    if (call.problem !== undefined) return fail(at, call.problem.code, call.problem.message)
    const { name } = call
    if (chain.length === 0) called.add(name)
    const found = find(macros, call)
    if (found === undefined) return fail(at, ...unknownMacro(macros, call))
    const { key, macro, given } = found
    if (macro.refused !== undefined) {
      const message = `the macro "${name}" is not supported`
      return fail(at, 'SPL0502', message, { advice: macro.refused })
    }
    if (chain.includes(key)) {
      const circle = [...chain.slice(chain.indexOf(key)), key].join(' > ')
      return fail(at, 'SPL0203', `macro "${name}" calls itself: ${circle}`)
    }
    if (chain.length >= maxDepth) {
      return fail(at, 'SPL0203', `macros call each other more than ${maxDepth} deep`)
    }
    const values = given.map((span) =>
      span === undefined ? slice(text, call.span.start, call.span.start) : argumentText(text, span),
    )
    const refusal = validate(macro, values, options)
    if (refusal !== undefined) {
      return fail(at, 'SPL0204', `macro "${name}" refuses its arguments: ${refusal}`)
    }
    const frame: Frame = { name: `macro ${key}`, text: macro.definition, call: at }
    const body = substitute(frameText(frame), macro, values, maxExpanded - expanded)
    if (body !== undefined) return expandBody(macro, body, at, [...chain, key])
    return tooLong(at)
  }

  function tooLong(at: MappedText): MappedText {
    // Said once: what comes after it suffers from it.
    if (overflowed) return standIn(failedMacro, at)
    overflowed = true
    return fail(at, 'SPL0203', `macros expand to more than ${maxExpanded} characters`)
  }

  function expandBody(
    macro: MacroDefinition,
    body: MappedText,
    at: MappedText,
    chain: readonly string[],
  ): MappedText {
    expanded += body.text.length
    if (macro.iseval !== true) return expand(body, chain)
    if (options.evaluate === undefined) {
      return fail(at, 'SPL0502', `the eval-based macro "${macro.name}" is not supported here`)
    }
    const { value, diagnostics } = parseWhole(body.text, parseExpression)
    const result = diagnostics.length > 0 ? null : options.evaluate(value)
    if (typeof result !== 'string' && typeof result !== 'number') {
      return fail(at, 'SPL0204', `the eval-based macro "${macro.name}" gives no string`)
    }
    expanded += String(result).length
    if (expanded > maxExpanded) return tooLong(at)
    return expand(standIn(String(result), at), chain)
  }

  const root: Frame = { name: 'search', text: written }
  const whole = expand(frameText(root), [])
  const places = new Map(whole.segments.map((segment) => [segment.source, segment]))
  const diagnostics = failures.flatMap(({ segment, diagnostic }) => {
    const place = places.get(segment.source)
    // A failure within an expansion that failed later on is not in the text any more.
    return place === undefined
      ? [{ ...diagnostic, span: { start: 0, end: 0 } }]
      : [{ ...diagnostic, span: { start: place.start, end: place.start + 1 } }]
  })
  const source: Source = {
    text: whole.text,
    written,
    macros: [...called],
    locate: (span) => locate(whole, root, span),
  }
  return { source, diagnostics }
}

interface Found {
  readonly key: string
  readonly macro: MacroDefinition
  /** Where the value of each argument stands; `undefined` for one that is empty. */
  readonly given: readonly (Span | undefined)[]
}

function find(macros: MacroTable, call: MacroCall): Found | undefined {
  const { name, arguments: written } = call
  const count = written.length
  for (const key of count === 0 ? [name, `${name}(0)`] : [`${name}(${count})`, name]) {
    const macro = macros.get(key)
    if (macro === undefined || macro.arguments.length !== count) continue
    const named = macro.arguments.map((each) => written.find((given) => given.name === each))
    const given = named.every((each) => each !== undefined)
      ? named.map((each) => each!.namedValue)
      : written.map((each) => each.value)
    return { key, macro, given }
  }
  const single = call.parenthesized && count === 0 ? macros.get(`${name}(1)`) : undefined
  return single?.arguments.length === 1
    ? { key: `${name}(1)`, macro: single, given: [undefined] }
    : undefined
}

function unknownMacro(
  macros: MacroTable,
  call: MacroCall,
): readonly ['SPL0201' | 'SPL0202', string, object] {
  const { name, arguments: given } = call
  const counts = [...macros]
    .filter(([key]) => key === name || key.startsWith(`${name}(`))
    .map(([, macro]) => macro.arguments.length)
  if (counts.length === 0) {
    const names = new Set([...macros.keys()].map((key) => key.replace(/\(\d+\)$/, '')))
    return ['SPL0201', `unknown macro "${name}"`, didYouMean(name, names)]
  }
  const wanted = [...new Set(counts)].sort((a, b) => a - b).join(' or ')
  return [
    'SPL0202',
    `macro "${name}" takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${given.length}`,
    {},
  ]
}

/** Quotes around an argument are not passed on, nor the backslashes before quotes in it. */
function argumentText(text: MappedText, span: Span): MappedText {
  const whole = slice(text, span.start, span.end)
  const quoted = whole.text.length > 1 && closingQuote(whole.text, 0) === whole.text.length - 1
  if (!whole.text.startsWith('"') || !quoted) return whole
  const inner = slice(text, span.start + 1, span.end - 1)
  if (!inner.text.includes('\\"')) return inner
  const parts: MappedText[] = []
  let kept = 0
  for (const { index } of inner.text.matchAll(/\\"/g)) {
    parts.push(slice(inner, kept, index))
    kept = index + 1
  }
  parts.push(slice(inner, kept, inner.text.length))
  return concat(parts)
}

/** `undefined` when the text would become longer than the limit: known before it is put together. */
function substitute(
  body: MappedText,
  macro: MacroDefinition,
  values: readonly MappedText[],
  limit: number,
): MappedText | undefined {
  if (body.text.length > limit) return undefined
  if (macro.arguments.length === 0) return body
  const parts: MappedText[] = []
  let kept = 0
  let length = body.text.length
  const names = macro.arguments.map((name) => name.replace(/[^\w-]/g, '\\$&')).join('|')
  for (const { 0: token, 1: name, index } of body.text.matchAll(
    new RegExp(`\\$(${names})\\$`, 'g'),
  )) {
    const value = values[macro.arguments.indexOf(name!)]!
    length += value.text.length - token.length
    if (length > limit) return undefined
    parts.push(slice(body, kept, index), value)
    kept = index + token.length
  }
  parts.push(slice(body, kept, body.text.length))
  return concat(parts)
}

/** Why the arguments are refused. Source: Splunk Admin Manual, `macros.conf`, `validation`. */
function validate(
  macro: MacroDefinition,
  values: readonly MappedText[],
  { evaluate }: ExpansionOptions,
): string | undefined {
  if (macro.validation === undefined || evaluate === undefined) return undefined
  const frame: Frame = { name: 'validation', text: macro.validation }
  const body = substitute(frameText(frame), macro, values, maxExpanded)
  if (body === undefined) return 'they are too long'
  const { value, diagnostics } = parseWhole(body.text, parseExpression)
  const wrong = macro.errormsg ?? 'its validation is not true'
  if (diagnostics.length > 0) return `its validation cannot be read, ${diagnostics[0]!.message}`
  const result = evaluate(value)
  if (typeof result === 'string') return result
  // Whether null passes depends on what it would have been otherwise.
  if (result === null) return isCondition(value) ? wrong : undefined
  return result === true ? undefined : wrong
}

const conditions = new Set([
  'isnull',
  'isnotnull',
  'isnum',
  'isint',
  'isstr',
  'isbool',
  'match',
  'like',
  'cidrmatch',
  'in',
  'true',
  'false',
])
const conditionOperators = new Set(['=', '!=', '<', '>', '<=', '>=', 'LIKE', 'AND', 'OR', 'XOR'])

function isCondition(expression: Expression): boolean {
  switch (expression.kind) {
    case 'boolean':
    case 'in':
      return true
    case 'unary':
      return expression.operator === 'NOT'
    case 'binary':
      return conditionOperators.has(expression.operator)
    case 'call':
      return conditions.has(expression.name)
    default:
      return false
  }
}

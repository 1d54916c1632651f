import type { EvaluationContext } from '../contract/expression.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { SearchExpression } from '../language/ast.ts'
import { applyModifier } from '../values/time-modifier.ts'
import { parseTime } from '../values/time-parse.ts'

/** Seconds since 1970; events from `earliest` on and before `latest`. `null` where there is no bound. */
export interface TimeBounds {
  readonly earliest: number | null
  readonly latest: number | null
}

export interface TimeBound {
  readonly side: 'earliest' | 'latest'
  readonly time: number
}

export type TimeNode = Extract<SearchExpression, { kind: 'time' }>

const unbounded: TimeBounds = { earliest: null, latest: null }
const defaultFormat = '%m/%d/%Y:%H:%M:%S'

/** `starthoursago=168` and the like: the modifier that says the same. */
const agoPattern = /^(start|end)?(minutes|hours|days|months)ago$/
const agoUnits: Readonly<Record<string, string>> = {
  minutes: 'm',
  hours: 'h',
  days: 'd',
  months: 'mon',
}

/**
 * What one time term demands of `_time`; `null` when it demands nothing by itself (`timeformat`, `index_earliest`: events here have no
 * time of indexing). Source: Splunk Search Reference, "Time modifiers", and "search", Time options.
 */
export function timeBoundOf(
  node: TimeNode,
  { now, timeZone }: EvaluationContext,
  format: string = defaultFormat,
): TimeBound | Diagnostic | null {
  const name = node.modifier.toLowerCase()
  const value = node.value.trim()
  const bound = (side: TimeBound['side'], modifier: string): TimeBound | Diagnostic => {
    const result = applyModifier(now, modifier, timeZone)
    return 'problem' in result ? timeProblem(node, result.problem) : { side, time: result.time }
  }
  const ago = agoPattern.exec(name)
  if (ago) {
    if (!/^\d+$/.test(value)) return timeProblem(node, `"${value}" is not a whole number`)
    const side = ago[1] === 'end' ? 'latest' : 'earliest'
    return bound(side, `-${value}${agoUnits[ago[2] as string]}`)
  }
  switch (name) {
    case 'earliest':
    case 'latest':
      return timeInFormat(name, value, format, timeZone) ?? bound(name, value)
    case 'starttimeu':
      return bound('earliest', value)
    case 'endtimeu':
      return bound('latest', value)
    case 'starttime':
    case 'endtime': {
      const side = name === 'starttime' ? 'earliest' : 'latest'
      const time = parseTime(value, format, timeZone, now)
      return time === null
        ? timeProblem(node, `"${value}" is not a time of the form ${format}`)
        : { side, time }
    }
    case 'timeformat':
    case '_index_earliest':
    case '_index_latest':
      return null
    default:
      return {
        ...timeProblem(node, `the time modifier ${node.modifier} is not supported`),
        code: 'SPL0502',
      }
  }
}

/** A time in the search's own `timeformat`. */
function timeInFormat(
  side: TimeBound['side'],
  value: string,
  format: string,
  timeZone: string,
): TimeBound | undefined {
  if (format === defaultFormat) return undefined
  const time = parseTime(value, format, timeZone)
  if (time === null) return undefined
  return { side, time }
}

const timeProblem = (node: TimeNode, message: string): Diagnostic => ({
  code: 'SPL0307',
  severity: 'error',
  message,
  span: node.span,
})

/** The `timeformat` of the expression, which says how its other times are written. */
export function timeFormatOf(node: SearchExpression): string {
  switch (node.kind) {
    case 'time':
      return node.modifier.toLowerCase() === 'timeformat' ? node.value : defaultFormat
    case 'and':
    case 'or': {
      const formats = node.terms.map(timeFormatOf)
      return formats.find((format) => format !== defaultFormat) ?? defaultFormat
    }
    default:
      return defaultFormat
  }
}

/** The time that events must have to pass the expression, as far as its time terms say; or what is wrong with these. */
export function timeBoundsOf(
  node: SearchExpression,
  context: EvaluationContext,
): TimeBounds | readonly Diagnostic[] {
  const problems: Diagnostic[] = []
  const bounds = boundsOf(node, context, timeFormatOf(node), problems)
  return problems.length > 0 ? problems : bounds
}

function boundsOf(
  node: SearchExpression,
  context: EvaluationContext,
  format: string,
  problems: Diagnostic[],
): TimeBounds {
  const inner = (terms: readonly SearchExpression[]) =>
    terms.map((term) => boundsOf(term, context, format, problems))
  switch (node.kind) {
    case 'and':
      return inner(node.terms).reduce(both, unbounded)
    case 'or': {
      const [first = unbounded, ...others] = inner(node.terms)
      return others.reduce(either, first)
    }
    case 'time': {
      const bound = timeBoundOf(node, context, format)
      if (bound === null) return unbounded
      if ('code' in bound) {
        problems.push(bound)
        return unbounded
      }
      return { ...unbounded, [bound.side]: bound.time }
    }
    case 'not':
      inner([node.term])
      return unbounded
    default:
      return unbounded
  }
}

const both = (left: TimeBounds, right: TimeBounds): TimeBounds => ({
  earliest: pick(Math.max, left.earliest, right.earliest),
  latest: pick(Math.min, left.latest, right.latest),
})

const pick = (
  choose: (...values: number[]) => number,
  left: number | null,
  right: number | null,
): number | null => (left === null ? right : right === null ? left : choose(left, right))

const either = (left: TimeBounds, right: TimeBounds): TimeBounds => ({
  earliest:
    left.earliest === null || right.earliest === null
      ? null
      : Math.min(left.earliest, right.earliest),
  latest:
    left.latest === null || right.latest === null ? null : Math.max(left.latest, right.latest),
})

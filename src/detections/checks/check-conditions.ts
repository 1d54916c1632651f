import type { Stage } from '../../contract/command.ts'
import type { Span } from '../../diagnostics/span.ts'
import type { Expression, SearchExpression } from '../../language/ast.ts'
import type { PreparedSearch } from '../../search/prepare-search.ts'
import type { Detection } from '../detection.ts'
import type { ContentProblem } from '../problem.ts'
import { problemAt } from './check.ts'
import { placeInSearch, stagesOf } from './search-places.ts'

/** Conditions that no row can meet, or that every row meets though something was meant by them. */
export function* checkConditions(
  detection: Detection,
  search: PreparedSearch,
): Generator<ContentProblem> {
  if (search.refused) return
  for (const { span, message } of stagesOf(search).flatMap(conditionsOf)) {
    const place = placeInSearch(detection, search, span)
    yield problemAt('YML0502', 'warning', detection, place, message)
  }
}

interface Found {
  readonly span: Span
  readonly message: string
}

const conditionsOf = ({ parts }: Stage): readonly Found[] => [
  ...[...(parts.expressions ?? []), ...(parts.values ?? [])].flatMap((expression) => [
    ...inExpression(expression),
  ]),
  ...(parts.searches ?? []).flatMap((terms) => [...inSearch(terms)]),
]

/** Splunk Search Reference, "where" and "like": only LIKE has wildcards there, and they are % and _. */
function* inExpression(node: Expression): Generator<Found> {
  switch (node.kind) {
    case 'unary':
      yield* inExpression(node.operand)
      return
    case 'binary':
      if (node.operator === '=' || node.operator === '!=')
        yield* starred([node.left, node.right], node.operator)
      else if (node.operator === 'LIKE') yield* likeStar(node.right)
      yield* inExpression(node.left)
      yield* inExpression(node.right)
      return
    case 'in':
      yield* starred(node.list, '=')
      return
    case 'call':
      if (node.name === 'like' && node.arguments[1]) yield* likeStar(node.arguments[1])
      if (node.name === 'in') yield* starred(node.arguments.slice(1), '=')
      for (const argument of node.arguments) yield* inExpression(argument)
      return
    default:
  }
}

function* starred(sides: readonly Expression[], operator: '=' | '!='): Generator<Found> {
  for (const side of sides) {
    if (side.kind !== 'string' || !isPattern(side.value)) continue
    const effect = operator === '=' ? 'matches only the asterisk itself' : 'excludes nothing else'
    const message = `an asterisk is no wildcard in an expression, so that "${side.value}" ${effect}; use like() with %, or match()`
    yield { span: side.span, message }
  }
}

/** A lone asterisk may well be meant: roles and rights are granted for `*`. */
const isPattern = (text: string): boolean =>
  /^\*[^*]|[^*]\*$/.test(text) && !/[:(]\*$|^\*:/.test(text)

function* likeStar(pattern: Expression): Generator<Found> {
  if (pattern.kind !== 'string' || !isPattern(pattern.value) || /[%_]/.test(pattern.value)) return
  const message = `like() knows the wildcards % and _, not the asterisk, so that "${pattern.value}" matches only the asterisk itself`
  yield { span: pattern.span, message }
}

/** Fields with one value each in every event; of others two values can hold at the same time. */
const singleValued: ReadonlySet<string> = new Set([
  'channel',
  'eventcode',
  'eventid',
  'host',
  'index',
  'signature_id',
  'source',
  'sourcetype',
])

function* inSearch(node: SearchExpression): Generator<Found> {
  switch (node.kind) {
    case 'and': {
      const terms = node.terms.flatMap(flattened)
      yield* contradictions(terms)
      for (const term of terms) yield* inSearch(term)
      return
    }
    case 'or':
      for (const term of node.terms) yield* inSearch(term)
      return
    case 'not':
      yield* inSearch(node.term)
      return
    default:
  }
}

const flattened = (node: SearchExpression): readonly SearchExpression[] =>
  node.kind === 'and' ? node.terms.flatMap(flattened) : [node]

type Comparison = Extract<SearchExpression, { kind: 'comparison' }>

function* contradictions(terms: readonly SearchExpression[]): Generator<Found> {
  const equal = new Map<string, Comparison>()
  const excluded = new Set<string>()
  for (const term of terms)
    if (term.kind === 'not' && term.term.kind === 'comparison' && term.term.operator === '=')
      excluded.add(keyOf(term.term))
  for (const term of terms) {
    if (term.kind !== 'comparison' || term.operator !== '=') continue
    if (excluded.has(keyOf(term))) {
      const message = `${term.field}="${term.value.text}" is demanded and excluded, so that nothing matches`
      yield { span: term.span, message }
    }
    const field = term.field.toLowerCase()
    if (!singleValued.has(field) || term.value.text.includes('*')) continue
    const other = equal.get(field)
    if (other === undefined) equal.set(field, term)
    else if (other.value.text.toLowerCase() !== term.value.text.toLowerCase()) {
      const message = `${term.field} cannot be both ${other.value.text} and ${term.value.text}; join them with OR`
      yield { span: term.span, message }
    }
  }
}

const keyOf = ({ field, value }: Comparison): string => `${field}\0${value.text.toLowerCase()}`

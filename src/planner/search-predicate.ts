import type { Batch, Column } from '../contract/batch.ts'
import type { CompiledPredicate, EvaluationContext } from '../contract/expression.ts'
import { keptWith } from '../contract/kept-with.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ComparisonOperator, SearchExpression, SearchValue } from '../language/ast.ts'
import { cidrMatcher } from '../values/cidr.ts'
import { searchComparison } from '../values/compare.ts'
import { textOfScalar } from '../values/convert.ts'
import { foldCase } from '../values/fold-case.ts'
import { isMultivalue, type Scalar, type Value } from '../values/value.ts'
import { hasWildcard, wildcardMatcher, withPlainBackslashes } from '../values/wildcard.ts'
import { compileRawTerm } from './raw-term.ts'
import {
  allOf,
  anyOf,
  fieldTest,
  noRows,
  notOf,
  passAll,
  passNone,
  predicateOf,
  type RowTest,
  testOf,
} from './row-test.ts'
import { timeBoundOf, timeFormatOf } from './time-bounds.ts'

export { timeBoundsOf } from './time-bounds.ts'

/** What a search expression may ask of the knowledge around it, and of the running search. */
export interface SearchBindings extends EvaluationContext {
  /** Events of the event types of this name, which may hold `*`; without it the field `eventtype` is compared. */
  readonly eventType?: (name: string) => CompiledPredicate | undefined
  /** Events tagged so, on any field or on this one; without it the fields `tag` and `tag::field` are compared. */
  readonly tag?: (name: string, field?: string) => CompiledPredicate | undefined
  report(diagnostic: Diagnostic): void
}

const cost = { exact: 1, compare: 2, wildcard: 4, knowledge: 20, raw: 40 } as const
/** From this many patterns on a verdict is looked up faster than found again. */
const manyPatterns = 3

/**
 * The search expression as a predicate: values compare without case and with `*`, terms are looked for in `_raw`. Subsearches must have
 * been replaced by what they return. Source: Splunk Search Reference, "search", Usage.
 */
export const compileSearch = (
  node: SearchExpression,
  bindings: SearchBindings,
): CompiledPredicate =>
  predicateOf(testOfExpression(node, { ...bindings, timeFormat: timeFormatOf(node) }))

/** Bindings, and the form in which the expression writes times. */
interface Surroundings extends SearchBindings {
  readonly timeFormat: string
}

function testOfExpression(node: SearchExpression, bindings: Surroundings): RowTest {
  switch (node.kind) {
    case 'all':
      return passAll
    case 'and':
      return node.terms.length === 0
        ? passAll
        : allOf(node.terms.map((term) => testOfExpression(term, bindings)))
    case 'or':
      return testOfAlternatives(node.terms, bindings)
    case 'not':
      return notOf(testOfExpression(node.term, bindings))
    case 'term':
      return testOfTerm(node.value, node.directive)
    case 'comparison':
      return testOfComparison(node.field, node.operator, node.value, bindings)
    case 'in':
      return anyOf(testsOfValues(node.field, node.values, bindings))
    case 'time':
      return testOfTime(node, bindings)
    case 'subsearch':
      bindings.report({
        code: 'SPL0502',
        severity: 'error',
        message: 'a subsearch cannot stand here',
        span: node.span,
      })
      return passNone
  }
}

/** Equalities of one field stand together, so that each of its values is looked at once. */
function testOfAlternatives(terms: readonly SearchExpression[], bindings: Surroundings): RowTest {
  const equalities = new Map<string, SearchValue[]>()
  const tests: RowTest[] = []
  const add = (field: string, values: readonly SearchValue[]) => {
    const known = equalities.get(field)
    if (known) known.push(...values)
    else equalities.set(field, [...values])
  }
  for (const term of terms) {
    if (term.kind === 'comparison' && (term.operator === '=' || term.operator === '::')) {
      add(term.field, [term.value])
    } else if (term.kind === 'in') add(term.field, term.values)
    else tests.push(testOfExpression(term, bindings))
  }
  for (const [field, values] of equalities) tests.push(...testsOfValues(field, values, bindings))
  return tests.length === 0 ? passNone : anyOf(tests)
}

function testsOfValues(
  field: string,
  values: readonly SearchValue[],
  bindings: Surroundings,
): readonly RowTest[] {
  const known = values.map((value) => testOfKnowledge(field, value.text, bindings))
  return known.every((test) => test !== undefined) && known.length > 0
    ? (known as RowTest[])
    : [testOfEquality(field, values)]
}

function testOfComparison(
  field: string,
  operator: ComparisonOperator | '::',
  value: SearchValue,
  bindings: Surroundings,
): RowTest {
  switch (operator) {
    case '=':
    case '::':
      return testOfKnowledge(field, value.text, bindings) ?? testOfEquality(field, [value])
    case '!=': {
      const known = testOfKnowledge(field, value.text, bindings)
      return known ? notOf(known) : testOfInequality(field, value)
    }
    default:
      return fieldTest(
        field,
        searchComparison(operator, value.text, { caseSensitive: value.caseSensitive === true }),
        { cost: cost.compare },
      )
  }
}

function testOfKnowledge(
  field: string,
  name: string,
  { eventType, tag }: SearchBindings,
): RowTest | undefined {
  // Names of fields are case-sensitive: `eventType` of Okta and `EventType` of Sysmon are fields like any other.
  let predicate: CompiledPredicate | undefined
  if (field === 'eventtype' && eventType) predicate = eventType(name)
  else if (field === 'tag' && tag) predicate = tag(name)
  else if (field.startsWith('tag::') && tag) predicate = tag(name, field.slice('tag::'.length))
  else return undefined
  return predicate ? testOf(predicate, cost.knowledge) : passNone
}

/**
 * The value as a pattern. A backslash cannot escape an asterisk in search terms: it is one itself.
 * Source: Splunk Search Manual, "Backslashes".
 */
export const patternOf = ({ text }: SearchValue): string => withPlainBackslashes(text)

interface ValueTest {
  readonly test: (value: Scalar) => boolean
  readonly patterns: number
}

/** Is a single value equal to one of these? Its case is folded once, however many there are. */
function equalToAny(values: readonly SearchValue[]): ValueTest {
  const words = new Set<string>()
  const folded: ((text: string) => boolean)[] = []
  const asWritten: ((text: string) => boolean)[] = []
  for (const value of values) {
    const { caseSensitive = false } = value
    const text = patternOf(value)
    const inSubnet = text.includes('/') ? cidrMatcher(text) : null
    if (inSubnet) asWritten.push(inSubnet)
    const pattern = caseSensitive ? text : foldCase(text)
    const { kind, literals, test } = wildcardMatcher(pattern, { ignoreCase: false })
    if (caseSensitive) asWritten.push(test)
    else if (kind === 'exact') words.add(literals[0] ?? '')
    else folded.push(test)
  }
  return {
    patterns: folded.length + asWritten.length,
    test(value) {
      const text = textOfScalar(value)
      const plain = foldCase(text)
      if (words.has(plain)) return true
      for (const test of folded) if (test(plain)) return true
      for (const test of asWritten) if (test(text)) return true
      return false
    },
  }
}

function testOfEquality(field: string, values: readonly SearchValue[]): RowTest {
  const [only] = values
  if (only && values.length === 1) {
    return fieldTest(
      field,
      searchComparison('=', patternOf(only), { caseSensitive: only.caseSensitive === true }),
      { cost: costOf(only) },
    )
  }
  const { test, patterns } = equalToAny(values)
  return fieldTest(
    field,
    (value) => (isMultivalue(value) ? value.some(test) : test(value as Scalar)),
    {
      cost: patterns === 0 ? cost.exact : cost.wildcard,
      remember: patterns >= manyPatterns,
    },
  )
}

const costOf = (value: SearchValue): number =>
  hasWildcard(patternOf(value)) ? cost.wildcard : cost.exact

/** Needs the field; of several values one that differs is enough, which is what tells `!=` from `NOT`. */
function testOfInequality(field: string, value: SearchValue): RowTest {
  const equal = searchComparison('=', patternOf(value), {
    caseSensitive: value.caseSensitive === true,
  })
  return fieldTest(
    field,
    (found: Value) => (isMultivalue(found) ? found.some((one) => !equal(one)) : !equal(found)),
    { cost: costOf(value) },
  )
}

/** Folded texts by column, shared by all terms that look at it. */
const foldedTexts = keptWith(({ length }: Column) => new Array<string | undefined>(length))

function testOfTerm(value: SearchValue, directive: 'TERM' | 'CASE' | undefined): RowTest {
  const caseSensitive = directive === 'CASE' || value.caseSensitive === true
  const term = compileRawTerm(patternOf(value), {
    wholeSegment: directive === 'TERM',
    caseSensitive,
  })
  return {
    needs: ['_raw'],
    cost: cost.raw,
    select(batch, rows) {
      const column = batch.column('_raw')
      if (!column) return noRows
      const textAt = caseSensitive ? rawTextOf(column) : foldedTextOf(column)
      const kept = new Uint32Array(rows.length)
      let count = 0
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number
        if (term.test(textAt(row))) kept[count++] = row
      }
      return kept.subarray(0, count)
    },
  }
}

const rawTextOf =
  (column: Column) =>
  (row: number): string => {
    const value = column.at(row)
    if (typeof value === 'string') return value
    if (value === null) return ''
    return isMultivalue(value) ? value.map(textOfScalar).join('\n') : textOfScalar(value as Scalar)
  }

function foldedTextOf(column: Column): (row: number) => string {
  const textAt = rawTextOf(column)
  const known = foldedTexts(column)
  return (row) => {
    const text = known[row] ?? foldCase(textAt(row))
    known[row] = text
    return text
  }
}

/** A time term bounds `_time` where it stands, so that `a earliest=-1d OR b earliest=-7d` means what it says. */
function testOfTime(
  node: Extract<SearchExpression, { kind: 'time' }>,
  bindings: Surroundings,
): RowTest {
  const bound = timeBoundOf(node, bindings, bindings.timeFormat)
  if (bound === null) return passAll
  if ('code' in bound) {
    bindings.report(bound)
    return passNone
  }
  const { side, time } = bound
  const passes = (batch: Batch, rows: Uint32Array): Uint32Array => {
    const column = batch.column('_time')
    if (!column) return noRows
    return rows.filter((row) => {
      const at = Number(column.at(row) ?? Number.NaN)
      return side === 'earliest' ? at >= time : at < time
    })
  }
  return { needs: ['_time'], cost: cost.exact, select: passes }
}

import type { Aggregate } from '../contract/aggregate.ts'
import type { Stage } from '../contract/command.ts'
import type {
  CompiledExpression,
  CompiledPredicate,
  EvaluationContext,
} from '../contract/expression.ts'
import type { FunctionScope, LookupReader } from '../contract/function.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Span } from '../diagnostics/span.ts'
import { didYouMean } from '../diagnostics/suggest.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { AggregateCall, Expression, SearchExpression } from '../language/ast.ts'
import { parseWhole } from '../language/pipeline.ts'
import { parseSearch } from '../language/search.ts'
import { compilePattern, type PatternMatcher } from '../values/pattern.ts'
import { type AggregateExpression, aggregateExpression } from './aggregate-expression.ts'
import { compileExpression, compileFieldValue, compilePredicate } from './expression.ts'
import { eventTypeTerm, tagTerm } from './knowledge-terms.ts'
import { isEnabled } from './optimize/index.ts'
import { randomSequence } from './random-sequence.ts'
import type { Registry } from './registry.ts'
import { compileSearch } from './search-predicate.ts'

/** Names in a search, bound to what they mean: each tree once, however often it is asked for. */
export interface Bindings {
  expression(node: Expression): CompiledExpression
  predicate(node: Expression): CompiledPredicate
  search(node: SearchExpression): CompiledPredicate
  aggregate(name: string): Aggregate
  /** The statistical functions within `eval(…)`, and what is computed of their results. */
  aggregates(node: Expression): AggregateExpression
  pattern(source: string, flags?: string): PatternMatcher
  lookup(name: string): LookupReader | undefined
  /** From 0 up to 1; the same sequence in every run. */
  random(): number
  /** Binds everything that a stage names, so that what is wrong is reported before anything runs. */
  check(stage: Stage): void
}

export interface BindingSources {
  readonly registry: Registry
  readonly lookups: ReadonlyMap<string, LookupReader>
  /** What to do about lookups that are known by name alone. */
  readonly foreignLookups?: ReadonlyMap<string, string>
  /** There when events tell their event types and tags. */
  readonly knowledge?: Pick<Knowledge, 'tags'>
  /** Names of `optimizations`. */
  readonly disabledOptimizations?: ReadonlySet<string>
}

export function createBindings(
  { registry, lookups, foreignLookups, knowledge, disabledOptimizations }: BindingSources,
  { now, timeZone }: EvaluationContext,
  report: (diagnostic: Diagnostic) => void,
): Bindings {
  const random = randomSequence()
  const searchBindings = {
    now,
    timeZone,
    report,
    ...(knowledge && { eventType: eventTypeTerm, tag: tagTerm }),
  }
  const scope: FunctionScope = {
    now,
    timeZone,
    random,
    lookup: (name) => lookups.get(name),
    pattern(source) {
      const compiled = compilePattern(source)
      return 'problem' in compiled ? { code: 'SPL0305', problem: compiled.problem } : compiled
    },
    searchPredicate(text) {
      const { value: expression, diagnostics } = parseWhole(text, parseSearch, registry.commands)
      const [problem] = diagnostics
      if (problem) return { code: 'SPL0304', problem: problem.message }
      const predicate = compileSearch(expression, searchBindings)
      return {
        needs: predicate.needs,
        bind(batch) {
          const passing = new Set(predicate.rows(batch))
          return (row) => passing.has(row)
        },
      }
    },
  }
  const columnar = isEnabled('columnar-expressions', disabledOptimizations)
  const expressionBindings = { functions: registry.functions, scope, columnar, report }
  const expressions = new Map<Expression, CompiledExpression>()
  const predicates = new Map<Expression, CompiledPredicate>()
  const summaries = new Map<Expression, AggregateExpression>()
  const searches = new Map<SearchExpression, CompiledPredicate>()
  const patterns = new Map<string, PatternMatcher>()

  const bindings: Bindings = {
    random,
    expression: (node) =>
      once(expressions, node, () => compileExpression(node, expressionBindings)),
    predicate: (node) => once(predicates, node, () => compilePredicate(node, expressionBindings)),
    search: (node) => once(searches, node, () => compileSearch(node, searchBindings)),
    lookup: (name) => lookups.get(name),
    aggregate(name) {
      const aggregate = registry.aggregates.get(name)
      if (!aggregate) throw new Error(`${name} was not checked`)
      return aggregate
    },
    aggregates: (node) =>
      once(summaries, node, () =>
        aggregateExpression(node, (name) => registry.aggregates.has(name)),
      ),
    pattern(source, flags = '') {
      const key = `${flags}/${source}`
      const known = patterns.get(key)
      if (known) return known
      const compiled = compilePattern(source, flags)
      if ('problem' in compiled) throw new Error(`${source} was not checked`)
      patterns.set(key, compiled)
      return compiled
    },
    check({ node, parts }) {
      for (const expression of parts.expressions ?? []) bindings.expression(expression)
      for (const value of parts.values ?? []) checkFieldValue(value)
      for (const search of parts.searches ?? []) bindings.search(search)
      for (const call of parts.aggregates ?? []) checkAggregate(call)
      for (const { source, flags } of parts.patterns ?? []) checkPattern(source, flags, node.span)
      for (const name of parts.lookups ?? []) checkLookup(name, node.span)
    },
  }

  function checkFieldValue(value: Expression): void {
    once(expressions, value, () => compileFieldValue(value, expressionBindings))
  }

  function checkLookup(name: string, span: Span): void {
    if (lookups.has(name)) return
    const advice = foreignLookups?.get(name)
    report({
      code: 'SPL0306',
      severity: 'error',
      message: `the lookup "${name}" is not known`,
      span,
      ...(advice === undefined ? didYouMean(name, lookups.keys()) : { advice }),
    })
  }

  function checkPattern(source: string, flags: string | undefined, span: Span): void {
    const compiled = compilePattern(source, flags)
    if (!('problem' in compiled)) return
    report({
      code: 'SPL0305',
      severity: 'error',
      message: `the regular expression is refused: ${compiled.problem}`,
      span,
    })
  }

  function checkComputed(node: Expression): void {
    const { calls, result, loose } = bindings.aggregates(node)
    for (const call of calls) checkAggregate(call)
    for (const { name, span } of loose) {
      report({
        code: 'SPL0302',
        severity: 'error',
        message: `"${name}" stands outside of a statistical function`,
        span,
        advice: `a group has many values of it: write first(${name}), max(${name}) or another one`,
      })
    }
    bindings.expression(result)
  }

  function checkAggregate({ name, argument, span }: AggregateCall): void {
    if (name === 'eval' && argument?.kind === 'eval') {
      checkComputed(argument.expression)
      return
    }
    const aggregate = registry.aggregates.get(name)
    if (!aggregate) {
      report({
        code: 'SPL0303',
        severity: 'error',
        message: `unknown statistical function "${name}"`,
        span,
        ...didYouMean(name, registry.aggregates.keys()),
      })
      return
    }
    if (aggregate.argument === 'required' && !argument) {
      report({
        code: 'SPL0302',
        severity: 'error',
        message: `${name}() needs a field`,
        span,
      })
    }
    if (argument?.kind === 'eval') bindings.expression(argument.expression)
    if (argument?.kind === 'aggregate') checkAggregate(argument.call)
  }

  return bindings
}

function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const known = made.get(key)
  if (known) return known
  const value = make()
  made.set(key, value)
  return value
}

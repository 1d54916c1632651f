import type { Aggregate } from '../contract/aggregate.ts'
import { type Batch, type Column, listOf, plainColumn } from '../contract/batch.ts'
import type { Scope } from '../contract/command.ts'
import type { CompiledExpression } from '../contract/expression.ts'
import type { AggregateCall, Expression } from '../language/ast.ts'
import { numberOf } from '../values/convert.ts'
import type { EvalValue, Scalar, Value } from '../values/value.ts'
import { computedMeasure, type InnerAggregate } from './shared-computed-measure.ts'
import { fieldPattern, hasStar } from './shared-field-names.ts'
import type { Assignment } from './shared-groups.ts'
import { addValue, type BoundMeasure, type Measure } from './shared-measure.ts'
import { fieldsOfExpression } from './shared-references.ts'

export interface MeasureSet {
  /** All that are known so far, in the order of output: wildcards stand for more of them as fields appear. */
  measures(): readonly Measure[]
  /** Those that find something to read in this batch. */
  bind(batch: Batch): readonly BoundMeasure[]
}

export interface MeasureOptions {
  /** Fields that wildcards leave out. */
  readonly except?: readonly string[]
  /** Numeric aggregates give nothing when a value is no number (`allnum`). */
  readonly numbersOnly?: boolean
  /** Rows are put into buckets of time, so that `per_hour` has a width to go by. */
  readonly buckets?: boolean
}

export function createMeasures(
  calls: readonly AggregateCall[],
  scope: Scope,
  options: MeasureOptions = {},
): MeasureSet {
  const names = new Set<string>()
  const sources: Source[] = []
  for (const call of calls) {
    const made = sourceOf(call, scope, options, names)
    if (made) sources.push(made)
  }
  return {
    measures: () => sources.flatMap((source) => source.measures()),
    bind: (batch) => sources.flatMap((source) => source.bind(batch)),
  }
}

type Source = MeasureSet

function sourceOf(
  call: AggregateCall,
  scope: Scope,
  options: MeasureOptions,
  names: Set<string>,
): Source | undefined {
  if (call.name === 'eval' && call.argument?.kind === 'eval') {
    return computedSource(call, call.argument.expression, scope, options, names)
  }
  const { aggregate, parameter, argument } = resolveCall(call, scope, options)
  const measureNamed = (name: string): Measure => ({ name, aggregate, parameter, states: [] })
  if (argument?.kind === 'field' && hasStar(argument.name)) {
    return wildcardSource(call, argument.name, options.except ?? [], names, measureNamed)
  }
  const name = outputName(call)
  if (names.has(name)) return undefined
  names.add(name)
  const measure = measureNamed(name)
  const all = [measure]
  if (!argument) return { measures: () => all, bind: () => [{ measure }] }
  if (argument.kind === 'field') {
    return {
      measures: () => all,
      bind(batch) {
        const column = batch.column(argument.name)
        return column ? [{ measure, column }] : []
      },
    }
  }
  if (argument.kind === 'aggregate') throw new Error(`${call.name} has an argument of its own kind`)
  const expression = scope.expression(argument.expression)
  return {
    measures: () => all,
    bind: (batch) => [{ measure, column: countableColumn(expression, batch) }],
  }
}

function computedSource(
  call: AggregateCall,
  expression: Expression,
  scope: Scope,
  options: MeasureOptions,
  names: Set<string>,
): Source | undefined {
  const name = outputName(call)
  if (names.has(name)) return undefined
  names.add(name)
  const { calls, result } = scope.aggregates(expression)
  const inner = calls.map((each): InnerAggregate => {
    const { aggregate, parameter, argument } = resolveCall(each, scope, options)
    if (!argument) return { aggregate, parameter, bind: () => null }
    if (argument.kind === 'field') {
      return { aggregate, parameter, bind: (batch) => batch.column(argument.name) }
    }
    if (argument.kind === 'aggregate')
      throw new Error(`${each.name} has an argument of its own kind`)
    const values = scope.expression(argument.expression)
    return { aggregate, parameter, bind: (batch) => countableColumn(values, batch) }
  })
  const computed = computedMeasure(name, inner, scope.expression(result))
  return { measures: () => [computed.measure], bind: (batch) => [computed.bind(batch)] }
}

function countableColumn(expression: CompiledExpression, batch: Batch): Column {
  const evaluate = expression.bind(batch)
  return { length: batch.length, at: (row) => countable(evaluate(row)) }
}

/** Of conditions only those that hold are counted. */
const countable = (value: EvalValue): Value =>
  typeof value === 'boolean' ? (value ? 1 : null) : value

interface ResolvedCall {
  readonly aggregate: Aggregate
  readonly parameter: number | undefined
  readonly argument: AggregateCall['argument']
}

function resolveCall(call: AggregateCall, scope: Scope, options: MeasureOptions): ResolvedCall {
  const named = scope.aggregate(call.name)
  if (named.perBucket && !options.buckets) {
    scope.report({
      code: 'SPL0302',
      severity: 'error',
      message: `${call.name}() has a meaning in timechart only`,
      span: call.span,
    })
  }
  const aggregate = options.numbersOnly && named.numeric ? numbersOnly(named) : named
  const { argument } = call
  const parameter = call.parameter ?? named.parameter?.or
  if (!named.over || !argument) return { aggregate, parameter, argument }
  const inner = innerOf(argument, scope)
  const span = argument.kind === 'aggregate' ? argument.span : undefined
  return {
    aggregate: named.over(
      inner.aggregate,
      inner.parameter,
      span === undefined ? undefined : secondsOfSpan(span),
    ),
    parameter,
    argument: inner.argument,
  }
}

/** `sparkline(count)` reaches us as an aggregate or, since `count` is a name like any other, as a field. */
function innerOf(argument: NonNullable<AggregateCall['argument']>, scope: Scope): ResolvedCall {
  if (argument.kind === 'aggregate') return resolveCall(argument.call, scope, {})
  const aggregate = scope.aggregate('count')
  return {
    aggregate,
    parameter: undefined,
    argument: argument.kind === 'eval' ? argument : undefined,
  }
}

const unitSeconds: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
}

/** Widths of sparkline buckets: fixed lengths, since they are drawn without a time axis. */
function secondsOfSpan(span: string): number | undefined {
  const match = /^(\d+)?([smhdw])/.exec(span)
  if (!match) return undefined
  const seconds = Number(match[1] ?? 1) * (unitSeconds[match[2] as string] ?? 1)
  return seconds > 0 ? seconds : undefined
}

function numbersOnly(aggregate: Aggregate): Aggregate {
  interface State {
    inner: unknown
    numeric: boolean
  }
  const { start, add, merge, finish } = aggregate
  const wrapped: Aggregate<State> = {
    ...aggregate,
    start: (parameter) => ({ inner: start(parameter), numeric: true }),
    add(state, value, time) {
      if (numberOf(value) === null) state.numeric = false
      else state.inner = add(state.inner, value, time)
      return state
    },
    merge(earlier, later) {
      earlier.inner = merge(earlier.inner, later.inner)
      earlier.numeric &&= later.numeric
      return earlier
    },
    finish: (state, parameter) => (state.numeric ? finish(state.inner, parameter) : null),
  }
  return wrapped as Aggregate
}

/** The name of the column that a call makes; with a wildcard in it, when its argument has one. */
export const outputName = (call: AggregateCall): string =>
  call.as ?? call.text.replace(/\(\s*\)$/, '')

function wildcardSource(
  call: AggregateCall,
  pattern: string,
  except: readonly string[],
  names: Set<string>,
  measureNamed: (name: string) => Measure,
): Source {
  const matches = fieldPattern(pattern)
  const byField = new Map<string, Measure | undefined>()
  const measureOf = (field: string): Measure | undefined => {
    if (byField.has(field)) return byField.get(field)
    const name = expandedName(call, pattern, field)
    const measure = names.has(name) ? undefined : measureNamed(name)
    names.add(name)
    byField.set(field, measure)
    return measure
  }
  return {
    measures: () => [...byField.keys()].sort().flatMap((field) => byField.get(field) ?? []),
    bind: (batch) =>
      batch.fields().flatMap((field) => {
        if (except.includes(field) || !matches(field)) return []
        const column = batch.column(field)
        const measure = column && measureOf(field)
        return column && measure ? [{ measure, column }] : []
      }),
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `sum(*) AS total_*`: what the first wildcard of the argument stood for takes the place of the one after AS. */
function expandedName(call: AggregateCall, pattern: string, field: string): string {
  if (call.as === undefined) return call.text.replace(pattern, () => field)
  const parts =
    new RegExp(`^${pattern.split('*').map(escaped).join('(.*)')}$`, 's').exec(field) ?? []
  let wildcard = 0
  return call.as.replaceAll('*', () => parts[++wildcard] ?? '')
}

/** Adds the rows of a batch to the states of their groups. */
export function accumulate(
  bound: readonly BoundMeasure[],
  batch: Batch,
  assignment: Assignment,
): void {
  if (assignment.count === 0) return
  const times = bound.some(({ measure }) => measure.aggregate.readsTime)
    ? timesOf(batch)
    : undefined
  for (const { measure, column } of bound) {
    if (!column) addRows(measure, assignment, times)
    else addColumn(measure, column, assignment, times)
  }
}

type Times = (row: number) => number | null

export function timesOf(batch: Batch): Times {
  const list = listOf(batch.column('_time'), batch.length)
  return (row) => {
    const time = list[row] as Value
    return typeof time === 'number' ? time : numberOf(time)
  }
}

function addRows(measure: Measure, { count, rows, groups }: Assignment, times?: Times): void {
  const { aggregate, states, parameter } = measure
  for (let i = 0; i < count; i++) {
    const group = groups[i] as number
    const time = times ? times(rows ? (rows[i] as number) : i) : null
    states[group] = aggregate.add(states[group] ?? aggregate.start(parameter), 1, time)
  }
}

function addColumn(
  measure: Measure,
  column: Column,
  { count, rows, groups }: Assignment,
  times?: Times,
): void {
  const { aggregate, states, parameter } = measure
  const { list } = column
  for (let i = 0; i < count; i++) {
    const row = rows ? (rows[i] as number) : i
    const value = list ? (list[row] as Value) : column.at(row)
    if (value === null) continue
    const group = groups[i] as number
    const state = states[group] ?? aggregate.start(parameter)
    states[group] = addValue(aggregate, state, value, times ? times(row) : null)
  }
}

/** The result in a group, also in one where nothing was added. */
export function resultOf(
  { aggregate, states, parameter }: Measure,
  group: number,
  bucketWidth?: number,
): Value {
  const given = aggregate.perBucket ? bucketWidth : parameter
  return aggregate.finish(states[group] ?? aggregate.start(parameter), given)
}

/** The columns of a table with one row for each of these groups: its key, then its results. */
export function groupTable(
  fields: readonly string[],
  measures: readonly Measure[],
  groups: readonly number[],
  keyOf: (group: number) => readonly Scalar[],
): Map<string, Column> {
  const columns = new Map<string, Column>()
  const keys = groups.map(keyOf)
  for (const [index, field] of fields.entries()) {
    columns.set(field, plainColumn(keys.map((key) => key[index] as Scalar)))
  }
  for (const measure of measures) {
    columns.set(measure.name, plainColumn(groups.map((group) => resultOf(measure, group))))
  }
  return columns
}

/** Aggregates that read `_time`: `flow` is asked before names are bound. */
const timed = new Set([
  ...['earliest', 'latest', 'earliest_time', 'latest_time', 'rate', 'sparkline'],
])

/** For `flow`: the fields that the calls read, and the columns they make where these have a name before the search runs. */
export function aggregateFlow(calls: readonly AggregateCall[]): {
  readonly needs: readonly string[]
  readonly adds: readonly string[]
  readonly addsUnknown: boolean
} {
  const needs = new Set<string>()
  const adds: string[] = []
  let addsUnknown = false
  const visit = (call: AggregateCall): void => {
    const { argument } = call
    if (argument?.kind === 'field') needs.add(argument.name)
    else if (argument?.kind === 'eval')
      for (const name of fieldsOfExpression(argument.expression)) needs.add(name)
    else if (argument?.kind === 'aggregate') visit(argument.call)
  }
  for (const call of calls) {
    visit(call)
    const wild = call.argument?.kind === 'field' && hasStar(call.argument.name)
    if (wild) addsUnknown = true
    else adds.push(outputName(call))
    if (timed.has(call.name)) needs.add('_time')
  }
  return { needs: [...needs], adds, addsUnknown }
}

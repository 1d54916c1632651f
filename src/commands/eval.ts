import {
  type Batch,
  type Column,
  constantColumn,
  plainColumn,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import { fieldValue } from '../contract/define-function.ts'
import type { CompiledExpression } from '../contract/expression.ts'
import { type Assignment, assignments } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { fieldsOfExpression } from './shared-references.ts'

/** `{name}` in the name of a target stands for the value of that field; `{}` is part of the name of a JSON array. */
const placeholder = /\{([^{}]+)\}/
const placeholders = /\{([^{}]+)\}/g

const isDynamic = (field: string): boolean => placeholder.test(field)
const namedIn = (field: string): string[] =>
  [...field.matchAll(placeholders)].map((match) => match[1] as string)

function valuesOf(expression: CompiledExpression, batch: Batch): Column {
  const { constant } = expression
  if (constant) return constantColumn(fieldValue(constant.value), batch.length)
  const column = expression.column?.(batch)
  if (column) return column
  const evaluate = expression.bind(batch)
  const values = new Array<Value>(batch.length)
  for (let row = 0; row < batch.length; row++) values[row] = fieldValue(evaluate(row))
  return plainColumn(values)
}

/** One column for each name that the target comes to; a row whose name cannot be made is left as it is. */
function dynamicColumns(field: string, made: Column, batch: Batch): ReadonlyMap<string, Column> {
  const columns = new Map<string, Value[]>()
  const sources = new Map(namedIn(field).map((name) => [name, batch.column(name)] as const))
  for (let row = 0; row < batch.length; row++) {
    let missing = false
    const target = field.replace(placeholders, (_, name: string) => {
      const value = sources.get(name)?.at(row) ?? null
      missing ||= value === null
      return textOf(value)
    })
    if (missing) continue
    let values = columns.get(target)
    if (!values) {
      const before = batch.column(target)
      values = Array.from({ length: batch.length }, (_, each) => before?.at(each) ?? null)
      columns.set(target, values)
    }
    values[row] = made.at(row)
  }
  return new Map([...columns].map(([name, values]) => [name, plainColumn(values)]))
}

/** Assignments that nobody reads, neither a later one nor a later stage, are not made. */
function neededOf(list: readonly Assignment[], demand: Scope['demand']): readonly Assignment[] {
  if (demand === 'all' || [...demand].some((name) => name.includes('*'))) return list
  const wanted = new Set(demand)
  const needed: Assignment[] = []
  for (const assignment of [...list].reverse()) {
    if (!wanted.has(assignment.field) && !isDynamic(assignment.field)) continue
    needed.unshift(assignment)
    for (const name of fieldsOfExpression(assignment.value)) wanted.add(name)
    for (const name of namedIn(assignment.field)) wanted.add(name)
  }
  return needed
}

function evalOperator(list: readonly Assignment[], scope: Scope): Operator {
  const steps = neededOf(list, scope.demand).map(({ field, value }) => ({
    field,
    expression: scope.expression(value),
  }))
  return {
    process(batch) {
      const made = new Map<string, Column>()
      let output = batch
      for (const { field, expression } of steps) {
        const column = valuesOf(expression, output)
        if (isDynamic(field)) {
          for (const [name, each] of dynamicColumns(field, column, output)) made.set(name, each)
        } else made.set(field, column)
        output = withColumns(batch, new Map(made))
      }
      return output
    },
  }
}

/** Fields read before this command makes them. */
function readsOf(list: readonly Assignment[]): readonly string[] {
  const made = new Set<string>()
  const read = new Set<string>()
  for (const { field, value } of list) {
    for (const name of [...fieldsOfExpression(value), ...namedIn(field)]) {
      if (!made.has(name)) read.add(name)
    }
    made.add(field)
  }
  return [...read]
}

/** Later assignments see what earlier ones made. Source: Splunk Search Reference, "eval". */
export const evalCommand = defineCommand({
  name: 'eval',
  kind: 'streaming',
  summary: 'Sets fields to the values of expressions.',
  syntax: assignments({ about: 'Fields and the expressions that give their values.' }),
  flow: (list) => ({
    needs: readsOf(list),
    adds: list.map(({ field }) => field).filter((field) => !isDynamic(field)),
    ...(list.some(({ field }) => isDynamic(field)) && { addsUnknown: true }),
  }),
  parts: (list) => ({ values: list.map(({ value }) => value) }),
  operator: evalOperator,
  examples: [
    {
      title: 'The second assignment sees the first',
      query: 'eval kb=bytes/1024, size=kb." kB"',
      input: [{ bytes: 2048 }],
      output: [{ bytes: 2048, kb: 2, size: '2 kB' }],
    },
    {
      title: 'What cannot be computed is missing',
      query: 'eval rate=hits/seconds',
      input: [{ hits: 3, seconds: 0 }, { hits: 4 }],
      output: [{ hits: 3, seconds: 0 }, { hits: 4 }],
    },
    {
      title: 'A field whose name is a value',
      query: 'eval {kind}_count=n',
      input: [
        { kind: 'user', n: 1 },
        { kind: 'host', n: 2 },
      ],
      output: [
        { kind: 'user', n: 1, user_count: 1 },
        { kind: 'host', n: 2, host_count: 2 },
      ],
    },
  ],
})

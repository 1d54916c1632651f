import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Batch,
  batchOf,
  type Column,
  constantColumn,
  dictionaryColumn,
  plainColumn,
} from '../contract/batch.ts'
import { fieldValue } from '../contract/define-function.ts'
import { evalFunctions } from '../functions/index.ts'
import { parseExpression } from '../language/expression.ts'
import { parseWhole } from '../language/pipeline.ts'
import type { Value } from '../values/value.ts'
import { compileExpression, compilePredicate, type ExpressionBindings } from './expression.ts'

const fields = ['a', 'b', 'c', 'absent']
const comparisons = ['=', '!=', '<', '>', '<=', '>=']

const number = fc.oneof(
  fc.constantFrom<number>(0, -0, 1, 2, -7, 2.5, 1e16, Number.NaN, Number.POSITIVE_INFINITY),
  fc.double(),
)
const text = fc.constantFrom('', '1', '2.50', ' 3', '1e400', '0x10', 'ann', 'Ann', 'true', 'nan')
const value = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant<Value>(['1', 'ann']) },
)

const columnOfLength = (length: number): fc.Arbitrary<Column> => {
  const listOf = (each: fc.Arbitrary<Value>) =>
    fc.array(each, { minLength: length, maxLength: length })
  return fc.oneof(
    listOf(number).map(plainColumn),
    listOf(fc.option(number)).map(plainColumn),
    listOf(text).map(plainColumn),
    listOf(value).map(plainColumn),
    value.map((one) => constantColumn(one, length)),
    fc
      .tuple(fc.array(value, { minLength: 1, maxLength: 4 }), listOf(fc.nat()))
      .map(([values, codes]) =>
        dictionaryColumn(
          Uint32Array.from(codes as number[], (code) => code % values.length),
          values,
        ),
      ),
  )
}

const batch: fc.Arbitrary<Batch> = fc
  .integer({ min: 1, max: 12 })
  .chain((length) =>
    fc.tuple(columnOfLength(length), columnOfLength(length), columnOfLength(length)),
  )
  .map(([a, b, c]) =>
    batchOf(
      new Map([
        ['a', a],
        ['b', b],
        ['c', c],
      ]),
      a.length,
    ),
  )

const literal = fc.constantFrom('0', '1', '2', '-7', '2.50', '"ann"', '"1"', '"2.5"', 'null()')
const { operand, condition } = fc.letrec<{ operand: string; condition: string }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...fields),
    literal,
    fc
      .tuple(tie('operand'), fc.constantFrom('+', '-', '*', '/', '%', '.'), tie('operand'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(tie('condition'), tie('operand'), tie('operand'))
      .map((args) => `if(${args.join(', ')})`),
    tie('operand').map((inner) => `coalesce(${inner}, 0)`),
    tie('operand').map((inner) => `(-${inner})`),
  ),
  condition: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(tie('operand'), fc.constantFrom(...comparisons), tie('operand'))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
    fc
      .tuple(fc.constantFrom(...fields), fc.constantFrom(...comparisons), literal)
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'OR', 'XOR'), tie('condition'))
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    tie('condition').map((inner) => `NOT (${inner})`),
    tie('operand').map((inner) => `isnull(${inner})`),
  ),
}))

const functions = new Map(evalFunctions.map((each) => [each.name, each]))

/** Both ways, or nothing when the expression is refused. */
function compileBoth<T>(
  written: string,
  compile: (node: ReturnType<typeof parsed>, bindings: ExpressionBindings) => T,
): { readonly plain: T; readonly columnar: T } | undefined {
  let refused = false
  const bindings = (columnar: boolean): ExpressionBindings => ({
    functions,
    columnar,
    scope: {
      now: 0,
      timeZone: 'UTC',
      random: () => 0,
      lookup: () => undefined,
      pattern: () => ({ problem: 'no patterns here', code: 'SPL0305' }),
      searchPredicate: () => ({ problem: 'no searches here', code: 'SPL0304' }),
    },
    report: () => {
      refused = true
    },
  })
  const node = parsed(written)
  const both = { plain: compile(node, bindings(false)), columnar: compile(node, bindings(true)) }
  return refused ? undefined : both
}

function parsed(written: string) {
  const { value: node, diagnostics } = parseWhole(written, parseExpression, new Map())
  expect(diagnostics, written).toEqual([])
  return node
}

test('conditions let the same rows pass, asked by column or by row', () => {
  let compared = 0
  fc.assert(
    fc.property(condition, fc.array(batch, { minLength: 1, maxLength: 3 }), (written, batches) => {
      const both = compileBoth(written, compilePredicate)
      if (!both) return
      for (const each of batches) {
        compared++
        expect([...both.columnar.rows(each)]).toEqual([...both.plain.rows(each)])
      }
    }),
    { numRuns: 3000 },
  )
  expect(compared).toBeGreaterThan(1000)
})

test('expressions have the same values, evaluated by column or by row', () => {
  let compared = 0
  fc.assert(
    fc.property(operand, fc.array(batch, { minLength: 1, maxLength: 3 }), (written, batches) => {
      const both = compileBoth(written, compileExpression)
      if (!both) return
      for (const each of batches) {
        const column = both.columnar.column?.(each)
        if (!column) continue
        compared++
        const evaluate = both.plain.bind(each)
        const rows = Array.from({ length: each.length }, (_, row) => row)
        expect(rows.map((row) => column.at(row))).toEqual(
          rows.map((row) => fieldValue(evaluate(row))),
        )
      }
    }),
    { numRuns: 3000 },
  )
  expect(compared).toBeGreaterThan(1000)
})

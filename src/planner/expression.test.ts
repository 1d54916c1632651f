import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  batchOf,
  batchOfRows,
  type Column,
  dictionaryColumn,
  plainColumn,
} from '../contract/batch.ts'
import { defineFunction, number, text } from '../contract/define-function.ts'
import type { CompiledExpression } from '../contract/expression.ts'
import type { EvalFunction, FunctionScope } from '../contract/function.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { evalFunctions } from '../functions/index.ts'
import type { Expression } from '../language/ast.ts'
import { parseExpression } from '../language/expression.ts'
import { parseWhole } from '../language/pipeline.ts'
import type { EvalValue, Value } from '../values/value.ts'
import { compileExpression, compileFieldValue, compilePredicate } from './expression.ts'
import { registryOf } from './registry.ts'

let calls = 0
const counted = defineFunction({
  name: 'counted',
  category: 'text',
  summary: 'Counts how often it is called.',
  parameters: { value: text('A text.') },
  evaluate({ value }) {
    calls++
    return value.length > 3
  },
  examples: [],
})
const step = defineFunction({
  name: 'step',
  category: 'mathematical',
  summary: 'Another number each time.',
  pure: false,
  parameters: { value: number('A number.') },
  evaluate: ({ value }) => value + ++calls,
  examples: [],
})

const { functions } = registryOf([], [...evalFunctions, counted, step], [])

const refused = { code: 'SPL0305', problem: 'no patterns here' } as const
const scope: FunctionScope = {
  now: 0,
  timeZone: 'UTC',
  random: () => 0,
  lookup: () => undefined,
  pattern: () => refused,
  searchPredicate: () => refused,
}

type Compile<T> = (
  node: Expression,
  bindings: {
    functions: ReadonlyMap<string, EvalFunction>
    scope: FunctionScope
    report(diagnostic: Diagnostic): void
  },
) => T

function compiledBy<T>(compile: Compile<T>, source: string): { made: T; found: Diagnostic[] } {
  const { value, diagnostics } = parseWhole(source, parseExpression)
  const found = [...diagnostics]
  const made = compile(value, { functions, scope, report: (one) => found.push(one) })
  return { made, found }
}

function expressionOf(source: string): CompiledExpression {
  const { made, found } = compiledBy(compileExpression, source)
  expect(found).toEqual([])
  return made
}

type Row = Readonly<Record<string, Value>>

const evaluate = (source: string, row: Row = {}): EvalValue =>
  expressionOf(source).bind(batchOfRows([row]))(0)

describe('arithmetic', () => {
  it.each<[string, Row, EvalValue]>([
    ['2 + 3 * 4', {}, 14],
    ['(2 + 3) * 4', {}, 20],
    ['7 - 2 - 1', {}, 4],
    ['-a + 1', { a: '5' }, -4],
    ['a + b', { a: '10', b: 2 }, 12],
    ['a / b', { a: 1, b: 0 }, null],
    ['a % b', { a: 7, b: '0' }, null],
    ['-7 % 3', {}, -1],
    ['a + b', { a: 1 }, null],
    ['a * b', { a: 'x', b: 2 }, null],
    ['a * 2', { a: ['1', '2'] }, null],
    ['a + b', { a: 'x', b: '1' }, 'x1'],
    ['a + "1"', { a: 5 }, '51'],
    ['a + 1', { a: 'x' }, null],
    ['"n" . 1 + 1', {}, 'n2'],
    ['a . b', { a: 'x' }, null],
    ['a . "|"', { a: ['x', 'y'] }, 'x\ny|'],
    ['pow(2, 53) + 1', {}, 9007199254740992],
  ])('%s of %j', (source, row, result) => {
    expect(evaluate(source, row)).toEqual(result)
  })
})

describe('precision of decimal literals', () => {
  it.each<[string, Row, EvalValue]>([
    ['6.125 * 0.4', {}, 2],
    ['6.125 * 0.40', {}, 2.5],
    ['6.125 * 0.400', {}, 2.45],
    ['6.125 * exact(0.4)', {}, '2.450'],
    ['5.0', {}, '5.0'],
    ['0.00', {}, '0.00'],
    ['1e-3', {}, 0.001],
    ['1 / 3', {}, 1 / 3],
    ['2.00 * 1234', {}, 2468],
    ['12.0 + 0.345', {}, 12.3],
    ['12 + 0.345', {}, 12.345],
    ['n / 3.0', { n: 10 }, 3.3],
    ['n / 3', { n: '0.5' }, 0.5 / 3],
    ['-(n * 0.3)', { n: 2 }, -0.6],
    ['if(n > 1, n * 0.3, n)', { n: 4.5 }, 1],
    ['if(n > 1.55, n, 0)', { n: 4.56789 }, 4.56789],
    ['coalesce(missing * 0.1, n)', { n: 4.56789 }, 4.56789],
    ['round(n * 0.3, 2)', { n: 4.5 }, 1.35],
    ['n * 0.3 . "!"', { n: 4.5 }, '1!'],
    ['n * 0.30 > 1.349', { n: 4.5 }, true],
    ['sqrt(n * 0.25)', { n: 3 }, 0.87],
    ['tan(pi()) * 0', {}, '0.00000000000'],
  ])('%s of %j', (source, row, result) => {
    const value = evaluate(source, row)
    if (typeof value === 'number' && Object.is(value, -0)) expect(0).toEqual(result)
    else expect(value).toEqual(result)
  })
})

describe('comparison', () => {
  it.each<[string, Row, EvalValue]>([
    ['a = "x"', { a: 'x' }, true],
    ['a = "X"', { a: 'x' }, false],
    ['a = "x*"', { a: 'xy' }, false],
    ['a = 10', { a: '10.0' }, true],
    ['a > 9', { a: '10' }, true],
    ['a > "9"', { a: '10' }, true],
    ['a > 9', { a: 'ten' }, true],
    ['a < b', { a: 'abc', b: 'abd' }, true],
    ['a = 1', {}, null],
    ['a != 1', {}, null],
    ['a = b', { a: 'x' }, null],
    ['a = "y"', { a: ['x', 'y'] }, true],
    ['a = true', { a: 'True' }, true],
    ['a = true', { a: 'false' }, false],
    ['sqrt(-1) > 0', {}, false],
    ['sqrt(-1) = 0', {}, false],
    ['a IN (1, "x")', { a: '1.0' }, true],
    ['a NOT IN (1, "x")', { a: 'y' }, true],
    ['a LIKE "x%"', { a: 'xyz' }, true],
  ])('%s of %j', (source, row, result) => {
    expect(evaluate(source, row)).toEqual(result)
  })
})

describe('logic with null', () => {
  const values = ['true()', 'false()', 'missing = 1']
  const tables: Record<string, EvalValue[]> = {
    AND: [true, false, null, false, false, false, null, false, null],
    OR: [true, true, true, true, false, null, true, null, null],
    XOR: [false, true, null, true, false, null, null, null, null],
  }
  it.each(Object.keys(tables))('%s', (operator) => {
    const results = values.flatMap((left) =>
      values.map((right) => evaluate(`${left} ${operator} ${right}`)),
    )
    expect(results).toEqual(tables[operator])
  })

  it('NOT', () => {
    expect(values.map((value) => evaluate(`NOT ${value}`))).toEqual([false, true, null])
  })
})

describe('what is refused', () => {
  it.each<[string, string, string]>([
    ['1 + lenn("a")', 'SPL0301', 'lenn'],
    ['"a" * 2', 'SPL0302', '"a"'],
    ['2 - "a"', 'SPL0302', '"a"'],
    ['1 + "a"', 'SPL0302', '"a"'],
    ['1 + (a = b)', 'SPL0302', '(a = b)'],
    ['len(a, b)', 'SPL0302', 'len(a, b)'],
    ['1 + tonumber("x")', 'SPL0304', '"x"'],
    ['match(a, "x")', 'SPL0305', '"x"'],
    ['a + [search x]', 'SPL0502', '[search x]'],
  ])('%s', (source, code, where) => {
    const { made, found } = compiledBy(compileExpression, source)
    const errors = found.filter((one) => one.code === code)
    expect(errors.length).toBe(1)
    const { start, end } = errors[0]!.span!
    expect(source.slice(start, end)).toBe(where)
    expect(() => made.bind(batchOfRows([{ a: 1 }]))(0)).not.toThrow()
  })

  it('advises a name that is near', () => {
    expect(compiledBy(compileExpression, 'lenn("a")').found[0]?.advice).toContain('"len"')
  })

  it('a condition as the value of a field', () => {
    expect(compiledBy(compileFieldValue, '1 = 1').found.map(({ code }) => code)).toEqual([
      'SPL0302',
    ])
    expect(compiledBy(compileFieldValue, 'if(1 = 1, 2, 3)').found).toEqual([])
  })

  it('a number as a condition', () => {
    expect(compiledBy(compilePredicate, 'len(a)').found.map(({ code }) => code)).toEqual([
      'SPL0302',
    ])
    expect(compiledBy(compilePredicate, 'a').found).toEqual([])
  })
})

describe('what is computed once', () => {
  it('a call with constant arguments', () => {
    calls = 0
    const expression = expressionOf('counted("abcd") AND counted("abcde")')
    expect(expression.constant).toEqual({ value: true })
    expect(calls).toBe(2)
  })

  it('a call over the distinct values of a field', () => {
    const codes = Uint32Array.from({ length: 100 }, (_, row) => row % 3)
    const batch = batchOf(new Map([['a', dictionaryColumn(codes, ['x', 'long', null])]]), 100)
    calls = 0
    const { made } = compiledBy(compilePredicate, 'counted(a) AND b != 1 OR counted(a)')
    expect(made.needs).toEqual(['a', 'b'])
    expect([...made.rows(batch)]).toEqual([...codes.keys()].filter((row) => codes[row] === 1))
    expect(calls).toBeLessThanOrEqual(4)
  })

  it('nothing that is not pure', () => {
    calls = 0
    const evaluator = expressionOf('step(1)').bind(batchOfRows([{}, {}]))
    expect([evaluator(0), evaluator(0)]).toEqual([2, 3])
  })

  it('the fields it reads are told once', () => {
    expect(expressionOf('a + b . a').needs).toEqual(['a', 'b'])
    expect(expressionOf('1 + 1').needs).toEqual([])
  })
})

describe('any batch', () => {
  const scalar = fc.oneof(
    fc.constantFrom<Value>('x', '', '1', '1.0', '-3', 'True', null),
    fc.integer(),
    fc.constant<Value>(['1', 'x']),
  )
  const operand = fc.constantFrom('a', 'b', '1', '0.50', '"x"', 'missing', 'len(a)', 'lower(b)')
  const operator = fc.constantFrom('=', '!=', '<', '.', 'LIKE')
  const comparison = fc
    .tuple(operand, operator, operand)
    .map(([left, sign, right]) => `${left} ${sign} ${right}`)
  const source = fc.oneof(
    comparison,
    fc.tuple(comparison, comparison).map(([left, right]) => `if(${left}, a, ${right})`),
    fc.tuple(comparison, comparison).map(([left, right]) => `NOT (${left}) OR ${right}`),
    fc.tuple(operand, operand).map(([left, right]) => `coalesce(${left}, ${right}) . a`),
  )

  it('gives the same with and without distinct values', () => {
    fc.assert(
      fc.property(source, fc.array(scalar, { minLength: 1, maxLength: 6 }), (written, values) => {
        const length = values.length * 2
        const codes = Uint32Array.from({ length }, (_, row) => (row * 5) % values.length)
        const b = plainColumn(Array.from({ length }, (_, row) => values[row % values.length]!))
        const coded = dictionaryColumn(codes, values)
        const plain = plainColumn(Array.from({ length }, (_, row) => coded.at(row)))
        const expression = expressionOf(written)
        const results = [coded, plain].map((a) => {
          const columns: [string, Column][] = [
            ['a', a],
            ['b', b],
          ]
          const evaluator = expression.bind(batchOf(new Map(columns), length))
          return Array.from({ length }, (_, row) => evaluator(row))
        })
        expect(results[0]).toEqual(results[1])
      }),
    )
  })
})

import type { Batch } from '../contract/batch.ts'
import { bindUnrounded } from '../contract/define-function.ts'
import type { RowEvaluator } from '../contract/expression.ts'
import type { ComparisonOperator } from '../language/ast.ts'
import { compareEval, compareText } from '../values/compare.ts'
import { numberOf, numberOfText, textOfScalar } from '../values/convert.ts'
import { type EvalValue, isMultivalue, type Scalar, type Value } from '../values/value.ts'
import { rowsAgainstNumber, rowsAgainstText, rowsOfNumbers } from './comparison-rows.ts'
import { selectTrue } from './expression-columns.ts'
import { type Columnar, type CompiledNode, nodeOver } from './expression-node.ts'
import { without } from './row-test.ts'

const numbersHold: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> =
  {
    '=': (left, right) => left === right,
    '!=': (left, right) => left !== right,
    '<': (left, right) => left < right,
    '>': (left, right) => left > right,
    '<=': (left, right) => left <= right,
    '>=': (left, right) => left >= right,
  }

const textsHold: Readonly<Record<ComparisonOperator, (left: string, right: string) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => compareText(left, right) < 0,
  '>': (left, right) => compareText(left, right) > 0,
  '<=': (left, right) => compareText(left, right) <= 0,
  '>=': (left, right) => compareText(left, right) >= 0,
}

/** As numbers when both sides are or read as such, else as text; null with null. Source: Splunk Search Reference, "where", Usage. */
export function comparisonNode(
  operator: ComparisonOperator,
  left: CompiledNode,
  right: CompiledNode,
): CompiledNode {
  return nodeOver([left, right], {
    type: 'boolean',
    columnar: { select: (batch, rows) => selectCompared(operator, left, right, batch, rows) },
    bind(batch) {
      const leftOf = bindUnrounded(left, batch)
      const rightOf = bindUnrounded(right, batch)
      if (right.constant) {
        const value = rightOf(0)
        if (isScalar(value)) return againstConstant(operator, leftOf, value)
      }
      return (row) => compare(operator, leftOf(row), rightOf(row))
    },
  })
}

/** Whole columns are made only for conditions that most rows are asked. */
const isMost = (rows: Uint32Array, batch: Batch): boolean => rows.length * 2 >= batch.length

function selectCompared(
  operator: ComparisonOperator,
  left: CompiledNode,
  right: CompiledNode,
  batch: Batch,
  rows: Uint32Array,
): Uint32Array | undefined {
  const list =
    left.columnar?.field === undefined ? undefined : batch.column(left.columnar.field)?.list
  const bound = right.constant && bindUnrounded(right, batch)(0)
  if (list && bound !== undefined && isScalar(bound)) {
    const evaluate = againstConstant(operator, (row) => list[row] as Value, bound)
    const otherwise = (row: number): boolean => evaluate(row) === true
    const number = numberOf(bound)
    return number === null
      ? rowsAgainstText(operator, list, bound as string, rows, otherwise)
      : rowsAgainstNumber(operator, list, number, rows, otherwise)
  }
  if (!isMost(rows, batch) || left.bindMeasured || right.bindMeasured) return undefined
  const one = left.columnar?.numbers?.(batch)
  const other = one && right.columnar?.numbers?.(batch)
  return other && rowsOfNumbers(operator, one, other, rows)
}

const isScalar = (value: EvalValue): value is Scalar =>
  typeof value === 'string' || typeof value === 'number'

function compare(operator: ComparisonOperator, left: EvalValue, right: EvalValue): boolean | null {
  if (isScalar(left) && isScalar(right)) return compareSingle(operator, left, right)
  if (typeof left === 'boolean' && typeof right === 'string') {
    return compareEval(operator, left, conditionOf(right))
  }
  if (typeof right === 'boolean' && typeof left === 'string') {
    return compareEval(operator, conditionOf(left), right)
  }
  return compareEval(operator, left, right)
}

function compareSingle(operator: ComparisonOperator, left: Scalar, right: Scalar): boolean {
  const leftNumber = typeof left === 'number' ? left : numberOfText(left)
  if (leftNumber !== null) {
    const rightNumber = typeof right === 'number' ? right : numberOfText(right)
    if (rightNumber !== null) return numbersHold[operator](leftNumber, rightNumber)
  }
  return textsHold[operator](textOfScalar(left), textOfScalar(right))
}

/** `field=true` compares the text of a field with the name of the condition. */
function conditionOf(text: string): boolean | string {
  const lower = text.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : text
}

/** The constant is read as a number once, not for each row. */
function againstConstant(
  operator: ComparisonOperator,
  leftOf: RowEvaluator,
  right: Scalar,
): RowEvaluator {
  const number = numberOf(right)
  const text = textOfScalar(right)
  const numberHolds = numbersHold[operator]
  const textHolds = textsHold[operator]
  const one = (left: Scalar): boolean => {
    if (number === null) return textHolds(textOfScalar(left), text)
    const leftNumber = typeof left === 'number' ? left : numberOfText(left)
    return leftNumber === null ? textHolds(left as string, text) : numberHolds(leftNumber, number)
  }
  return (row) => {
    const left = leftOf(row)
    if (left === null) return null
    if (typeof left === 'boolean') return compare(operator, left, right)
    return isMultivalue(left) ? left.some(one) : one(left)
  }
}

/** What a value says as a condition: only the result of a condition says anything. */
const truthOf = (value: EvalValue): boolean | null => (typeof value === 'boolean' ? value : null)

/** Null is neither true nor false: `false AND null` is false, `true AND null` is null. */
export const andNode = (left: CompiledNode, right: CompiledNode): CompiledNode =>
  logicNode(
    left,
    right,
    (leftOf, rightOf) => (row) => {
      const one = truthOf(leftOf(row))
      if (one === false) return false
      const other = truthOf(rightOf(row))
      return other === false ? false : one === null ? null : other
    },
    (batch, rows) => selectTrue(right, batch, selectTrue(left, batch, rows)),
  )

export const orNode = (left: CompiledNode, right: CompiledNode): CompiledNode =>
  logicNode(
    left,
    right,
    (leftOf, rightOf) => (row) => {
      const one = truthOf(leftOf(row))
      if (one === true) return true
      const other = truthOf(rightOf(row))
      return other === true ? true : one === null ? null : other
    },
    (batch, rows) => {
      const undecided = without(rows, selectTrue(left, batch, rows))
      return without(rows, without(undecided, selectTrue(right, batch, undecided)))
    },
  )

export const xorNode = (left: CompiledNode, right: CompiledNode): CompiledNode =>
  logicNode(left, right, (leftOf, rightOf) => (row) => {
    const one = truthOf(leftOf(row))
    const other = truthOf(rightOf(row))
    return one === null || other === null ? null : one !== other
  })

function logicNode(
  left: CompiledNode,
  right: CompiledNode,
  join: (leftOf: RowEvaluator, rightOf: RowEvaluator) => RowEvaluator,
  select?: NonNullable<Columnar['select']>,
): CompiledNode {
  return nodeOver([left, right], {
    type: 'boolean',
    ...(select && { columnar: { select } }),
    bind: (batch) => join(left.bind(batch), right.bind(batch)),
  })
}

/**
 * NOT of null is null, so `where NOT f=x` drops rows that lack the field. Splunk's pages do not settle this; it is what three values
 * mean, and how its `where f!=x` behaves.
 */
export const notNode = (operand: CompiledNode): CompiledNode =>
  nodeOver([operand], {
    type: 'boolean',
    bind(batch) {
      const evaluate = operand.bind(batch)
      return (row) => {
        const value = truthOf(evaluate(row))
        return value === null ? null : !value
      }
    },
  })

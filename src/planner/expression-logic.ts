import { bindUnrounded } from '../contract/define-function.ts'
import type { RowEvaluator } from '../contract/expression.ts'
import type { ComparisonOperator } from '../language/ast.ts'
import { compareEval, compareText } from '../values/compare.ts'
import { numberOf, numberOfText, textOfScalar } from '../values/convert.ts'
import { type EvalValue, isMultivalue, type Scalar } from '../values/value.ts'
import { type CompiledNode, nodeOver } from './expression-node.ts'

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

const isScalar = (value: EvalValue): value is Scalar =>
  typeof value === 'string' || typeof value === 'number'

function compare(operator: ComparisonOperator, left: EvalValue, right: EvalValue): boolean | null {
  if (typeof left === 'number' && typeof right === 'number') {
    return numbersHold[operator](left, right)
  }
  if (typeof left === 'boolean' && typeof right === 'string') {
    return compareEval(operator, left, conditionOf(right))
  }
  if (typeof right === 'boolean' && typeof left === 'string') {
    return compareEval(operator, conditionOf(left), right)
  }
  return compareEval(operator, left, right)
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
  logicNode(left, right, (leftOf, rightOf) => (row) => {
    const one = truthOf(leftOf(row))
    if (one === false) return false
    const other = truthOf(rightOf(row))
    return other === false ? false : one === null ? null : other
  })

export const orNode = (left: CompiledNode, right: CompiledNode): CompiledNode =>
  logicNode(left, right, (leftOf, rightOf) => (row) => {
    const one = truthOf(leftOf(row))
    if (one === true) return true
    const other = truthOf(rightOf(row))
    return other === true ? true : one === null ? null : other
  })

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
): CompiledNode {
  return nodeOver([left, right], {
    type: 'boolean',
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

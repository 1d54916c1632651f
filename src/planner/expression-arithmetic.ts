import type { Batch } from '../contract/batch.ts'
import { bindUnrounded } from '../contract/define-function.ts'
import type { MeasuredEvaluator, RowEvaluator } from '../contract/expression.ts'
import { numberOf, textOf } from '../values/convert.ts'
import { type EvalValue, isMultivalue } from '../values/value.ts'
import { type CompiledNode, measuredNodeOver, nodeOver } from './expression-node.ts'
import { digitsOfProduct, digitsOfSum } from './expression-precision.ts'
import { type ArithmeticOperator, calculateColumns } from './number-column.ts'

/** Division by zero is null. Source: Splunk Search Reference, "eval", Numeric calculations. */
const compute: Readonly<
  Record<ArithmeticOperator, (left: number, right: number) => number | null>
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0 ? null : left / right),
  '%': (left, right) => (right === 0 ? null : left % right),
}

/** A number to calculate with; several values are none. */
const operandOf = (value: EvalValue): number | null =>
  typeof value === 'number' ? value : isMultivalue(value) ? null : numberOf(value)

/** Why an operator cannot take operands of these kinds, and which one is to blame; `null` when it can. */
export function arithmeticProblem(
  operator: ArithmeticOperator,
  left: CompiledNode,
  right: CompiledNode,
): { readonly problem: string; readonly operand: 'left' | 'right' } | null {
  for (const [operand, { type }] of [['left', left] as const, ['right', right] as const]) {
    if (type === 'boolean') return { problem: `${operator} takes no conditions`, operand }
  }
  if (operator === '+') {
    const types = new Set([left.type, right.type])
    return types.has('string') && types.has('number')
      ? { problem: '+ takes two numbers or two strings, not one of each', operand: 'right' }
      : null
  }
  if (left.type === 'string' && left.constant) return onlyNumbers(operator, 'left')
  return right.type === 'string' && right.constant ? onlyNumbers(operator, 'right') : null
}

const onlyNumbers = (operator: string, operand: 'left' | 'right') => ({
  problem: `${operator} takes numbers only`,
  operand,
})

/** `+` joins when a side is a string for certain, or when a field is no number. */
export function arithmeticNode(
  operator: ArithmeticOperator,
  left: CompiledNode,
  right: CompiledNode,
): CompiledNode {
  if (operator === '+' && (left.type === 'string' || right.type === 'string')) {
    return concatenationNode(left, right)
  }
  const joins = operator === '+' && left.type === 'unknown' && right.type === 'unknown'
  const type = joins ? 'unknown' : 'number'
  if (left.bindMeasured || right.bindMeasured) {
    return measuredNodeOver([left, right], { type }, (batch) =>
      bindMeasuredArithmetic(operator, left, right, batch),
    )
  }
  const calculate = compute[operator]
  const fixed = right.constant ? operandOf(right.constant.value) : null
  return nodeOver([left, right], {
    type,
    columnar: {
      numbers(batch) {
        const one = left.columnar?.numbers?.(batch)
        const other = one && right.columnar?.numbers?.(batch)
        return other && calculateColumns(operator, one, other)
      },
    },
    bind(batch) {
      const leftOf = left.bind(batch)
      if (fixed !== null && !joins) {
        return (row) => {
          const number = operandOf(leftOf(row))
          return number === null ? null : calculate(number, fixed)
        }
      }
      const rightOf = right.bind(batch)
      return (row) => {
        const one = leftOf(row)
        const other = rightOf(row)
        const leftNumber = operandOf(one)
        const rightNumber = operandOf(other)
        if (leftNumber !== null && rightNumber !== null) return calculate(leftNumber, rightNumber)
        return joins && one !== null && other !== null ? textOf(one) + textOf(other) : null
      }
    },
  })
}

function bindMeasuredArithmetic(
  operator: ArithmeticOperator,
  left: CompiledNode,
  right: CompiledNode,
  batch: Batch,
): MeasuredEvaluator {
  const one = measured(left, batch)
  const other = measured(right, batch)
  const calculate = compute[operator]
  const isSum = operator === '+' || operator === '-'
  let digits = Number.POSITIVE_INFINITY
  return {
    digits: () => digits,
    evaluate(row) {
      const leftNumber = operandOf(one.evaluate(row))
      const rightNumber = operandOf(other.evaluate(row))
      if (leftNumber === null || rightNumber === null) return null
      const result = calculate(leftNumber, rightNumber)
      if (result === null) return null
      digits = isSum
        ? digitsOfSum(leftNumber, one.digits(), rightNumber, other.digits(), result)
        : digitsOfProduct(one.digits(), other.digits())
      return result
    },
  }
}

const unlimited = (): number => Number.POSITIVE_INFINITY

const measured = (node: CompiledNode, batch: Batch): MeasuredEvaluator =>
  node.bindMeasured?.(batch) ?? { evaluate: node.bind(batch), digits: unlimited }

/** `.`, and `+` between strings: null when a side is null; numbers are printed, several values joined by line breaks. */
export const concatenationNode = (left: CompiledNode, right: CompiledNode): CompiledNode =>
  nodeOver([left, right], {
    type: 'string',
    bind(batch) {
      const leftOf = left.bind(batch)
      const rightOf = right.bind(batch)
      return (row) => {
        const one = leftOf(row)
        if (one === null) return null
        const other = rightOf(row)
        return other === null ? null : textOf(one) + textOf(other)
      }
    },
  })

/** A sign before a number. */
export function signNode(operator: '-' | '+', operand: CompiledNode): CompiledNode {
  const apply = operator === '-' ? (number: number) => -number : (number: number) => number
  const of =
    (evaluate: RowEvaluator): RowEvaluator =>
    (row) => {
      const number = operandOf(evaluate(row))
      return number === null ? null : apply(number)
    }
  const { bindMeasured } = operand
  if (!bindMeasured) {
    return nodeOver([operand], {
      type: 'number',
      bind: (batch) => of(bindUnrounded(operand, batch)),
    })
  }
  return measuredNodeOver([operand], { type: 'number' }, (batch) => {
    const inner = bindMeasured(batch)
    return { evaluate: of(inner.evaluate), digits: inner.digits }
  })
}

import type { Batch } from '../contract/batch.ts'
import type { MeasuredEvaluator, ValueType } from '../contract/expression.ts'
import type {
  BoundFunction,
  EvalFunction,
  FunctionProblem,
  FunctionScope,
} from '../contract/function.ts'
import { type CompiledNode, constantNode, measuredNodeOver, nodeOver } from './expression-node.ts'

/** A call of a function with its arguments compiled, or what is wrong with them. */
export function callNode(
  called: EvalFunction,
  args: readonly CompiledNode[],
  scope: FunctionScope,
): CompiledNode | FunctionProblem {
  const type = called.returns(args.map((argument) => argument.type))
  if (called.keepsPrecision && args.some((argument) => argument.bindMeasured)) {
    return measuredCall(called, args, type, scope)
  }
  const bound = called.compile(args, scope)
  if (typeof bound !== 'function') return bound
  const node = nodeOver(args, { ...partsOf(called, bound, type), bind: bound })
  return called.digits !== undefined && node.constant
    ? constantNode(node.constant.value, type, called.digits)
    : node
}

function partsOf({ pure }: EvalFunction, { needs }: BoundFunction, type: ValueType) {
  return { type, pure, ...(needs && { needs }) }
}

/** Digits of an argument, if the row asked for it. */
interface Reading {
  digits: number
}

/** The result has the digits of the least precise of the arguments that were evaluated for the row. */
function measuredCall(
  called: EvalFunction,
  args: readonly CompiledNode[],
  type: ValueType,
  scope: FunctionScope,
): CompiledNode | FunctionProblem {
  // While the function binds its arguments their readings are gathered here.
  let readings: Reading[] = []
  const watched = args.map((argument): CompiledNode => {
    const { bindMeasured } = argument
    if (!bindMeasured) return argument
    const watch = (batch: Batch): MeasuredEvaluator => {
      const { evaluate, digits } = bindMeasured(batch)
      const reading = { digits: Number.POSITIVE_INFINITY }
      readings.push(reading)
      return {
        digits,
        evaluate(row) {
          const value = evaluate(row)
          if (value !== null) reading.digits = digits()
          return value
        },
      }
    }
    return { ...argument, bindMeasured: watch, bind: (batch) => watch(batch).evaluate }
  })
  const bound = called.compile(watched, scope)
  if (typeof bound !== 'function') return bound
  return measuredNodeOver(args, partsOf(called, bound, type), (batch) => {
    readings = []
    const evaluate = bound(batch)
    const watching = readings
    return {
      evaluate(row) {
        for (const reading of watching) reading.digits = Number.POSITIVE_INFINITY
        return evaluate(row)
      },
      digits: () =>
        watching.reduce((least, { digits }) => Math.min(least, digits), Number.POSITIVE_INFINITY),
    }
  })
}

import type { CompiledExpression } from '../../contract/expression.ts'
import type { BoundFunction, FunctionProblem } from '../../contract/function.ts'
import { textOf } from '../../values/convert.ts'
import { bindJson, type Json, parseContainer, valueOfJson } from '../shared-json.ts'

/** The problem of a function that takes a document and pairs of a key and a value, and was given half a pair. */
export const halfPair = (
  name: string,
  pairs: readonly CompiledExpression[],
): FunctionProblem | null =>
  pairs.length % 2 === 0
    ? null
    : {
        code: 'SPL0302',
        problem: `${name}() takes keys and values in turn: the last key has no value`,
      }

/** A function that changes a document by pairs of a key (or path) and a value, from left to right. */
export function changeByPairs(
  name: string,
  args: readonly CompiledExpression[],
  change: (document: Json, key: string, value: Json) => Json,
): BoundFunction | FunctionProblem {
  const [json, ...pairs] = args
  const problem = halfPair(name, pairs)
  if (problem) return problem
  return (batch) => {
    const evaluate = json!.bind(batch)
    const keys = pairs.filter((_, at) => at % 2 === 0).map((key) => key.bind(batch))
    const values = pairs.filter((_, at) => at % 2 === 1).map((value) => bindJson(value, batch))
    return (row) => {
      let document: Json | undefined = parseContainer(evaluate(row))
      if (document === undefined) return null
      for (const [at, key] of keys.entries()) {
        const name = key(row)
        if (name !== null) document = change(document, textOf(name), values[at]!(row))
      }
      return valueOfJson(document)
    }
  }
}

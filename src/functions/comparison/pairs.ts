import type { CompiledExpression } from '../../contract/expression.ts'
import type { FunctionProblem } from '../../contract/function.ts'

/** The problem of a function that takes pairs and was given one argument too many. */
export const oddArgument = (
  name: string,
  args: readonly CompiledExpression[],
): FunctionProblem | null =>
  args.length % 2 === 0
    ? null
    : {
        code: 'SPL0302',
        problem: `${name}() takes conditions and values in turn: the last condition has no value`,
        argument: args.length - 1,
      }

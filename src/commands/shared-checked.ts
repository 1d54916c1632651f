import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Syntax } from '../language/syntax.ts'

export interface ArgumentProblem {
  readonly code?: DiagnosticCode
  readonly message: string
  readonly advice?: string
}

/** A piece whose value must meet a further condition; what is wrong is reported over the whole of its text. */
export const checked = <T>(
  piece: Syntax<T>,
  problemOf: (value: T) => ArgumentProblem | undefined,
): Syntax<T> => ({
  ...piece,
  parse(cursor) {
    cursor.skipSpace()
    const start = cursor.position
    const value = piece.parse(cursor)
    const problem = problemOf(value)
    if (problem) {
      const { code = 'SPL0107', message, advice } = problem
      cursor.problem(code, cursor.spanFrom(start), message, advice === undefined ? {} : { advice })
    }
    return value
  },
})

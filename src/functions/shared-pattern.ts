import type { Batch } from '../contract/batch.ts'
import type { CompiledExpression } from '../contract/expression.ts'
import type { FunctionProblem, FunctionScope } from '../contract/function.ts'
import { numberOf, textOfNumber } from '../values/convert.ts'
import type { PatternMatcher } from '../values/pattern.ts'

/** Patterns that come from fields: so many compiled ones are kept. */
const MOST_COMPILED = 256

export interface PatternSource {
  /** The pattern of each row; null where there is none, or where it does not compile. */
  bind(batch: Batch): (row: number) => PatternMatcher | null
}

/** An argument that is a regular expression: compiled once when it is constant, else once for each text it takes. */
export function patternSource(
  argument: CompiledExpression,
  at: number,
  scope: FunctionScope,
): PatternSource | FunctionProblem {
  if (argument.constant) {
    const { value } = argument.constant
    if (value === null) return { bind: () => () => null }
    if (typeof value !== 'string' && typeof value !== 'number') {
      return { code: 'SPL0302', problem: 'a regular expression is wanted', argument: at }
    }
    const pattern = scope.pattern(String(value))
    if ('problem' in pattern) return { ...pattern, argument: at }
    return { bind: () => () => pattern }
  }
  const compiled = new Map<string, PatternMatcher | null>()
  const patternOf = (text: string): PatternMatcher | null => {
    const known = compiled.get(text)
    if (known !== undefined) return known
    if (compiled.size >= MOST_COMPILED) compiled.clear()
    const pattern = scope.pattern(text)
    const usable = 'problem' in pattern ? null : pattern
    compiled.set(text, usable)
    return usable
  }
  return {
    bind(batch) {
      const evaluate = argument.bind(batch)
      return (row) => {
        const value = evaluate(row)
        if (typeof value === 'string') return patternOf(value)
        const num = typeof value === 'number' ? numberOf(value) : null
        return num === null ? null : patternOf(textOfNumber(num))
      }
    },
  }
}

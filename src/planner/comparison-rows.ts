import type { ComparisonOperator } from '../language/ast.ts'
import type { Value } from '../values/value.ts'
import { eitherMissing, type NumberColumn } from './number-column.ts'

/** What a comparison says for each way in which two values can stand to each other: one loop then does for all operators. */
interface Outcome {
  readonly less: boolean
  readonly equal: boolean
  readonly greater: boolean
  /** One of them is NaN. */
  readonly unordered: boolean
}

const outcomes: Readonly<Record<ComparisonOperator, Outcome>> = {
  '=': { less: false, equal: true, greater: false, unordered: false },
  '!=': { less: true, equal: false, greater: true, unordered: true },
  '<': { less: true, equal: false, greater: false, unordered: false },
  '>': { less: false, equal: false, greater: true, unordered: false },
  '<=': { less: true, equal: true, greater: false, unordered: false },
  '>=': { less: false, equal: true, greater: true, unordered: false },
}

const saysOfNumbers = (outcome: Outcome, left: number, right: number): boolean => {
  if (left < right) return outcome.less
  if (left > right) return outcome.greater
  return left === right ? outcome.equal : outcome.unordered
}

/** Whether texts are equal is known sooner than which of them is less. */
const saysOfTexts = ({ less, equal, greater }: Outcome, left: string, right: string): boolean => {
  if (left === right) return equal
  return less === greater || left < right ? less : greater
}

/**
 * Of these rows those whose value compares so with a number.
 * @param otherwise decides for a value that is no number
 */
export function rowsAgainstNumber(
  operator: ComparisonOperator,
  list: readonly Value[],
  bound: number,
  rows: Uint32Array,
  otherwise: (row: number) => boolean,
): Uint32Array {
  const outcome = outcomes[operator]
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const value = list[row] as Value
    const passes =
      typeof value === 'number'
        ? saysOfNumbers(outcome, value, bound)
        : value !== null && otherwise(row)
    if (passes) kept[count++] = row
  }
  return kept.subarray(0, count)
}

/**
 * The same with a text that is no number.
 * @param otherwise decides for a value that is no text
 */
export function rowsAgainstText(
  operator: ComparisonOperator,
  list: readonly Value[],
  bound: string,
  rows: Uint32Array,
  otherwise: (row: number) => boolean,
): Uint32Array {
  const outcome = outcomes[operator]
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const value = list[row] as Value
    const passes =
      typeof value === 'string'
        ? saysOfTexts(outcome, value, bound)
        : value !== null && otherwise(row)
    if (passes) kept[count++] = row
  }
  return kept.subarray(0, count)
}

/** Of these rows those for which the numbers of two columns compare so. */
export function rowsOfNumbers(
  operator: ComparisonOperator,
  left: NumberColumn,
  right: NumberColumn,
  rows: Uint32Array,
): Uint32Array {
  const outcome = outcomes[operator]
  const missing = eitherMissing(left.missing, right.missing)
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    if (missing && missing[row] === 1) continue
    const one = left.values[row] as number
    if (saysOfNumbers(outcome, one, right.values[row] as number)) kept[count++] = row
  }
  return kept.subarray(0, count)
}

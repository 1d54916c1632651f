import type { Column } from '../contract/batch.ts'
import type { Value } from '../values/value.ts'

/** What a function of a field's value gives for each row; where values repeat each is computed once. */
export function perValue<T>(
  column: Column | undefined,
  compute: (value: Value) => T,
): (row: number) => T {
  if (!column) {
    const nothing = compute(null)
    return () => nothing
  }
  const { dictionary } = column
  if (!dictionary) return (row) => compute(column.at(row))
  const { codes, values } = dictionary
  const known = new Map<number, T>()
  return (row) => {
    const code = codes[row] as number
    let result = known.get(code)
    if (result === undefined) {
      result = compute(values[code] as Value)
      known.set(code, result)
    }
    return result
  }
}

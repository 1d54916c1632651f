/**
 * What a field can hold. Splunk has strings, numbers and lists of them (multivalue); a missing field is `null`.
 * A multivalue never has fewer than two values: one value is held plainly, none is `null` (`multivalueOf` keeps that).
 */
export type Scalar = string | number
export type Value = Scalar | readonly Scalar[] | null

/** What an expression can yield on its way: fields never hold booleans. */
export type EvalValue = Value | boolean

export const isMultivalue = (value: EvalValue): value is readonly Scalar[] => Array.isArray(value)

/** The plainest value for a list: `null`, a scalar, or the list itself. */
export function multivalueOf(values: readonly Scalar[]): Value {
  if (values.length === 0) return null
  return values.length === 1 ? (values[0] as Scalar) : values
}

/** All values of a field, none when it is missing. */
export function valuesOf(value: Value): readonly Scalar[] {
  if (value === null) return []
  return isMultivalue(value) ? value : [value]
}

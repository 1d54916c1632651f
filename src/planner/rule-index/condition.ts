import { type FieldReference, fieldKey, type ValueTest } from './value-test.ts'

/**
 * What a row must meet for a search to want it, as far as that can be told from the search alone. It may let through rows that the search
 * does not want, never keep one back that it wants: whatever is not understood is `always`.
 */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'all'; readonly parts: readonly Condition[] }
  | { readonly kind: 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'test'; readonly field: FieldReference; readonly test: ValueTest }

export const always: Condition = { kind: 'always' }
export const never: Condition = { kind: 'never' }

export const constantCondition = (holds: boolean): Condition => (holds ? always : never)

export function allOf(parts: readonly Condition[]): Condition {
  const open = parts.filter(({ kind }) => kind !== 'always')
  if (open.some(({ kind }) => kind === 'never')) return never
  if (open.length === 0) return always
  return open.length === 1 ? (open[0] as Condition) : { kind: 'all', parts: open }
}

export function anyOf(parts: readonly Condition[]): Condition {
  const open = parts.filter(({ kind }) => kind !== 'never')
  if (open.some(({ kind }) => kind === 'always')) return always
  if (open.length === 0) return never
  return open.length === 1 ? (open[0] as Condition) : { kind: 'any', parts: open }
}

export const testCondition = (field: FieldReference, test: ValueTest): Condition => ({
  kind: 'test',
  field,
  test,
})

/** The fields that a condition asks for, by key. */
const askedFields = new WeakMap<Condition, ReadonlySet<string>>()
const noFields: ReadonlySet<string> = new Set()

export function fieldsOf(condition: Condition): ReadonlySet<string> {
  if (condition.kind === 'always' || condition.kind === 'never') return noFields
  const known = askedFields.get(condition)
  if (known) return known
  const fields =
    condition.kind === 'test'
      ? [fieldKey(condition.field)]
      : condition.parts.flatMap((part) => [...fieldsOf(part)])
  const made = new Set(fields)
  askedFields.set(condition, made)
  return made
}

/** Each test of a field in these conditions; of a part that several have in common only once. */
export function testsOf(
  conditions: readonly Condition[],
  field: FieldReference,
): readonly ValueTest[] {
  const key = fieldKey(field)
  const found = new Map<string, ValueTest>()
  const seen = new Set<Condition>()
  const visit = (condition: Condition): void => {
    if (!fieldsOf(condition).has(key) || seen.has(condition)) return
    seen.add(condition)
    if (condition.kind === 'test') found.set(condition.test.key, condition.test)
    else if (condition.kind === 'all' || condition.kind === 'any') condition.parts.forEach(visit)
  }
  conditions.forEach(visit)
  return [...found.values()]
}

/**
 * Conditions with the answers to all tests of a field; parts that several have in common stay in common.
 * @param passes whether the value of the field passes a test
 */
export function simplifier(
  field: FieldReference,
  passes: (test: ValueTest) => boolean,
): (condition: Condition) => Condition {
  const key = fieldKey(field)
  const made = new Map<Condition, Condition>()
  const simplified = (condition: Condition): Condition => {
    if (!fieldsOf(condition).has(key)) return condition
    if (condition.kind === 'test') return constantCondition(passes(condition.test))
    const known = made.get(condition)
    if (known) return known
    if (condition.kind !== 'all' && condition.kind !== 'any') return condition
    const parts = condition.parts.map(simplified)
    const result = condition.kind === 'all' ? allOf(parts) : anyOf(parts)
    made.set(condition, result)
    return result
  }
  return simplified
}

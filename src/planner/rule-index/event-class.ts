import { textOfScalar } from '../../values/convert.ts'
import { isMultivalue, type Value } from '../../values/value.ts'
import { type Condition, simplifier, testsOf } from './condition.ts'
import type { FieldReference } from './value-test.ts'

/** What a search still demands of events about which some things are known. */
export interface Demanded {
  readonly task: number
  readonly condition: Condition
}

/**
 * Events that answer alike to everything that is asked of the fields which tell kinds of events apart. The classes are the leaves of a tree
 * that grows as events come in; each level asks one field.
 */
export type EventClass<Leaf> =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | {
      readonly kind: 'branch'
      readonly field: FieldReference
      child(value: Value): EventClass<Leaf>
    }

const mostRemembered = 10_000

/**
 * @param fields in the order in which they are asked; those that no search asks for are left out
 * @param leafOf makes a leaf of what searches demand beside these fields; those that want no such event are not among them
 */
export function eventClasses<Leaf>(
  demanded: readonly Demanded[],
  fields: readonly FieldReference[],
  leafOf: (open: readonly Demanded[]) => Leaf,
): EventClass<Leaf> {
  const [field, ...others] = fields
  if (!field || demanded.length === 0) return { kind: 'leaf', leaf: leafOf(demanded) }
  const asked = testsOf(
    demanded.map(({ condition }) => condition),
    field,
  )
  if (asked.length === 0) return eventClasses(demanded, others, leafOf)
  const byValue = new Map<string, EventClass<Leaf>>()
  const byAnswers = new Map<string, EventClass<Leaf>>()

  function classOf(value: Value): EventClass<Leaf> {
    const passed = new Set(asked.filter(({ test }) => test(value)).map(({ key }) => key))
    const answers = asked.map(({ key }) => (passed.has(key) ? '1' : '0')).join('')
    const known = byAnswers.get(answers)
    if (known) return known
    const rest = simplifier(field as FieldReference, ({ key }) => passed.has(key))
    const open = demanded
      .map(({ task, condition }) => ({ task, condition: rest(condition) }))
      .filter(({ condition }) => condition.kind !== 'never')
    const made = eventClasses(open, others, leafOf)
    byAnswers.set(answers, made)
    return made
  }

  return {
    kind: 'branch',
    field,
    child(value) {
      if (isMultivalue(value)) return classOf(value)
      const text = value === null ? '\0' : textOfScalar(value)
      const known = byValue.get(text)
      if (known) return known
      const made = classOf(value)
      if (byValue.size >= mostRemembered) byValue.clear()
      byValue.set(text, made)
      return made
    },
  }
}

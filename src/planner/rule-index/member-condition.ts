import type { Tags } from '../../knowledge/tags.ts'
import type { SearchExpression } from '../../language/ast.ts'
import { textOfScalar } from '../../values/convert.ts'
import { foldCase } from '../../values/fold-case.ts'
import { type Value, valuesOf } from '../../values/value.ts'
import { wildcardMatcher } from '../../values/wildcard.ts'
import { always, anyOf, type Condition, testCondition } from './condition.ts'
import { conditionOfSearch, type Vocabulary } from './search-condition.ts'
import type { ValueTest } from './value-test.ts'

/** What is known of the event types and tags of events. */
export interface EventTerms {
  readonly tags: Tags
  /** Searches of event types by name. */
  readonly eventTypes: ReadonlyMap<string, SearchExpression>
}

/** As `knowledge/known-batch.ts` has it: what an event tells of itself counts, and what is known of it. */
export function memberConditions(
  { tags, eventTypes }: EventTerms,
  fields: Vocabulary,
): NonNullable<Vocabulary['member']> {
  const vocabulary: Vocabulary = { ...fields, member: memberOf }
  const ofTypes = new Map<string, Condition>()

  function ofType(name: string, search: SearchExpression): Condition {
    const known = ofTypes.get(name)
    if (known) return known
    // One that is asked for while it is worked out names itself.
    ofTypes.set(name, always)
    const condition = conditionOfSearch(search, vocabulary)
    ofTypes.set(name, condition)
    return condition
  }

  function typesThat(key: string, matches: (name: string) => boolean): Condition {
    const types = [...eventTypes].filter(([name]) => matches(name))
    return anyOf([
      testCondition({ name: 'eventtype', own: true }, valueThat(key, matches)),
      ...types.map(([name, search]) => ofType(name, search)),
    ])
  }

  function tagged(pattern: string, only: string | undefined): Condition {
    const { test } = wildcardMatcher(pattern, { ignoreCase: true })
    const key = `TAG ${foldCase(pattern)}`
    const own = only === undefined ? 'tag' : `tag::${only}`
    const parts: Condition[] = [testCondition({ name: own, own: true }, valueThat(key, test))]
    for (const field of tags.fields) {
      if (only !== undefined && field !== only) continue
      const isTagged = (value: string) => tags.of(field, value).some(test)
      parts.push(
        field === 'eventtype'
          ? typesThat(key, isTagged)
          : fields.field(field, valueThat(`${key} OF ${field}`, isTagged)),
      )
    }
    return anyOf(parts)
  }

  const made = new Map<string, Condition>()
  function memberOf(field: string, pattern: string): Condition | undefined {
    const name = memberField(field)
    if (name === undefined) return undefined
    const key = `${name}=${pattern}`
    const known = made.get(key)
    if (known) return known
    const { test } = wildcardMatcher(pattern, { ignoreCase: true })
    const condition =
      name === 'eventtype'
        ? typesThat(`TYPE ${foldCase(pattern)}`, test)
        : tagged(pattern, name === 'tag' ? undefined : name.slice('tag::'.length))
    made.set(key, condition)
    return condition
  }
  return memberOf
}

/** The field by which searches ask for event types and tags; `undefined` for any other, such as `eventType`. */
export const memberField = (field: string): string | undefined =>
  field === 'eventtype' || field === 'tag' || field.startsWith('tag::') ? field : undefined

const valueThat = (key: string, passes: (text: string) => boolean): ValueTest => ({
  key,
  test: (value: Value) => valuesOf(value).some((one) => passes(textOfScalar(one))),
  signs: undefined,
})

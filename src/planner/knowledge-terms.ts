import type { Batch } from '../contract/batch.ts'
import type { CompiledPredicate } from '../contract/expression.ts'
import { eventTypeMembership, tagMembership } from '../knowledge/membership.ts'
import { searchComparison } from '../values/compare.ts'
import { fieldTest, predicateOf } from './row-test.ts'

/** `eventtype=name`: asked of the events themselves, and of rows that are no events by their field. */
export const eventTypeTerm = (name: string): CompiledPredicate =>
  membershipTerm(eventTypeMembership(name), 'eventtype', name)

/** `tag=name`, `tag::field=name` */
export const tagTerm = (name: string, field?: string): CompiledPredicate =>
  membershipTerm(tagMembership(name, field), field === undefined ? 'tag' : `tag::${field}`, name)

function membershipTerm(column: string, field: string, name: string): CompiledPredicate {
  const member = predicateOf(fieldTest(column, () => true, { cost: 1 }))
  const test = searchComparison('=', name, { caseSensitive: false })
  const byField = predicateOf(fieldTest(field, test, { cost: 1 }))
  return {
    needs: [field],
    rows: (batch: Batch) => (batch.column(column) ? member : byField).rows(batch),
  }
}

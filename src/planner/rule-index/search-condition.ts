import type { SearchExpression, SearchValue } from '../../language/ast.ts'
import { patternOf } from '../search-predicate.ts'
import { allOf, always, anyOf, type Condition, constantCondition } from './condition.ts'
import { anyTest, complement, searchTest, type ValueTest } from './value-test.ts'

/** What the fields of a search stand for. */
export interface Vocabulary {
  /** What must hold for the value of this field to pass the test. */
  field(name: string, test: ValueTest): Condition
  /** What must hold for an event to be of an event type or to have a tag, where events tell that; a field is compared otherwise. */
  member?(field: string, pattern: string): Condition | undefined
}

/** What search terms demand of a row. @param negated what they demand when they stand under NOT */
export function conditionOfSearch(
  node: SearchExpression,
  vocabulary: Vocabulary,
  negated = false,
): Condition {
  switch (node.kind) {
    case 'all':
      return constantCondition(!negated)
    case 'and':
    case 'or': {
      const parts = node.terms.map((term) => conditionOfSearch(term, vocabulary, negated))
      return (node.kind === 'and') === negated ? anyOf(parts) : allOf(parts)
    }
    case 'not':
      return conditionOfSearch(node.term, vocabulary, !negated)
    case 'comparison': {
      const { field, operator, value } = node
      if (operator === '=' || operator === '::') {
        return conditionOfEquality(field, [value], vocabulary, negated)
      }
      if (operator === '!=' && vocabulary.member?.(field, value.text)) {
        return conditionOfEquality(field, [value], vocabulary, !negated)
      }
      const text = operator === '!=' ? patternOf(value) : value.text
      const test = searchTest(operator, text, { caseSensitive: value.caseSensitive === true })
      return vocabulary.field(field, negated ? complement(test) : test)
    }
    case 'in':
      return conditionOfEquality(node.field, node.values, vocabulary, negated)
    default:
      // Words of the event's text, times, and what nobody knows yet.
      return always
  }
}

function conditionOfEquality(
  field: string,
  values: readonly SearchValue[],
  vocabulary: Vocabulary,
  negated: boolean,
): Condition {
  const members = values.map(({ text }) => vocabulary.member?.(field, text))
  if (members.some((member) => member !== undefined)) {
    return negated ? always : anyOf(members.map((member) => member ?? always))
  }
  const test = anyTest(
    values.map((value) =>
      searchTest('=', patternOf(value), { caseSensitive: value.caseSensitive === true }),
    ),
  )
  return vocabulary.field(field, negated ? complement(test) : test)
}

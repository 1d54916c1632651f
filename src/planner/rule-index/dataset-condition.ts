import { type Dataset, withAncestors } from '../../knowledge/data-models/data-model.ts'
import type { Expression } from '../../language/ast.ts'
import { parseExpression } from '../../language/expression.ts'
import { parseWhole } from '../../language/pipeline.ts'
import { quoteIfNeeded } from '../../language/quoting.ts'
import { allOf, always, type Condition } from './condition.ts'
import { conditionOfSearch, type Vocabulary } from './search-condition.ts'
import { conditionOfValue } from './value-condition.ts'
import type { ValueTest } from './value-test.ts'

/** What events must meet to belong to a dataset, and what its fields stand for, in terms of the events themselves. */
export interface DatasetConditions {
  readonly membership: Condition
  /** What must hold for a field of its events to pass a test. */
  field(name: string, test: ValueTest): Condition
}

/** One field as one calculation makes it. */
interface Step {
  readonly field: string
  /** `undefined` for what is no expression. */
  readonly expression: Expression | undefined
}

export function datasetConditions(dataset: Dataset, events: Vocabulary): DatasetConditions {
  const family = withAncestors(dataset).toReversed()
  const steps: Step[] = []
  /** @param before how many of the steps are done when the field is read */
  const read = (name: string, test: ValueTest, before: number): Condition => {
    for (let at = before - 1; at >= 0; at--) {
      const { field, expression } = steps[at] as Step
      if (field !== name) continue
      return expression
        ? conditionOfValue(expression, test, (inner, innerTest) => read(inner, innerTest, at))
        : always
    }
    return events.field(name, test)
  }
  const vocabularyAfter = (done: number): Vocabulary => ({
    ...events,
    field: (name, test) => read(name, test, done),
  })
  const constraints: Condition[] = []
  for (const each of family) {
    const vocabulary = vocabularyAfter(steps.length)
    constraints.push(...each.constraints.map((node) => conditionOfSearch(node, vocabulary)))
    steps.push(...stepsOf(each))
  }
  return {
    membership: allOf(constraints),
    field: (name, test) => read(name, test, steps.length),
  }
}

const stepsOf = ({ calculations }: Dataset): readonly Step[] =>
  calculations.flatMap(({ fields, command }) =>
    fields.map((field) => ({ field, expression: assignedIn(command, field) })),
  )

/** Of `eval field=expression` the expression. */
function assignedIn(command: string, field: string): Expression | undefined {
  const start = `eval ${quoteIfNeeded(field)}=`
  if (!command.startsWith(start)) return undefined
  const { value, diagnostics } = parseWhole(command.slice(start.length), parseExpression)
  return diagnostics.length === 0 ? value : undefined
}

import type { Stage } from '../../contract/command.ts'
import { baseFields, type Dataset } from '../../knowledge/data-models/data-model.ts'
import { type DatasetMembers, isDatasetStage } from '../dataset-stage.ts'
import { allOf, always, type Condition, constantCondition, testCondition } from './condition.ts'
import { type DatasetConditions, datasetConditions } from './dataset-condition.ts'
import { type EventTerms, memberConditions, memberField } from './member-condition.ts'
import { conditionOfSearch, type Vocabulary } from './search-condition.ts'
import { searchTest } from './value-test.ts'

/** Finds out what searches over the same events demand of these. */
export type PlanConditions = (filters: readonly Stage[]) => Condition

/** @param terms what is known of event types and tags; without it they are fields like others */
export function planConditions(terms: EventTerms | undefined): PlanConditions {
  const datasets = new Map<Dataset, DatasetConditions>()
  const fields: Vocabulary = {
    field: (name, test) => testCondition({ name, own: false }, test),
  }
  const events: Vocabulary = terms ? { ...fields, member: memberConditions(terms, fields) } : fields
  const ofDataset = (dataset: Dataset): DatasetConditions => {
    const known = datasets.get(dataset) ?? datasetConditions(dataset, events)
    datasets.set(dataset, known)
    return known
  }
  return (filters) => {
    let vocabulary = events
    const parts: Condition[] = []
    for (const stage of filters) {
      if (isDatasetStage(stage)) {
        const conditions = ofDataset(stage.members.dataset)
        parts.push(conditions.membership)
        vocabulary = shownFields(stage.members, conditions, terms)
        continue
      }
      // What stands behind a regular expression that takes too long must not decide whether it is tried.
      if (stage.node.name !== 'search') break
      for (const search of stage.parts.searches ?? []) {
        parts.push(conditionOfSearch(search, vocabulary))
      }
    }
    return allOf(parts)
  }
}

/** Rows of a dataset tell event types and tags by fields alone. */
function shownFields(
  { plain }: DatasetMembers,
  { field: fieldOf }: DatasetConditions,
  terms: EventTerms | undefined,
): Vocabulary {
  const field: Vocabulary['field'] = (shown, test) => {
    if (shown === 'nodename') return always
    const name = baseFields.includes(shown) ? shown : plain(shown)
    return name === undefined ? constantCondition(test.test(null)) : fieldOf(name, test)
  }
  if (!terms) return { field }
  return {
    field,
    member(name, pattern) {
      const known = memberField(name)
      return known === undefined
        ? undefined
        : field(known, searchTest('=', pattern, { caseSensitive: false }))
    },
  }
}

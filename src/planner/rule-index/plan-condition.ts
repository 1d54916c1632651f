import { baseFields, type Dataset } from '../../knowledge/data-models/data-model.ts'
import { type DatasetMembers, datasetMembers } from '../dataset-stage.ts'
import type { Registry } from '../registry.ts'
import { allOf, always, type Condition, constantCondition, testCondition } from './condition.ts'
import { type DatasetConditions, datasetConditions } from './dataset-condition.ts'
import type { HeadDemand } from './head-demand.ts'
import { type EventTerms, memberConditions, memberField } from './member-condition.ts'
import { conditionOfSearch, type Vocabulary } from './search-condition.ts'
import { searchTest } from './value-test.ts'

/** Finds out what searches over the same events demand of these. */
export type PlanConditions = (demands: readonly HeadDemand[]) => Condition

/** @param terms what is known of event types and tags; without it they are fields like others */
export function planConditions(terms: EventTerms | undefined, registry: Registry): PlanConditions {
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
  return (demands) => {
    let vocabulary = events
    const parts: Condition[] = []
    for (const demand of demands) {
      if (demand.kind === 'search') {
        for (const search of demand.searches) parts.push(conditionOfSearch(search, vocabulary))
        continue
      }
      const members = datasetMembers(demand.reference, registry)
      if (!members) return always
      const conditions = ofDataset(members.dataset)
      parts.push(conditions.membership)
      vocabulary = shownFields(members, conditions, terms)
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

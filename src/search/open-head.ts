import type { Batch } from '../contract/batch.ts'
import type { Operator } from '../contract/command.ts'
import { filterHead } from '../runtime/filter-head.ts'
import type { Environment } from './environment.ts'
import type { ScanTask } from './event-source.ts'
import { planSearch } from './plan-search.ts'
import { stageScope } from './stage-scope.ts'

/**
 * The part of a search that runs where events are read: time bounds and the filters it begins with. Gives the rows that pass, with
 * the fields that the rest of the search asks for.
 * @param tap takes the place of each operator
 */
export function openHead(
  { pipeline, options, plan: made }: ScanTask,
  environment: Environment,
  tap: (operator: Operator, stage: number) => Operator = (operator) => operator,
): (batch: Batch) => Batch | null {
  // Everything was reported when the search was prepared.
  const plan = made ?? planSearch(pipeline, environment, options, () => {})
  const filters = plan.stages.slice(0, plan.filters).map((stage, index) => {
    const scope = stageScope(plan, index, environment, options)
    return tap(stage.operator(scope), index)
  })
  return filterHead(filters, plan.bounds, plan.demands[plan.filters]!)
}

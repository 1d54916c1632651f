import type { Batch } from '../contract/batch.ts'
import type { Operator } from '../contract/command.ts'
import { filterHead } from '../runtime/filter-head.ts'
import type { Environment } from './environment.ts'
import type { ScanTask } from './event-source.ts'
import { type Plan, planSearch } from './plan-search.ts'
import { stageScopes } from './stage-scope.ts'

/** The plan that a task brings, or is made here; everything was reported when the search was prepared. */
export const planOf = ({ pipeline, options, plan }: ScanTask, environment: Environment): Plan =>
  plan ?? planSearch(pipeline, environment, options, () => {})

/**
 * The part of a search that runs where events are read: time bounds and the filters it begins with. Gives the rows that pass, with
 * the fields that the rest of the search asks for.
 * @param tap takes the place of each operator
 */
export function openHead(
  task: ScanTask,
  environment: Environment,
  tap: (operator: Operator, stage: number) => Operator = (operator) => operator,
): (batch: Batch) => Batch | null {
  const plan = planOf(task, environment)
  const scopeOf = stageScopes(plan, environment, task.options)
  const filters = plan.stages
    .slice(0, plan.filters)
    .map((stage, index) => tap(stage.operator(scopeOf(index)), index))
  return filterHead(filters, plan.bounds, plan.demands[plan.filters]!)
}

import type { CommandNode, Pipeline } from '../language/ast.ts'
import { printPipeline } from '../language/print.ts'
import { explainPlan, type PlanExplanation } from '../planner/explain.ts'
import { subsearchesIn, withoutSubsearches } from '../planner/subsearches.ts'
import type { Environment, SearchOptions } from './environment.ts'
import { planSearch } from './plan-search.ts'
import { type PreparedSearch, prepareSearch } from './prepare-search.ts'

/** A search, and what every step on the way to its plan made of it. */
export interface SearchExplanation {
  readonly prepared: PreparedSearch
  /** Canonical text of each command that could be read. */
  readonly commands: readonly string[]
  /** The plan of the search, then those of its subsearches; none when the search is refused. */
  readonly plans: readonly PlanExplanation[]
}

/** Never throws; what is wrong with the search stands in `prepared`. */
export function explainSearch(
  text: string,
  environment: Environment,
  options: SearchOptions,
): SearchExplanation {
  const { commands } = environment.registry
  const print = ({ name, args }: CommandNode): string =>
    commands.get(name)?.print(args, (inner) => printPipeline(inner, commands)) ?? name
  const prepared = prepareSearch(text, environment, options)
  const plans: PlanExplanation[] = []
  const explain = (pipeline: Pipeline): void => {
    const plan = planSearch(withoutSubsearches(pipeline), environment, options, () => {})
    plans.push(explainPlan(plan, print))
    for (const { pipeline: inner } of subsearchesIn(pipeline.commands)) explain(inner)
    for (const inner of plan.stages.flatMap(({ parts }) => parts.subsearches ?? [])) explain(inner)
  }
  if (!prepared.refused) explain(prepared.pipeline)
  return { prepared, commands: prepared.pipeline.commands.map(print), plans }
}

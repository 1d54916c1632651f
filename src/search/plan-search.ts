import type { Stage } from '../contract/command.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Expression, Pipeline } from '../language/ast.ts'
import { type Bindings, createBindings } from '../planner/bindings.ts'
import { calledFunctions } from '../planner/called-functions.ts'
import { type Demand, demandBefore } from '../planner/field-analysis.ts'
import { isEnabled, type OptimizationName } from '../planner/optimize/index.ts'
import { resolveStages } from '../planner/resolve.ts'
import { withoutSubsearches } from '../planner/subsearches.ts'
import { type TimeBounds, timeBoundsOf } from '../planner/time-bounds.ts'
import { filterStages } from '../runtime/filter-head.ts'
import { needsSearchOrder } from '../runtime/search-order.ts'
import { applyModifier } from '../values/time-modifier.ts'
import type { Environment, SearchOptions } from './environment.ts'

/** How a search will run. */
export interface Plan {
  readonly stages: readonly Stage[]
  /** Names in the stages, bound; made once for the plan. */
  readonly bindings: Bindings
  /** How many of the first stages run where events are read. */
  readonly filters: number
  /** What each stage is asked for by those after it; element 0 is what is asked of the source. */
  readonly demands: readonly Demand[]
  readonly bounds: TimeBounds
  /** Whether the search itself names times, which may be those that it was started with. */
  readonly namesTimes: boolean
  /** Whether events must be brought into search order after the filters. */
  readonly ordered: boolean
}

/** A search that can be run: its tree, and the plan of that tree where it was made already. */
export interface RunnableSearch {
  readonly pipeline: Pipeline
  readonly plan?: Plan | undefined
}

/** @param report is told what names mean nothing, and what is not supported; the plan can be run only without errors */
export function planSearch(
  pipeline: Pipeline,
  environment: Environment,
  options: SearchOptions,
  report: (diagnostic: Diagnostic) => void,
): Plan {
  const stages = resolveStages(pipeline, environment.registry, report)
  const bindings = createBindings(environment, options, report)
  for (const stage of stages) {
    bindings.check(stage)
    for (const inner of stage.parts.subsearches ?? []) {
      planSearch(withoutSubsearches(inner), environment, options, report)
    }
  }
  const enabled = (name: OptimizationName) => isEnabled(name, environment.disabledOptimizations)
  const filters = enabled('filter-where-read')
    ? filterStages(stages, ({ parts }) =>
        (parts.expressions ?? []).every((condition) => isPortable(condition, environment)),
      )
    : 0
  return {
    stages,
    bindings,
    filters,
    demands: enabled('needed-fields-only')
      ? demandBefore(stages, 'all')
      : [...stages.map(() => 'all' as const), 'all'],
    ...boundsOf(stages, options, report),
    ordered: !enabled('search-order-only-when-read') || needsSearchOrder(stages.slice(filters)),
  }
}

/** A thread that reads files has no lookups, and would draw random numbers of its own. */
const isPortable = (condition: Expression, { registry }: Environment): boolean =>
  [...calledFunctions(condition)].every(
    (name) => name !== 'lookup' && registry.functions.get(name)?.pure !== false,
  )

/** Time terms of the search itself go before those that it was started with. */
function boundsOf(
  stages: readonly Stage[],
  options: SearchOptions,
  report: (diagnostic: Diagnostic) => void,
): Pick<Plan, 'bounds' | 'namesTimes'> {
  const outer = outerBounds(options, report)
  const first = stages.find(({ lazy }) => !lazy)
  const terms = first?.node.name === 'search' ? first.parts.searches?.[0] : undefined
  const inner = terms ? timeBoundsOf(terms, options) : []
  if ('earliest' in inner) {
    const { earliest, latest } = inner
    return {
      bounds: { earliest: earliest ?? outer.earliest, latest: latest ?? outer.latest },
      namesTimes: earliest !== null || latest !== null,
    }
  }
  for (const diagnostic of inner) report(diagnostic)
  return { bounds: outer, namesTimes: false }
}

/** The bounds of a search that names none itself. */
export const outerBounds = (
  options: SearchOptions,
  report: (diagnostic: Diagnostic) => void,
): TimeBounds => ({
  earliest: boundOf('earliest', options, report),
  latest: boundOf('latest', options, report),
})

function boundOf(
  side: 'earliest' | 'latest',
  { now, timeZone, ...times }: SearchOptions,
  report: (diagnostic: Diagnostic) => void,
): number | null {
  const modifier = times[side]
  if (modifier === undefined) return null
  const result = applyModifier(now, modifier, timeZone)
  if ('time' in result) return result.time
  report({ code: 'SPL0307', severity: 'error', message: `${side}: ${result.problem}` })
  return null
}

import type { Scope } from '../contract/command.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Environment, SearchOptions } from './environment.ts'
import type { Plan } from './plan-search.ts'

/** What only a whole run can offer to a stage. */
export interface RunServices
  extends Pick<Scope, 'subsearch' | 'over' | 'parse'>,
    Partial<Pick<Scope, 'lookup' | 'writeLookup' | 'collect' | 'queue'>> {
  report(diagnostic: Diagnostic): void
}

const none: RunServices = {
  subsearch: () => Promise.reject(new Error('a filter runs no search')),
  over: () => Promise.reject(new Error('a filter runs no search')),
  report: () => {},
}

/** What each stage of a plan is given, by its place there. */
export function stageScopes(
  plan: Plan,
  environment: Environment,
  options: SearchOptions,
  services: RunServices = none,
): (index: number) => Scope {
  const { bindings, bounds } = plan
  // Put together once: there are thousands of stages, and joining objects is slow.
  const shared = {
    ...bindings,
    ...environment.offers,
    ...services,
    now: options.now,
    timeZone: options.timeZone,
    earliest: bounds.earliest,
    latest: bounds.latest,
    limits: environment.limits,
  }
  return (index) => ({ ...shared, demand: plan.demands[index + 1]! })
}

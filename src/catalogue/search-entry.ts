import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { PlanExplanation } from '../planner/explain.ts'
import type { Environment, SearchOptions } from '../search/environment.ts'
import { explainSearch } from '../search/explain-search.ts'

/** What a search tells of itself without being run. */
export interface SearchEntry {
  /** Why it cannot run here, as a compiler says it; `null` when it can. */
  readonly refusal: string | null
  /** Names of the macros that it calls. */
  readonly macros: readonly string[]
  readonly lookups: readonly string[]
  /** `Endpoint.Processes` */
  readonly dataModels: readonly string[]
  /** What it reads of events or of a data model's rows, sorted; `null` where it reads all, or is refused. */
  readonly requiredFields: readonly string[] | null
  /** The fields of its rows; `null` where the text does not tell. */
  readonly outputFields: readonly string[] | null
}

/** Where an event came from is no part of what a log has to hold. */
const given = new Set(['source', 'sourcetype', 'index', 'eventtype', 'tag', 'nodename', '_raw'])

/** Never throws. */
export function searchEntry(
  text: string,
  environment: Environment,
  options: SearchOptions,
): SearchEntry {
  const { prepared, plans } = explainSearch(text, environment, options)
  const error = prepared.diagnostics.find(({ severity }) => severity === 'error')
  const [plan] = plans
  return {
    refusal: error ? refusalOf(error) : null,
    macros: prepared.source.macros,
    lookups: unique(plans.flatMap(({ stages }) => stages.flatMap(({ lookups }) => lookups))),
    dataModels: unique(plans.flatMap(({ stages }) => stages.flatMap(({ datasets }) => datasets))),
    requiredFields: plan ? requiredFields(plan) : null,
    outputFields: plan?.stages.at(-1)?.fields ?? null,
  }
}

const refusalOf = ({ code, message, advice }: Diagnostic): string =>
  `${code} ${message}${advice ? ` (${advice})` : ''}`

function requiredFields({ stages, needed }: PlanExplanation): readonly string[] | null {
  const [first] = stages
  const asked = first && first.datasets.length > 0 ? first.demand : needed
  return asked === 'all' ? null : asked.filter((name) => !given.has(name))
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)]

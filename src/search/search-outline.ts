import type { Operator } from '../contract/command.ts'
import type { DiagnosticCode } from '../diagnostics/codes.ts'
import { type HeadDemand, headDemands } from '../planner/rule-index/head-demand.ts'
import type { Environment, SearchOptions } from './environment.ts'
import type { Plan } from './plan-search.ts'
import type { PreparedSearch } from './prepare-search.ts'
import { stageScopes } from './stage-scope.ts'

/**
 * What must be known of a search before there are events: all else can wait for the first event that it may want. Plain data, which can be
 * kept from one run to the next.
 */
export type SearchOutline =
  | { readonly kind: 'refused'; readonly refusal: SearchRefusal }
  /** It can wait. */
  | DeferredOutline
  /** It cannot: it may give rows without any event, runs others first, or has more to tell than is told here. */
  | { readonly kind: 'whole' }

export interface DeferredOutline {
  readonly kind: 'deferred'
  readonly demands: readonly HeadDemand[]
  /** As `OpenSearch.fields`. */
  readonly fields: readonly string[] | null
  /** Lookups that are read when it is opened, which may fail. */
  readonly lookups: readonly string[]
}

/** The first error of a search that must not be run. */
export interface SearchRefusal {
  readonly code: DiagnosticCode
  readonly message: string
  readonly advice?: string
  /** Where in the text of the search, as it was written. */
  readonly at: number
}

/** @returns `undefined` for a search that can be run */
export function refusalIn({ source, diagnostics }: PreparedSearch): SearchRefusal | undefined {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (!error) return undefined
  const { code, message, advice, span } = error
  const at = span ? (source.locate(span)[0]?.span.start ?? 0) : 0
  return { code, message, ...(advice !== undefined && { advice }), at }
}

export function outlineOf(
  prepared: PreparedSearch,
  environment: Environment,
  options: SearchOptions,
): SearchOutline {
  const refusal = refusalIn(prepared)
  if (refusal) return { kind: 'refused', refusal }
  const { plan, fields } = prepared
  if (!plan || !isPlain(plan)) return { kind: 'whole' }
  const lookups = lookupsOpened(plan, environment, options)
  if (!lookups) return { kind: 'whole' }
  return {
    kind: 'deferred',
    demands: headDemands(plan.stages.slice(0, plan.filters)),
    fields: fields ? [...fields] : null,
    lookups,
  }
}

/** It reads events at the times that all searches do, and runs no other search. */
function isPlain({ stages, namesTimes }: Plan): boolean {
  return (
    !namesTimes &&
    stages.every(
      ({ kind, parts, generate }) =>
        !generate &&
        (parts.subsearches ?? []).length === 0 &&
        // What another search writes meanwhile would count.
        (kind === 'streaming' || (parts.lookups ?? []).length === 0),
    )
  )
}

/**
 * Opens the stages and ends them without a row: a search can wait if this gives no rows, says nothing, and leaves everything as it was.
 * @returns the lookups that were read; `undefined` when it cannot wait
 */
function lookupsOpened(
  plan: Plan,
  environment: Environment,
  options: SearchOptions,
): readonly string[] | undefined {
  const lookups = new Set<string>()
  let acts = false
  const act = () => {
    acts = true
  }
  const refuse = () => {
    acts = true
    return Promise.reject(new Error('it is only tried'))
  }
  const lookup = (name: string) => {
    const reader = environment.lookups.get(name)
    if (!reader) return undefined
    return new Proxy(reader, {
      get(target, key) {
        lookups.add(name)
        return Reflect.get(target, key)
      },
    })
  }
  const scopeOf = stageScopes(plan, environment, options, {
    report: act,
    subsearch: refuse,
    over: refuse,
    lookup,
    writeLookup: act,
    collect: act,
  })
  try {
    const operators = plan.stages
      .slice(plan.filters)
      .map((stage, index) => stage.operator(scopeOf(plan.filters + index)))
    const isIdle = operators.every((operator) => !operator.prepare && givesNothing(operator))
    return isIdle && !acts ? [...lookups] : undefined
  } catch {
    return undefined
  }
}

function givesNothing(operator: Operator): boolean {
  const rows = operator.finish?.(new AbortController().signal) ?? []
  if (!(rows instanceof Promise)) return [...rows].every(({ length }) => length === 0)
  rows.catch(() => {})
  return false
}

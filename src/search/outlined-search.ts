import type { Pipeline } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import type { HeadDemand } from '../planner/rule-index/head-demand.ts'
import type { Environment, SearchOptions } from './environment.ts'
import type { ScanTask } from './event-source.ts'
import { outerBounds, type RunnableSearch } from './plan-search.ts'
import { expandSearch, type PreparedSearch, prepareSearch } from './prepare-search.ts'
import {
  type DeferredOutline,
  outlineOf,
  type SearchOutline,
  type SearchRefusal,
} from './search-outline.ts'

/** Outlines of searches that were prepared before, by the text of the search, in an environment that means the same. */
export interface OutlineStore {
  find(text: string): SearchOutline | undefined
  add(text: string, outline: SearchOutline): void
}

/** A search of which is known what must be before there are events. */
export type OutlinedSearch =
  | { readonly kind: 'refused'; readonly refusal: SearchRefusal }
  | { readonly kind: 'whole'; readonly prepared: PreparedSearch }
  | DeferredSearch

/** A search that is prepared when an event is there that it may want. */
export interface DeferredSearch {
  readonly kind: 'deferred'
  readonly outline: DeferredOutline
  readonly task: ScanTask
  prepared(): PreparedSearch
}

/**
 * Prepares a search as far as it must be before there are events. What was prepared for that is not kept: most searches never see an event
 * that they want.
 * @param mustBeWhole whether one that could wait must not
 */
export function outlineSearch(
  text: string,
  environment: Environment,
  options: SearchOptions,
  mustBeWhole: (prepared: PreparedSearch) => boolean,
  store?: OutlineStore,
): OutlinedSearch {
  const known = store && isUsable(store.find(text), environment, options)
  if (known?.kind === 'refused') return known
  if (known?.kind === 'deferred') return deferredSearch(text, known, environment, options)
  const prepared = prepareSearch(text, environment, options)
  const outline = outlineOf(prepared, environment, options)
  const kept = outline.kind === 'deferred' && mustBeWhole(prepared) ? whole : outline
  if (!known && prepared.isConstant) store?.add(text, kept)
  if (kept.kind === 'refused') return kept
  return kept.kind === 'whole'
    ? { kind: 'whole', prepared }
    : deferredSearch(text, kept, environment, options)
}

const whole: SearchOutline = { kind: 'whole' }

/** Wrong times are said of each search, and so are lookups that cannot be read. */
function isUsable(
  outline: SearchOutline | undefined,
  environment: Environment,
  options: SearchOptions,
): SearchOutline | undefined {
  let wrong = false
  outerBounds(options, () => {
    wrong = true
  })
  if (wrong || outline?.kind !== 'deferred') return wrong ? undefined : outline
  try {
    for (const name of outline.lookups) environment.lookups.get(name)?.fields
    return outline
  } catch {
    return undefined
  }
}

function deferredSearch(
  text: string,
  outline: DeferredOutline,
  environment: Environment,
  options: SearchOptions,
): DeferredSearch {
  let made: PreparedSearch | undefined
  const prepared = (): PreparedSearch => {
    made ??= prepareSearch(text, environment, options)
    return made
  }
  const expanded = () => expandSearch(text, environment, options).source.text
  const { demands } = outline
  return {
    kind: 'deferred',
    outline,
    task: deferredTask({ demands, text: expanded }, options, prepared),
    prepared,
  }
}

/** @param whole is asked when an event is there that the search may want */
export const deferredTask = (
  deferred: NonNullable<ScanTask['deferred']>,
  options: SearchOptions,
  whole: () => RunnableSearch,
): ScanTask => ({
  deferred,
  options,
  get pipeline() {
    return whole().pipeline
  },
  get plan() {
    return whole().plan
  },
})

/** For another thread, by the text of a search whose macros are expanded. */
export function deferredByText(
  text: string,
  demands: readonly HeadDemand[],
  options: SearchOptions,
  { registry }: Environment,
): ScanTask {
  let pipeline: Pipeline | undefined
  return deferredTask({ demands, text: () => text }, options, () => {
    pipeline ??= parsePipeline(text, registry.commands).pipeline
    return { pipeline }
  })
}

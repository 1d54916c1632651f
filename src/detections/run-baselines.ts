import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { hasErrors, prepareSearch } from '../search/prepare-search.ts'
import { type RunContext, runTogether, type SearchContext } from '../search/run-context.ts'
import { openSearch } from '../search/run-search.ts'
import { refusalIn } from '../search/search-outline.ts'
import { allOf } from './all-of.ts'
import type { SupportSearch } from './content.ts'
import type { SkippedDetection } from './hunt.ts'
import { refusalOf } from './refusal.ts'
import { type CollectingRun, runTaker } from './run-taker.ts'

/** What a baseline found, and the lookups that it wrote. */
export interface BaselineResult {
  readonly name: string
  readonly rows: number
  readonly lookups: readonly string[]
}

export interface BaselineContext extends Omit<SearchContext, 'report'> {
  report(baseline: SupportSearch, diagnostic: Diagnostic): void
  /** The lookups that were written since it was asked last. */
  written(): readonly string[]
}

interface Run extends CollectingRun {
  readonly baseline: SupportSearch
  readonly diagnostics: Diagnostic[]
}

/** Runs baselines in one reading of the events. They end one after the other in the order given: a later one sees what earlier ones wrote. */
export const runBaselines = (
  baselines: readonly SupportSearch[],
  context: BaselineContext,
): Promise<BaselineResults> => runTogether(context, (running) => runAll(baselines, running))

interface BaselineResults {
  readonly results: readonly BaselineResult[]
  readonly skipped: readonly SkippedDetection[]
}

type BaselineRun = BaselineContext & Pick<RunContext, 'spill'>

async function runAll(
  baselines: readonly SupportSearch[],
  context: BaselineRun,
): Promise<BaselineResults> {
  const opened = await allOf(baselines.map((baseline) => collect(baseline, context)))
  const results: BaselineResult[] = []
  const skipped: SkippedDetection[] = []
  for (const run of opened) {
    if ('reason' in run) skipped.push(run)
    else {
      const result = await finish(run, context)
      if ('reason' in result) skipped.push(result)
      else results.push(result)
    }
  }
  return { results, skipped }
}

async function collect(
  baseline: SupportSearch,
  context: BaselineRun,
): Promise<Run | SkippedDetection> {
  const { environment, options, source, signal } = context
  const prepared = prepareSearch(baseline.search.text, environment, options)
  const refusal = refusalIn(prepared)
  if (refusal) return { name: baseline.name, reason: refusalOf(baseline, refusal) }
  const diagnostics: Diagnostic[] = []
  try {
    const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic)
    const search = await openSearch(prepared, { ...context, report })
    const run: Run = { baseline, search, diagnostics }
    if (!search.generates) await source.scan([search.task], runTaker(run, signal), signal)
    return run
  } catch (error) {
    if (signal.aborted) throw error
    return ended(baseline, error)
  }
}

async function finish(
  { baseline, search, diagnostics, failure }: Run,
  context: BaselineContext,
): Promise<BaselineResult | SkippedDetection> {
  try {
    if (failure !== undefined) throw failure
    const batches = await search.finish()
    for (const diagnostic of diagnostics) context.report(baseline, diagnostic)
    if (hasErrors(diagnostics)) {
      throw new Error(diagnostics.find(({ severity }) => severity === 'error')?.message)
    }
    const rows = batches.reduce((sum, { length }) => sum + length, 0)
    return { name: baseline.name, rows, lookups: context.written() }
  } catch (error) {
    if (context.signal.aborted) throw error
    context.written()
    return ended(baseline, error)
  }
}

const ended = ({ name, path }: SupportSearch, error: unknown): SkippedDetection => ({
  name,
  reason: `${path}: ${error instanceof Error ? error.message : String(error)}`,
})

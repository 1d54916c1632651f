import { type Batch, concatBatches, selectRows } from '../contract/batch.ts'
import type { Operator, Stage } from '../contract/command.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Pipeline } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { expandMacros } from '../language/source.ts'
import { fieldsAfter } from '../planner/field-analysis.ts'
import { openChain } from '../runtime/chain.ts'
import type { TimeBounds } from '../runtime/filter-head.ts'
import { previewOf } from '../runtime/preview.ts'
import { rowQueue } from '../runtime/row-queue.ts'
import { searchOrder } from '../runtime/search-order.ts'
import { turns } from '../runtime/turns.ts'
import { PatternTimeout } from '../values/pattern.ts'
import type { ScanTaker, ScanTask } from './event-source.ts'
import { type Plan, planSearch, type RunnableSearch } from './plan-search.ts'
import { resolveSubsearches } from './resolve-subsearches.ts'
import { type RunContext, runTogether, type SearchContext } from './run-context.ts'
import { type RunServices, stageScopes } from './stage-scope.ts'
import { stagesWrite, writes } from './writes.ts'

/** A search that is ready to take rows: its filters run elsewhere (`EventSource.scan`), the rest here. */
export interface OpenSearch {
  /** For the scan. */
  readonly task: ScanTask
  /** The search makes its own rows; nothing is to be pushed. */
  readonly generates: boolean
  readonly bounds: TimeBounds
  /** The fields that its rows can have, where the text of the search tells that. */
  readonly fields: ReadonlySet<string> | undefined
  /** Whether its end may change what other searches read. */
  writes(): boolean
  /** @returns whether more rows are wanted */
  push(rows: Batch): boolean
  /** The result if no more rows came; `undefined` where that cannot be told before the end. */
  preview(): Promise<readonly Batch[] | undefined>
  /** Runs to the end; the rows of the result, in order. Of raw events each batch has only the fields of its own rows. */
  finish(): Promise<readonly Batch[]>
}

/**
 * Opens a search that was prepared without errors.
 * @param tap takes the place of each operator that runs here
 * @throws when the signal ends it; everything else is reported
 */
export async function openSearch(
  prepared: RunnableSearch,
  context: RunContext,
  tap: Tap = (operator) => operator,
): Promise<OpenSearch> {
  const { environment, options, signal } = context
  const services = servicesOf(context)
  const { pipeline, plan } = await resolved(prepared, context)
  const output = limitedRows(context)
  const tail = tailOperators(plan, context, services, tap)
  const chain = openChain(tail.operators, output.add, signal, context.spill)
  const pushRows = (rows: Batch): boolean => {
    if (!chain.done && !output.full) chain.push(rows)
    return !chain.done && !output.full
  }
  const first = plan.stages[0]
  return {
    task: { pipeline, plan, options: context.options },
    generates: first?.generate !== undefined,
    bounds: plan.bounds,
    fields: fieldsAfter(plan.stages).at(-1),
    writes: () => stagesWrite(plan.stages, environment),
    push: pushRows,
    preview: async () =>
      tail.stages.some(({ parts }) => (parts.subsearches ?? []).length > 0)
        ? undefined
        : await previewOf(tail.operators, output.all(), tail.renew, signal, context.spill),
    async finish() {
      await chain.prepared
      if (first?.generate) {
        const scope = stageScopes(plan, environment, options, services)(0)
        for await (const rows of first.generate(scope, signal)) {
          if (rows.length > 0 && !pushRows(rows)) break
        }
      }
      await chain.finish()
      return output.all()
    },
  }
}

/** Collects the rows of a result, up to the limit; that there were more is reported. */
function limitedRows({ environment, report }: RunContext) {
  const { maxRows } = environment.limits
  const batches: Batch[] = []
  let rows = 0
  let full = false
  return {
    get full() {
      return full
    },
    add(batch: Batch) {
      const room = maxRows - rows
      const kept = batch.length <= room ? batch : firstRows(batch, room)
      if (kept.length > 0) batches.push(kept)
      rows += kept.length
      if (kept === batch || full) return
      full = true
      report(tooManyRows(maxRows))
    },
    all: (): readonly Batch[] => batches,
  }
}

const firstRows = (batch: Batch, count: number): Batch =>
  selectRows(
    batch,
    Array.from({ length: count }, (_, row) => row),
  )

/** Subsearches among its terms are replaced by what they return, and the whole is planned unless it was. */
async function resolved(
  { pipeline, plan }: RunnableSearch,
  context: RunContext,
): Promise<{ readonly pipeline: Pipeline; readonly plan: Plan }> {
  if (plan) return { pipeline, plan }
  const whole = await resolveSubsearches(pipeline, context, (inner) =>
    runSearch({ pipeline: inner }, context).then((rows) => concatBatches(rows)),
  )
  const { environment, options, report } = context
  return { pipeline: whole, plan: planSearch(whole, environment, options, report) }
}

/** The stages behind the filters. */
interface Tail {
  readonly stages: readonly Stage[]
  /** For each stage one, after that which brings events into order where this is needed. */
  readonly operators: readonly Operator[]
  /** The operator of this place once more, for a preview: it says nothing and writes nothing. */
  renew(place: number): Operator
}

/** @param stage its place in the plan */
type Tap = (operator: Operator, stage: number, plan: Plan) => Operator

function tailOperators(plan: Plan, context: RunContext, services: RunServices, tap: Tap): Tail {
  const { environment, options, source } = context
  const generates = plan.stages[0]?.generate !== undefined
  const from = generates ? 1 : plan.filters
  const stages = plan.stages.slice(from)
  const scopeOf = stageScopes(plan, environment, options, services)
  const operators = stages.map((stage, index) =>
    tap(stage.operator(scopeOf(from + index)), from + index, plan),
  )
  const ordering =
    generates || source.inSearchOrder || !plan.ordered
      ? []
      : [
          searchOrder(
            {
              maxRows: environment.limits.maxRows,
              exceeded: () => context.report(tooManyEvents),
            },
            context.spill,
          ),
        ]
  return {
    stages,
    operators: [...ordering, ...operators],
    renew(place) {
      const index = place - ordering.length
      const { writeLookup, collect, queue, ...scope } = scopeOf(from + index)
      return stages[index]!.operator({ ...scope, report: () => {} })
    },
  }
}

const tooManyEvents: Diagnostic = {
  code: 'SPL0601',
  severity: 'error',
  message: 'more events matched than can be held at once; those read later are left out',
  advice:
    'narrow the search, name the fields you want (table), or end it with a command such as stats that does not need the events in order',
}

const tooManyRows = (limit: number): Diagnostic => ({
  code: 'SPL0601',
  severity: 'error',
  message: `the result has more than ${limit} rows; those behind are left out`,
  advice: 'narrow the search, or sum up its rows with a command such as stats',
})

/** Who wants to see results before the end. */
export interface PreviewListener {
  /** Least time from one preview to the next, in milliseconds. */
  readonly every: number
  /** Milliseconds, of a clock that never goes back. */
  clock(): number
  /** Called with the result of the events read so far, in order, while reading goes on. */
  rows(batches: readonly Batch[]): void
}

/** Opens, reads and finishes one search. */
async function runSearch(
  prepared: RunnableSearch,
  context: RunContext,
  listener?: PreviewListener,
): Promise<readonly Batch[]> {
  const search = await openSearch(prepared, context)
  const previews = listener && showPreviews(search, listener)
  if (!search.generates) {
    const taker: ScanTaker = {
      rows(_, rows) {
        const wanted = search.push(rows)
        previews?.pushed()
        return wanted
      },
      failed(_, error) {
        throw error
      },
    }
    await context.source.scan([search.task], taker, context.signal)
  }
  await previews?.end()
  return await search.finish()
}

function showPreviews(search: OpenSearch, { every, clock, rows }: PreviewListener) {
  let next = clock() + every
  let underway: Promise<void> | undefined
  const show = async (): Promise<void> => {
    const began = clock()
    const found = await search.preview()
    if (found) rows(found)
    underway = undefined
    const ended = clock()
    // Reading keeps most of the time however long a preview takes.
    next = ended + Math.max(every, 4 * (ended - began))
  }
  return {
    pushed() {
      if (underway === undefined && clock() >= next) underway = show()
    },
    /** Awaits the one that is underway. */
    end: () => underway,
  }
}

/**
 * Runs a search for someone who wants its rows: a regular expression that never ends is reported and gives none, as any other error in a
 * search does.
 * @throws when the signal ends it, and for input that cannot be read
 */
export async function completeSearch(
  prepared: RunnableSearch,
  context: SearchContext,
  listener?: PreviewListener,
): Promise<readonly Batch[]> {
  try {
    return await runTogether(context, (running) => runSearch(prepared, running, listener))
  } catch (error) {
    if (!(error instanceof PatternTimeout)) throw error
    context.report({ code: 'SPL0305', severity: 'error', message: error.message })
    return []
  }
}

function servicesOf(context: RunContext): RunServices {
  const { environment, options } = context
  const { take } = turns()
  return {
    report: context.report,
    queue: () => rowQueue(context.spill),
    parse(text) {
      const { source, diagnostics } = expandMacros(text, environment.macros)
      const parsed = parsePipeline(source.text, environment.registry.commands)
      return { pipeline: parsed.pipeline, diagnostics: [...diagnostics, ...parsed.diagnostics] }
    },
    async subsearch(pipeline, signal) {
      const run = () => runSearch({ pipeline }, { ...context, signal })
      return concatBatches(await take(writes(pipeline, environment), run))
    },
    async over(pipeline, input, signal) {
      const plan = planSearch(pipeline, environment, options, context.report)
      const output = limitedRows(context)
      const scopeOf = stageScopes(plan, environment, options, servicesOf({ ...context, signal }))
      const operators = plan.stages.map((stage, index) => stage.operator(scopeOf(index)))
      const chain = openChain(operators, output.add, signal, context.spill)
      await chain.prepared
      if (input.length > 0) chain.push(input)
      await chain.finish()
      return concatBatches(output.all())
    },
  }
}

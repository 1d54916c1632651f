import { type Batch, batchOfRows, rowsOf } from '../contract/batch.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { turns } from '../runtime/turns.ts'
import type { EventSource } from '../search/event-source.ts'
import { memorySource } from '../search/memory-source.ts'
import { openOutlined } from '../search/open-outlined.ts'
import { type OutlinedSearch, type OutlineStore, outlineSearch } from '../search/outlined-search.ts'
import { hasErrors, type PreparedSearch } from '../search/prepare-search.ts'
import { readsIndex, stagesReadIndex, subsearchesReadIndex } from '../search/read-indexes.ts'
import { type RunContext, runTogether, type SearchContext } from '../search/run-context.ts'
import { type HeldIndex, withIndex } from '../search/with-index.ts'
import { actionsOf } from './actions.ts'
import { allOf } from './all-of.ts'
import type { Attack } from './attack.ts'
import type { DeploymentContent } from './deployment.ts'
import type { Detection } from './detection.ts'
import { type Finding, type FindingTimes, makeFinding } from './finding.ts'
import type { ContentProblem } from './problem.ts'
import { refusalOf } from './refusal.ts'
import { type RiskIndexEvent, riskEventsOf, riskIndex } from './risk-index.ts'
import { type CollectingRun, runTaker } from './run-taker.ts'
import { fieldsOf, tokenProblems, unclosedTokenProblems } from './token-problems.ts'

/** A detection that did not run, and why: with the place in its file. */
export interface SkippedDetection {
  readonly name: string
  readonly reason: string
}

export interface HuntContext extends Omit<SearchContext, 'report'> {
  /** Told of what is worth knowing about a detection that ran. */
  report(detection: Detection, diagnostic: Diagnostic): void
  /** Told of what is wrong with the text of a detection. */
  content(problem: ContentProblem): void
  readonly attack: Attack
  /** What follows from rows, by type of detection; what the type means without one. */
  readonly deployments?: readonly DeploymentContent[]
  /** What is known of the searches from before. */
  readonly outlines?: OutlineStore
}

export interface HuntResult {
  readonly findings: readonly Finding[]
  readonly skipped: readonly SkippedDetection[]
  /** The events that the findings put into the index `risk`; made when asked for. */
  risk(): Iterable<RiskIndexEvent>
}

type HuntRun = HuntContext & Pick<RunContext, 'spill'>

/** A detection with its search, ready to be opened. */
interface Candidate {
  readonly detection: Detection
  readonly search: Exclude<OutlinedSearch, { kind: 'refused' }>
  /** Whether it looks at the risk that others found, or has a subsearch that does. */
  readonly reads: 'events' | 'risk' | 'risk in a subsearch'
}

/** A detection whose rows are being collected. */
interface Run extends CollectingRun {
  readonly detection: Detection
  readonly diagnostics: Diagnostic[]
  /** Times of the events that the search's filters let through, in seconds since 1970. */
  firstTime: number
  lastTime: number
  /** Files of those events, in the order of the inputs. */
  readonly files: Set<string>
}

/** What became of a detection. */
interface Outcome {
  readonly detection: Detection
  readonly finding?: Finding
  readonly times?: FindingTimes
  readonly skipped?: SkippedDetection
}

/**
 * Runs all detections in one reading of the events, and another one for those that search for what their subsearches find. Those that look
 * at risk (type Correlation) come after the others, whose risk they see, beside what there is of the index `risk` in the events.
 * Findings come in the order of the detections.
 */
export const hunt = (detections: readonly Detection[], context: HuntContext): Promise<HuntResult> =>
  runTogether(context, (running) => huntAll(detections, running))

async function huntAll(detections: readonly Detection[], context: HuntRun): Promise<HuntResult> {
  const outcomes = new Map<Detection, Outcome>()
  const note = (made: readonly Outcome[]) => {
    for (const outcome of made) outcomes.set(outcome.detection, outcome)
  }
  const candidates: Candidate[] = []
  for (const detection of detections) {
    const search = outlineSearch(
      detection.search.text,
      context.environment,
      context.options,
      (prepared) => reading(prepared, context) !== 'events',
      context.outlines,
    )
    if (search.kind === 'refused') {
      const skipped = { name: detection.name, reason: refusalOf(detection, search.refusal) }
      note([{ detection, skipped }])
      continue
    }
    const reads = search.kind === 'whole' ? reading(search.prepared, context) : 'events'
    candidates.push({ detection, search, reads })
    if (search.kind === 'deferred') context.source.expect?.(search.task)
    else expect(search.prepared, context)
  }
  const collected = await collectAll(
    candidates.filter(({ reads }) => reads !== 'risk in a subsearch'),
    context,
  )
  const looking = new Set(
    candidates.filter(({ reads }) => reads === 'risk').map(({ detection }) => detection),
  )
  const runs = collected.filter((each) => 'search' in each)
  note(collected.filter((each) => 'skipped' in each))
  note(
    await finishAll(
      runs.filter(({ detection }) => !looking.has(detection)),
      context,
    ),
  )
  const risk = () => riskOf([...outcomes.values()], context)
  const last = candidates.filter(({ reads }) => reads === 'risk in a subsearch')
  if (looking.size > 0 || last.length > 0) {
    const held = { name: riskIndex, events: batchOfRows([...risk()]) }
    note(
      await finishAll(
        runs.filter(({ detection }) => looking.has(detection)),
        context,
        held,
      ),
    )
    const beside = withIndex(context.source, held, context.environment)
    const withRisk = { ...context, source: beside }
    const late = await collectAll(last, withRisk)
    note(late.filter((each) => 'skipped' in each))
    note(
      await finishAll(
        late.filter((each) => 'search' in each),
        withRisk,
      ),
    )
  }
  const inOrder = detections.flatMap((detection) => outcomes.get(detection) ?? [])
  return {
    findings: inOrder.flatMap(({ finding }) => finding ?? []),
    skipped: inOrder.flatMap(({ skipped }) => skipped ?? []),
    risk: () => riskOf(inOrder, context),
  }
}

/** With subsearches among its terms the search is another one when these have run. */
function expect({ pipeline, plan }: PreparedSearch, { source, options }: HuntContext): void {
  if (plan && !plan.stages[0]?.generate) source.expect?.({ pipeline, options })
}

function reading(
  { pipeline, plan, source }: PreparedSearch,
  { environment }: HuntContext,
): Candidate['reads'] {
  const { registry } = environment
  // Most detections have no subsearch and are planned: what they read need not be worked out again.
  if (plan && !source.text.includes('[')) {
    return stagesReadIndex(plan.stages, riskIndex) ? 'risk' : 'events'
  }
  if (subsearchesReadIndex(pipeline, riskIndex, registry)) return 'risk in a subsearch'
  return readsIndex(pipeline, riskIndex, registry) ? 'risk' : 'events'
}

function* riskOf(
  outcomes: readonly Outcome[],
  { attack, deployments }: HuntContext,
): Generator<RiskIndexEvent> {
  for (const { detection, finding, times } of outcomes) {
    if (!finding || !times || !actionsOf(detection, deployments).risk) continue
    yield* riskEventsOf(detection, finding, times, attack)
  }
}

/** Opens the searches of all of them and collects their rows in one reading of the events. */
function collectAll(
  candidates: readonly Candidate[],
  context: HuntRun,
): Promise<readonly (Run | Required<Pick<Outcome, 'detection' | 'skipped'>>)[]> {
  return allOf(
    candidates.map(async ({ detection, search }) => {
      // Opening runs subsearches, which may fail like any search.
      try {
        return await collectRun(detection, search, context)
      } catch (error) {
        if (context.signal.aborted) throw error
        return { detection, skipped: ended(detection, error) }
      }
    }),
  )
}

/** @param held events that they see beside those that they were given */
async function finishAll(
  runs: readonly Run[],
  context: HuntRun,
  held?: HeldIndex,
): Promise<readonly Outcome[]> {
  for (const { detection, search } of runs) {
    const problems = search.fields ? tokenProblems(detection, search.fields) : []
    const all = [...problems, ...unclosedTokenProblems(detection)]
    for (const problem of all) context.content(problem)
  }
  const outcomes: Outcome[] = []
  const more = held && memorySource([held.events], context.environment)
  if (more) {
    for (const run of runs) if (!run.search.generates) await take(run, more, context.signal)
  }
  const { take: inTurn } = turns()
  // Searches that they start now (`map`) share a reading.
  const results = runs.map((run) =>
    inTurn(run.search.writes(), () => resultOf(run, context.signal)),
  )
  await Promise.allSettled(results)
  for (const [index, run] of runs.entries()) {
    const { detection } = run
    const finding = await finish(run, results[index]!, context)
    outcomes.push({
      detection,
      ...(finding && { finding, times: timesOf(run) }),
      ...(run.failure !== undefined && { skipped: ended(detection, run.failure) }),
    })
  }
  return outcomes
}

const take = (run: Run, source: EventSource, signal: AbortSignal): Promise<void> => {
  const taker = runTaker(run, signal, (rows, file) => {
    noteTimes(run, rows)
    if (file !== undefined) run.files.add(file)
  })
  return source.scan([run.search.task], taker, signal)
}

/** Opens the search of a detection and collects the rows for it. */
async function collectRun(
  detection: Detection,
  outlined: Candidate['search'],
  context: HuntRun,
): Promise<Run> {
  const { source, signal } = context
  const diagnostics: Diagnostic[] = []
  const search = await openOutlined(outlined, {
    ...context,
    report: (diagnostic) => diagnostics.push(diagnostic),
  })
  const run: Run = {
    detection,
    search,
    diagnostics,
    firstTime: Number.POSITIVE_INFINITY,
    lastTime: Number.NEGATIVE_INFINITY,
    files: new Set(),
  }
  if (!search.generates) await take(run, source, signal)
  return run
}

function noteTimes(run: Run, rows: Batch): void {
  const times = rows.column('_time')
  if (!times) return
  for (let row = 0; row < rows.length; row++) {
    const time = Number(times.at(row))
    if (time < run.firstTime) run.firstTime = time
    if (time > run.lastTime) run.lastTime = time
  }
}

/** The rows of a search; none when it failed, which is noted. */
async function resultOf(run: Run, signal: AbortSignal): Promise<readonly Batch[]> {
  if (run.failure !== undefined) return []
  try {
    return await run.search.finish()
  } catch (error) {
    if (signal.aborted) throw error
    run.failure = error
    return []
  }
}

async function finish(
  run: Run,
  result: Promise<readonly Batch[]>,
  context: HuntContext,
): Promise<Finding | undefined> {
  try {
    const rows = (await result).flatMap(rowsOf)
    if (run.failure !== undefined) return undefined
    for (const diagnostic of run.diagnostics) context.report(run.detection, diagnostic)
    if (hasErrors(run.diagnostics)) {
      run.failure = new Error(run.diagnostics.find(({ severity }) => severity === 'error')?.message)
    }
    if (rows.length === 0) return undefined
    if (!run.search.fields) {
      for (const problem of tokenProblems(run.detection, fieldsOf(rows))) context.content(problem)
    }
    const { detection } = run
    const actions = actionsOf(detection, context.deployments)
    return makeFinding(detection, rows, timesOf(run), context.attack, actions, [...run.files])
  } catch (error) {
    if (context.signal.aborted) throw error
    run.failure = error
    return undefined
  }
}

/**
 * The bounds of a search over all time are those of its events, in whole seconds: what a drilldown into it needs, and the same in every
 * run.
 */
function timesOf({ firstTime, lastTime, search }: Run): FindingTimes {
  const told = firstTime <= lastTime
  const { earliest, latest } = search.bounds
  return {
    earliest: told ? firstTime : null,
    latest: told ? lastTime : null,
    searchEarliest: earliest ?? (told ? Math.floor(firstTime) : 0),
    searchLatest: latest ?? (told ? Math.floor(lastTime) + 1 : 0),
  }
}

const ended = ({ name, path }: Detection, error: unknown): SkippedDetection => ({
  name,
  reason: `${path}: ${error instanceof Error ? error.message : String(error)}`,
})

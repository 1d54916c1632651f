import type { Batch } from '../contract/batch.ts'
import type { Detection, DetectionTest } from '../detections/detection.ts'
import { refusalOf } from '../detections/refusal.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type FileProblem, type InputFile, placeName } from '../ingest/input-sink.ts'
import type { Overrides } from '../knowledge/event-fields.ts'
import { lookupWriter } from '../knowledge/lookup-writer.ts'
import { openTrace, type SearchTrace } from '../search/diagnosis/trace-search.ts'
import type { Environment, SearchOptions } from '../search/environment.ts'
import type { EventSource, ScanTaker } from '../search/event-source.ts'
import { fileSource } from '../search/file-source.ts'
import { type PreparedSearch, prepareSearch } from '../search/prepare-search.ts'
import { type RunContext, runTogether } from '../search/run-context.ts'
import { type OpenSearch, openSearch } from '../search/run-search.ts'
import { type Reading, scanFile } from '../search/scan-file.ts'
import { refusalIn } from '../search/search-outline.ts'
import { timeArgument } from '../search/time-argument.ts'
import { judgeRows } from './judge-rows.ts'
import { lostFields } from './lost-field.ts'
import type { FailureCause, Outcome } from './test-result.ts'

/** A test that is to be run. */
export interface TestCase {
  readonly detection: Detection
  readonly test: DetectionTest
}

export interface GroupContext {
  readonly environment: Environment
  readonly options: Pick<SearchOptions, 'now' | 'timeZone'>
  /** How files are read of which all events are said to be these. */
  reading(overrides: Overrides): Reading
  /** Milliseconds. */
  clock(): number
  /** What a search may take, reading aside, before it is given up. */
  readonly maxSeconds: number
  readonly signal: AbortSignal
}

/** A file, and what its events are said to be. */
export interface GroupFile {
  readonly file: InputFile
  readonly overrides: Overrides
}

/** What a reading of a file met. */
export interface FileReading {
  /** `null` when no search wanted any. */
  readonly events: number | null
  readonly problems: readonly string[]
}

export interface CaseResult {
  readonly outcome: Outcome
  readonly rows: number | null
  readonly notes: readonly string[]
  readonly seconds: number
}

/** Runs tests over the same files, which are read once for all of them, and once more for all that failed, to find out why. */
export async function runGroup(
  cases: readonly TestCase[],
  files: readonly GroupFile[],
  context: GroupContext,
): Promise<{ readonly results: readonly CaseResult[]; readonly readings: readonly FileReading[] }> {
  const readings: readonly CountedReading[] = files.map(() => ({
    events: null,
    problems: new Set<string>(),
  }))
  const source = sourceOf(files, readings, context)
  const results = await runTogether({ ...context, source }, (group) => runAll(cases, files, group))
  return {
    results,
    readings: readings.map(({ events, problems }) => ({ events, problems: [...problems] })),
  }
}

/** What the tests of a group share. */
type GroupRun = GroupContext & Pick<RunContext, 'source' | 'spill'>

async function runAll(
  cases: readonly TestCase[],
  files: readonly GroupFile[],
  group: GroupRun,
): Promise<readonly CaseResult[]> {
  const runs = await Promise.all(cases.map((each) => runCase(each, group)))
  const unexplained = runs.filter(
    ({ outcome, search }) => outcome.kind === 'failed' && !outcome.why && search,
  )
  const traces = await traceAll(unexplained, files, group)
  return runs.map((run): CaseResult => {
    const trace = traces.get(run)
    const { outcome, rows, notes, seconds } = run
    if (outcome.kind !== 'failed' || !trace) return { outcome, rows, notes, seconds }
    return { outcome: { ...outcome, why: { kind: 'rows', trace } }, rows, notes, seconds }
  })
}

interface CountedReading {
  events: number | null
  readonly problems: Set<string>
}

const mostProblems = 5

/** The files one after the other. */
function sourceOf(
  files: readonly GroupFile[],
  readings: readonly CountedReading[],
  { environment, reading }: GroupContext,
): EventSource {
  const sources = files.map(({ file, overrides }, index) =>
    fileSource({
      files: [file],
      reading: reading(overrides),
      environment,
      listener: {
        problem(problem: FileProblem) {
          const { problems } = readings[index]!
          if (problem.kind === 'note' || problems.size > mostProblems) return
          const text = `${placeName(problem)}: ${problem.message} (at byte ${problem.offset})`
          problems.add(problems.size < mostProblems ? text : 'more parts could not be read')
        },
        progress() {},
      },
    }),
  )
  return {
    inSearchOrder: false,
    async scan(tasks, taker, signal) {
      for (const [index, source] of sources.entries()) {
        await source.scan(tasks, taker, signal)
        const reading = readings[index]!
        // A subsearch may have been content with a part.
        reading.events = Math.max(reading.events ?? 0, source.counts.events)
      }
    },
  }
}

interface CaseRun extends CaseResult {
  readonly prepared: PreparedSearch
  readonly options: SearchOptions
  /** There when the search ran to its end. */
  readonly search?: OpenSearch
}

async function runCase({ detection, test }: TestCase, context: GroupRun): Promise<CaseRun> {
  const times = timesOf(test, context.options)
  const options = { ...context.options, ...('problem' in times ? {} : times) }
  const environment = isolated(context.environment)
  const prepared = prepareSearch(detection.search.text, environment, options)
  const ended = (reason: string): CaseRun => ({
    outcome: { kind: 'error', reason },
    rows: null,
    notes: [],
    seconds: 0,
    prepared,
    options,
  })
  if ('problem' in times) return ended(times.problem)
  const refusal = refusalIn(prepared)
  if (refusal) return ended(refusalOf(detection, refusal))
  const diagnostics: Diagnostic[] = []
  const { source, spill } = context
  const watch = stopwatch(context)
  try {
    const run: RunContext = {
      environment,
      options,
      source,
      spill,
      signal: watch.signal,
      report: (diagnostic) => diagnostics.push(diagnostic),
    }
    const search = await openSearch(prepared, run)
    if (!search.generates) await source.scan([search.task], takerOf(search, watch), watch.signal)
    const rows = await watch.last(() => search.finish())
    const problem = diagnostics.find(({ severity }) => severity === 'error')
    if (problem) return ended(problem.message)
    const notes = diagnostics.map(({ message }) => message)
    return {
      ...judged({ detection, test }, rows, search, environment, notes),
      seconds: watch.seconds(),
      prepared,
      options,
      search,
    }
  } catch (error) {
    context.signal.throwIfAborted()
    return ended(error instanceof Error ? error.message : String(error))
  } finally {
    watch.end()
  }
}

function judged(
  { detection, test }: TestCase,
  rows: readonly Batch[],
  search: OpenSearch,
  environment: Environment,
  notes: readonly string[],
): Omit<CaseResult, 'seconds'> {
  const verdict = judgeRows(detection, test, rows)
  const count = rows.reduce((sum, { length }) => sum + length, 0)
  if (verdict.kind === 'passed') {
    const all = verdict.note === undefined ? notes : [...notes, verdict.note]
    return { outcome: { kind: 'passed' }, rows: count, notes: all }
  }
  const { reason, lacks } = verdict
  const why: FailureCause | undefined = lacks && {
    kind: 'field',
    lost: lostFields(lacks, search.task.plan!, environment),
  }
  return { outcome: { kind: 'failed', reason, ...(why && { why }) }, rows: count, notes }
}

/** What one test writes into a lookup is not there for the next one. */
function isolated(environment: Environment): Environment {
  const lookups = new Map(environment.lookups)
  return {
    ...environment,
    lookups,
    offers: { ...environment.offers, writeLookup: lookupWriter(lookups) },
  }
}

function timesOf(
  { earliestTime, latestTime }: DetectionTest,
  { now, timeZone }: Pick<SearchOptions, 'now' | 'timeZone'>,
): Pick<SearchOptions, 'earliest' | 'latest'> | { readonly problem: string } {
  const bounds: { earliest?: string; latest?: string } = {}
  for (const [side, text] of [
    ['earliest', earliestTime],
    ['latest', latestTime],
  ] as const) {
    if (text === null || text === '') continue
    const time = timeArgument(text, timeZone, now)
    if (typeof time !== 'number') return { problem: `${side}_time of the test: ${time.problem}` }
    bounds[side] = String(time)
  }
  return bounds
}

const takerOf = (search: OpenSearch, watch: Stopwatch): ScanTaker => ({
  rows(_, rows) {
    watch.measure(() => search.push(rows))
    // Everything is read, whatever one search still wants: how many events there are is told.
    return true
  },
  failed(_, error) {
    throw error
  },
})

interface Stopwatch {
  /** Ends the search when it took too long. */
  readonly signal: AbortSignal
  measure(work: () => void): void
  last<T>(work: () => Promise<T>): Promise<T>
  seconds(): number
  end(): void
}

function stopwatch({ clock, maxSeconds, signal }: GroupContext): Stopwatch {
  const stop = new AbortController()
  let used = 0
  let timer: NodeJS.Timeout | undefined
  const give = () => stop.abort(new Error(`the search took longer than ${maxSeconds} seconds`))
  const both = AbortSignal.any([signal, stop.signal])
  return {
    signal: both,
    measure(work) {
      const start = clock()
      work()
      used += clock() - start
      if (used > maxSeconds * 1000) {
        give()
        both.throwIfAborted()
      }
    },
    async last(work) {
      const start = clock()
      timer = setTimeout(give, Math.max(0, maxSeconds * 1000 - used))
      try {
        return await work()
      } finally {
        used += clock() - start
      }
    },
    seconds: () => used / 1000,
    end: () => clearTimeout(timer),
  }
}

/** What became of the events in searches that failed. */
async function traceAll(
  runs: readonly CaseRun[],
  files: readonly GroupFile[],
  { environment: shared, options, reading, source, spill, signal }: GroupRun,
): Promise<ReadonlyMap<CaseRun, SearchTrace>> {
  const traces = new Map<CaseRun, SearchTrace>()
  if (runs.length === 0) return traces
  const opened = await Promise.all(
    runs.map(async (run) => {
      const context: RunContext = {
        environment: isolated(shared),
        options: run.options,
        source,
        spill,
        signal,
        report() {},
      }
      return { run, trace: await openTrace(run.prepared, context) }
    }),
  )
  const known = shared.knowledge?.open(options)
  const push = (read: Batch) => {
    const batch = known ? known(read) : read
    for (const { trace } of opened) if (!trace.generates) trace.push(batch)
    return true
  }
  const quiet = { problem() {}, progress() {} }
  for (const { file, overrides } of files) {
    await scanFile({ file }, reading(overrides), push, quiet, signal)
  }
  for (const { run, trace } of opened) traces.set(run, await trace.finish())
  return traces
}

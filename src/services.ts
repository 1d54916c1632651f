import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { environmentOf, type Given, knowledgeProblems, readingOf } from './app.ts'
import type { SearchReport } from './cli/search-report.ts'
import type {
  HuntRequest,
  InputRequest,
  ReadingListener,
  SearchRequest,
  Services,
  TimeRequest,
} from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import { measureCoverage, writeDocs } from './content-catalogue.ts'
import { explainText, lintPaths } from './content-checks.ts'
import { type Batch, fieldsOfAll, rowsOf } from './contract/batch.ts'
import { readAttack } from './detections/attack.ts'
import type { Content } from './detections/content.ts'
import type { Detection } from './detections/detection.ts'
import { hunt, type SkippedDetection } from './detections/hunt.ts'
import type { HuntReport } from './detections/hunt-report.ts'
import { loadContent } from './detections/load.ts'
import { printProblem } from './detections/problem.ts'
import { readContentFiles } from './detections/read-content.ts'
import type { Diagnostic } from './diagnostics/diagnostic.ts'
import { renderDiagnostic } from './diagnostics/render.ts'
import { listInputs } from './ingest/input-files.ts'
import { type FileProblem, type InputFile, placeName } from './ingest/input-sink.ts'
import type { Source } from './language/source.ts'
import { packaged, packageVersion } from './package-files.ts'
import { readApps } from './read-apps.ts'
import type { Environment, SearchOptions } from './search/environment.ts'
import { type FileSource, fileSource } from './search/file-source.ts'
import { locateDiagnostic } from './search/located-diagnostic.ts'
import { parallelSource } from './search/parallel-source.ts'
import { hasErrors, prepareSearch } from './search/prepare-search.ts'
import { completeSearch } from './search/run-search.ts'
import { timeArgument } from './search/time-argument.ts'
import { openTests } from './test-run.ts'
import { timeZoneOf } from './values/time-zone.ts'
import { wildcardMatcher } from './values/wildcard.ts'

/**
 * @param unreadable is told of files and folders within those named
 * @throws UsageError when a folder of content cannot be read
 */
function contentOf(
  paths: readonly string[],
  unreadable: (path: string, reason: string) => void,
): Content {
  const read = paths.length > 0 ? paths : [nearPath(packaged('content'))]
  try {
    return loadContent(readContentFiles(read, unreadable), ['detections', 'macros', 'lookups'])
  } catch (error) {
    throw new UsageError(
      `the content cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** The path as a person would write it, where that is shorter. */
function nearPath(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') || near.length >= path.length ? path : near
}

/** @throws UsageError when a file that was named cannot be read */
function givenIn({ addresses, knowledge }: InputRequest): Given {
  const apps = appsIn(knowledge)
  if (addresses === undefined) return apps
  try {
    return { ...apps, addresses: readFileSync(addresses) }
  } catch (error) {
    throw new UsageError(`--addresses: ${error instanceof Error ? error.message : error}`)
  }
}

/** @throws UsageError when a folder cannot be read */
function appsIn(folders: readonly string[] = []): Pick<Given, 'apps'> {
  if (folders.length === 0) return {}
  try {
    return { apps: readApps(folders) }
  } catch (error) {
    throw new UsageError(`--knowledge: ${error instanceof Error ? error.message : error}`)
  }
}

const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** @throws UsageError for a zone or time that cannot be understood */
function searchOptionsOf({ now, timeZone, earliest, latest }: TimeRequest): SearchOptions {
  const zone = timeZone ?? machineZone()
  if (timeZoneOf(zone) === null)
    throw new UsageError(`--tz takes an IANA time zone such as Europe/Berlin, not "${zone}"`)
  const clock = Date.now() / 1000
  const read = (option: string, text: string, from: number): number => {
    const time = timeArgument(text, zone, from)
    if (typeof time === 'number') return time
    throw new UsageError(
      `--${option}: ${time.problem}; give -24h@h, 2026-02-03T10:00:00Z or epoch seconds`,
    )
  }
  const start = now === undefined ? clock : read('now', now, clock)
  const from = earliest === undefined ? undefined : read('earliest', earliest, start)
  const to = latest === undefined ? undefined : read('latest', latest, start)
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError('--earliest is not before --latest, so that no event could be in between')
  }
  return {
    now: start,
    timeZone: zone,
    ...(from !== undefined && { earliest: String(from) }),
    ...(to !== undefined && { latest: String(to) }),
  }
}

/** Threads are worth their start only where there is much to read. */
const bytesPerJob = 16 << 20

function jobsFor(files: readonly InputFile[], wanted: number | undefined): number {
  if (wanted !== undefined) return wanted
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return Math.max(1, Math.min(availableParallelism(), Math.floor(bytes / bytesPerJob)))
}

interface Inputs {
  readonly files: readonly InputFile[]
  readonly source: FileSource
  /** Files and folders that could not even be listed. */
  readonly unlisted: number
}

async function openInputs(
  { paths, jobs, overrides }: InputRequest,
  { timeZone }: SearchOptions,
  environment: Environment,
  listener: ReadingListener,
): Promise<Inputs> {
  const { files, problems } = await listInputs(paths)
  const tell = (problem: FileProblem) => {
    const say = problem.kind === 'note' ? listener.note : listener.warn
    say(`${placeName(problem)}: ${problem.message} (at byte ${problem.offset})`)
  }
  for (const problem of problems) tell(problem)
  if (files.length === 0 && paths.length > 0) {
    throw new UsageError(`nothing to read in ${paths.join(', ')}`)
  }
  const options = {
    files,
    reading: readingOf(timeZone, overrides, environment),
    environment,
    listener: { problem: tell, progress: listener.progress },
  }
  const count = jobsFor(files, jobs)
  const worker = new URL('worker.js', import.meta.url)
  return {
    files,
    unlisted: problems.filter(({ kind }) => kind !== 'note').length,
    source: count > 1 ? parallelSource({ ...options, jobs: count, worker }) : fileSource(options),
  }
}

/** What the command line offers, over everything there is. */
export const services = (): Services => ({
  version: packageVersion(),
  clock: () => performance.now(),
  hunt: runHunt,
  search: runCliSearch,
  explain: ({ search, content, knowledge, ...times }, { warn }) =>
    explainText(search, content, searchOptionsOf(times), warn, appsIn(knowledge)),
  docs: (request, { warn }) => writeDocs(request, searchOptionsOf({}), warn),
  coverage: (request, { warn }) => measureCoverage(request, searchOptionsOf({}), warn),
  // Most runs serve nothing: what it takes is loaded only then.
  serve: async (...given) => (await import('./serve.ts')).serve(...given),
  lint: ({ paths, content, knowledge }, { warn }) =>
    lintPaths(paths, content, searchOptionsOf({}), warn, appsIn(knowledge)),
  test: (request, { warn }) =>
    openTests(request, searchOptionsOf(request), appsIn(request.knowledge), warn),
})

async function runHunt(request: HuntRequest, listener: ReadingListener): Promise<HuntReport> {
  const started = performance.now()
  const options = searchOptionsOf(request)
  const unread: SkippedDetection[] = []
  const content = contentOf(request.content, (path, reason) => {
    listener.warn(`${path}: ${reason}`)
    unread.push({ name: path, reason })
  })
  for (const problem of content.problems) {
    if (problem.severity !== 'note') listener.warn(printProblem(problem))
  }
  const given = givenIn(request)
  const environment = environmentOf(content, given)
  for (const line of knowledgeProblems(environment, given.apps)) listener.warn(line)
  if (content.detections.length + content.skipped.length + unread.length === 0) {
    throw new UsageError(
      `there is no detection in ${request.content.join(', ')}; --content takes YAML files of detections, or folders of them`,
    )
  }
  const live = selectDetections(content, request.detections)
  const { files, source, unlisted } = await openInputs(request, options, environment, listener)
  const { findings, skipped } = await hunt(live, {
    environment,
    options,
    source,
    signal: request.signal,
    report: (detection, { message }) => listener.warn(`${detection.path}: ${message}`),
    content: (problem) => listener.warn(printProblem(problem)),
    deployments: content.deployments,
    attack: readAttack(readFileSync(packaged('data/attack/enterprise-attack-18.1.json'), 'utf8')),
  })
  const seconds = (performance.now() - started) / 1000
  unread.push(...content.skipped.map(({ name, reason }) => ({ name, reason })))
  return {
    summary: {
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      ...source.counts,
      parseErrors: source.counts.parseErrors + unlisted,
      detections: live.length - skipped.length,
      skipped: [...unread, ...skipped],
      // A clock that was set stands still.
      seconds: request.now === undefined ? Math.floor(seconds / 10) * 10 : 0,
    },
    findings,
  }
}

/** Those whose names or ids match; deprecated ones only when named. @throws UsageError when none does */
function selectDetections({ detections }: Content, names: readonly string[]): readonly Detection[] {
  if (names.length === 0) return detections.filter(({ deprecated }) => !deprecated)
  const wanted = names.map((name) => ({ name, ...wildcardMatcher(name, { ignoreCase: true }) }))
  const unmet = wanted.find(
    ({ test }) => !detections.some(({ name, id }) => test(name) || test(id)),
  )
  if (unmet) throw new UsageError(`no detection is named "${unmet.name}"${nearNames(unmet.name)}`)
  return detections.filter(({ name, id }) => wanted.some(({ test }) => test(name) || test(id)))
}

function nearNames(name: string): string {
  return name.includes('*') ? '' : `; "*${name}*" stands for all with that in their name`
}

async function runCliSearch(
  request: SearchRequest,
  listener: ReadingListener,
): Promise<SearchReport> {
  const options = searchOptionsOf(request)
  const given = givenIn(request)
  const content = contentOf(request.content, (path, reason) => listener.warn(`${path}: ${reason}`))
  const environment = environmentOf(content, given)
  for (const line of knowledgeProblems(environment, given.apps)) listener.warn(line)
  const prepared = prepareSearch(request.spl, environment, options)
  const diagnostics = [...prepared.diagnostics]
  if (prepared.refused) return reportOf([], diagnostics, prepared.source)
  if (request.paths.length === 0 && prepared.plan && !prepared.plan.stages[0]?.generate) {
    listener.warn('there are no events to search: give files or folders with --input')
  }
  const { source } = await openInputs(request, options, environment, listener)
  const result = await completeSearch(prepared, {
    environment,
    options,
    source,
    signal: request.signal,
    report: (diagnostic) => diagnostics.push(diagnostic),
  })
  return reportOf(result, diagnostics, prepared.source)
}

const reportOf = (
  batches: readonly Batch[],
  diagnostics: readonly Diagnostic[],
  source: Source,
): SearchReport => ({
  fields: fieldsOfAll(batches),
  count: batches.reduce((sum, { length }) => sum + length, 0),
  *rows() {
    for (const batch of batches) yield* rowsOf(batch)
  },
  diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(diagnostic, source)),
  rendered: diagnostics.map((diagnostic) =>
    renderDiagnostic(diagnostic, diagnostic.span ? source.locate(diagnostic.span) : []),
  ),
  failed: hasErrors(diagnostics),
})

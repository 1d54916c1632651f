import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf, environmentOf, type Given, knowledgeProblems } from './app.ts'
import { runBaseline } from './baseline-service.ts'
import { cacheFolder, userCache } from './cache-folder.ts'
import type { SearchReport } from './cli/search-report.ts'
import type {
  HuntRequest,
  ReadingListener,
  SearchRequest,
  Services,
  TestRequest,
  TestRunner,
} from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import { appsIn, contentOf, givenIn, searchOptionsOf, withInputs } from './command-inputs.ts'
import { measureCoverage, writeDocs } from './content-catalogue.ts'
import { explainText, lintAndFix, lintPaths } from './content-checks.ts'
import { createDetection, formatPaths, searchText } from './content-edits.ts'
import { type Batch, fieldsOfAll, rowsOf } from './contract/batch.ts'
import type { Content } from './detections/content.ts'
import type { Detection } from './detections/detection.ts'
import { hunt, type SkippedDetection } from './detections/hunt.ts'
import type { HuntReport } from './detections/hunt-report.ts'
import { printProblem } from './detections/problem.ts'
import type { Diagnostic } from './diagnostics/diagnostic.ts'
import { renderDiagnostic } from './diagnostics/render.ts'
import { withKeptRisk } from './kept-risk.ts'
import type { Source } from './language/source.ts'
import { type OutlineCache, outlineCache } from './outline-cache.ts'
import { packageVersion, programDigest } from './package-files.ts'
import { packagedAttack } from './packaged-attack.ts'
import type { Environment, SearchOptions } from './search/environment.ts'
import { locateDiagnostic } from './search/located-diagnostic.ts'
import { hasErrors, prepareSearch } from './search/prepare-search.ts'
import { completeSearch } from './search/run-search.ts'
import { defaultState, stateFolder } from './state-folder.ts'
import { openTests } from './test-run.ts'
import type { TestResult } from './testing/test-result.ts'
import { verdictsOf } from './testing/verdict.ts'
import { wildcardMatcher } from './values/wildcard.ts'
import { writeSite } from './write-site.ts'

/** What the command line offers, over everything there is. */
export const services = (): Services => ({
  version: packageVersion(),
  clock: () => performance.now(),
  hunt: runHunt,
  search: runCliSearch,
  baseline: runBaseline,
  explain: ({ search, content, knowledge, ...times }, { warn }) =>
    explainText(search, content, searchOptionsOf(times), warn, appsIn(knowledge)),
  format: (request, { warn }) => formatPaths(request, warn),
  create: ({ search, ...request }, { warn }) =>
    createDetection(
      { ...request, ...(search !== undefined && { search: searchText(search) }) },
      randomUUID(),
      searchOptionsOf({}),
      warn,
    ),
  async docs(request, { warn }) {
    const options = searchOptionsOf({})
    const report = writeDocs(request, options, warn)
    if (!request.site) return report
    // What is wrong with the content was told already.
    const files = await writeSite(
      request.content,
      request.output,
      request.repository,
      options,
      () => {},
    )
    return { ...report, pages: report.pages + files }
  },
  coverage: (request, { warn }) => measureCoverage(request, searchOptionsOf({}), warn),
  // Most runs serve nothing: what it takes is loaded only then.
  serve: async (...given) => (await import('./serve.ts')).serve(...given),
  lint: ({ paths, content, knowledge, fix }, { warn }) =>
    (fix ? lintAndFix : lintPaths)(paths, content, searchOptionsOf({}), warn, appsIn(knowledge)),
  test: (request, { warn }) =>
    keepingVerdicts(
      openTests(request, searchOptionsOf(request), appsIn(request.knowledge), warn),
      request,
      warn,
    ),
})

/** Nothing is left in a folder that nobody chose. */
function keepingVerdicts(
  runner: TestRunner,
  request: TestRequest,
  warn: (line: string) => void,
): TestRunner {
  const folder = stateFolder(request.state ?? defaultState)
  // Where the clock stands still, so do the times of verdicts.
  const time = () =>
    new Date(request.now === undefined ? Date.now() : searchOptionsOf(request).now * 1000)
  if (request.state === undefined && !existsSync(folder.path)) return runner
  async function* kept(run: AsyncIterable<TestResult>): AsyncGenerator<TestResult> {
    const results: TestResult[] = []
    for await (const result of run) {
      results.push(result)
      yield result
    }
    try {
      folder.saveVerdicts(verdictsOf(results, time()))
    } catch (error) {
      // What was tested counts all the same.
      warn(`the verdicts are not kept: ${error instanceof Error ? error.message : error}`)
    }
  }
  return {
    run: () => kept(runner.run()),
    async *changes() {
      for await (const { files, run } of runner.changes()) yield { files, run: () => kept(run()) }
    },
  }
}

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
  const outlines = outlinesFor(request, environment, options, given)
  const found = await withInputs(request, options, environment, listener, async (inputs) => ({
    ...inputs,
    ...(await hunt(live, {
      environment,
      options,
      source: inputs.source,
      signal: request.signal,
      report: (detection, { message }) => listener.warn(`${detection.path}: ${message}`),
      content: (problem) => listener.warn(printProblem(problem)),
      deployments: content.deployments,
      attack: packagedAttack(),
      ...(outlines && { outlines }),
    })),
  }))
  try {
    outlines?.save()
  } catch (error) {
    // The next hunt takes longer; nothing else is lost.
    listener.note(
      `nothing is kept for the next hunt: ${error instanceof Error ? error.message : error}`,
    )
  }
  const { files, source, unlisted, findings, skipped, risk } = found
  // Nothing is left in a folder that nobody chose.
  const chosen = request.risk ?? request.state
  if (chosen !== undefined || existsSync(given.risk.path)) given.risk.saveRisk(risk())
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

/** What was found out of the searches when the same program last ran them with the same macros, lookups and apps. */
function outlinesFor(
  { cache }: HuntRequest,
  environment: Environment,
  { timeZone }: SearchOptions,
  given: Given,
): OutlineCache | undefined {
  if (cache === null) return undefined
  const program = programDigest()
  if (program === undefined) return undefined
  const folder = cacheFolder(cache ?? join(userCache(), 'searches'), mostKept)
  return outlineCache(folder, digestOf(`${program} ${timeZone}`, environment, given))
}

/** Sets of content, and of the apps around them, whose searches are kept. */
const mostKept = 8

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
  const result = await withInputs(request, options, environment, listener, ({ source }) =>
    completeSearch(prepared, {
      environment,
      options,
      source: withKeptRisk(source, given.risk, environment, listener.warn),
      signal: request.signal,
      report: (diagnostic) => diagnostics.push(diagnostic),
    }),
  )
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

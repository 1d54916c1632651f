import { basename, join, resolve } from 'node:path'
import { environmentOf, type Given, knowledgeProblems, readingOf } from './app.ts'
import { userCache } from './cache-folder.ts'
import type { TestRequest, TestRunner } from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import type { SkippedContent } from './detections/content.ts'
import type { Detection } from './detections/detection.ts'
import { loadContent } from './detections/load.ts'
import { printProblem } from './detections/problem.ts'
import { readContentFiles } from './detections/read-content.ts'
import { macrosIn, readSurroundings } from './detections/read-surroundings.ts'
import { contentRoot } from './detections/repository-of.ts'
import { packaged } from './package-files.ts'
import type { Environment, SearchOptions } from './search/environment.ts'
import { dataFinder } from './testing/attack-data.ts'
import { dataCache } from './testing/attack-data-cache.ts'
import { runTests } from './testing/run-tests.ts'
import type { TestResult } from './testing/test-result.ts'
import { watchFiles } from './testing/watch-files.ts'
import { wildcardMatcher } from './values/wildcard.ts'

type Warn = (line: string) => void

/** What the subcommand `test` is made of: content is read, its attack data found, and its tests are run. */
export function openTests(
  request: TestRequest,
  options: SearchOptions,
  given: Given,
  warn: Warn,
): TestRunner {
  const loaded = loadTests(request, warn)
  const { detections, broken } = loaded
  if (detections.size + broken.size === 0) {
    throw new UsageError(`there is no detection in ${request.paths.join(', ')}`)
  }
  let surroundings = surroundingsOf(loaded, request, given, warn)
  const cache = dataCache({ folder: request.cache ?? defaultCache(), offline: request.offline })
  const all = () => [...detections.values()].flat()
  const finder = () =>
    dataFinder(
      request.data,
      all().flatMap(({ tests }) => tests.flatMap(({ attackData }) => attackData)),
    )

  async function* run(paths: ReadonlySet<string>): AsyncGenerator<TestResult> {
    for (const [path, skipped] of broken) if (paths.has(path)) yield unloadable(skipped)
    const { environment } = surroundings
    const chosen = [...detections].filter(([path]) => paths.has(path)).flatMap(([, list]) => list)
    yield* runTests(chosen, {
      environment,
      options,
      reading: (overrides) =>
        readingOf({ timeZone: options.timeZone, now: options.now, overrides }, environment),
      clock: request.now === undefined ? () => performance.now() : () => 0,
      maxSeconds: request.maxSeconds,
      signal: request.signal,
      finder: finder(),
      cache,
    })
  }

  /** The files of detections that a change may have an effect on. */
  function affectedBy(changed: readonly string[]): ReadonlySet<string> {
    const affected = new Set<string>()
    const find = finder()
    const macros = new Set(changed.flatMap((path) => nameIn(path, 'macros')))
    const lookups = changed.some((path) => nameIn(path, 'lookups').length > 0)
    for (const [path, list] of detections) {
      for (const detection of list) {
        const texts = surroundings.textsOf(detection)
        const calls = texts.flatMap(macrosIn)
        const reads = detection.tests
          .flatMap(({ attackData }) => attackData)
          .map((entry) => find.find(entry, detection.path))
          .some((place) => place.kind === 'file' && changed.includes(resolve(place.path)))
        if (
          reads ||
          calls.some((name) => macros.has(name)) ||
          (lookups && texts.some((text) => /lookup/i.test(text)))
        )
          affected.add(path)
      }
    }
    return affected
  }

  async function* changes(): ReturnType<TestRunner['changes']> {
    const data = all().flatMap((detection) =>
      detection.tests
        .flatMap(({ attackData }) => attackData)
        .map((entry) => finder().find(entry, detection.path))
        .flatMap((place) => (place.kind === 'file' ? [place.path] : [])),
    )
    const folders = surroundings.roots.flatMap((root) => [`${root}/macros`, `${root}/lookups`])
    for await (const changed of watchFiles(
      [...request.paths, ...folders, ...data],
      request.signal,
    )) {
      const reloaded = loaded.reload(changed)
      if (reloaded.size === 0 && affectedBy(changed).size === 0) continue
      surroundings = surroundingsOf(loaded, request, given, warn)
      const paths = new Set([...reloaded, ...affectedBy(changed)])
      yield { files: changed, run: () => run(paths) }
    }
  }

  return { run: () => run(new Set([...detections.keys(), ...broken.keys()])), changes }
}

/** Detections by their files, and files that hold none that could be read. */
interface LoadedTests {
  readonly detections: Map<string, readonly Detection[]>
  readonly broken: Map<string, SkippedContent>
  /** Reads files again, and new ones of detections. @returns those that are, or were, of detections */
  reload(changed: readonly string[]): ReadonlySet<string>
}

function loadTests({ paths, detections: names }: TestRequest, warn: Warn): LoadedTests {
  const detections = new Map<string, readonly Detection[]>()
  const broken = new Map<string, SkippedContent>()
  const take = (files: ReturnType<typeof readContentFiles>): void => {
    const content = loadContent(files, ['detections'])
    for (const problem of content.problems) {
      if (problem.severity !== 'note') warn(printProblem(problem))
    }
    for (const { path } of files) {
      const found = content.detections.filter((detection) => detection.path === path)
      const skipped = content.skipped.find((each) => each.path === path)
      if (found.length > 0) detections.set(path, selected(found, names))
      if (skipped) broken.set(path, skipped)
    }
    for (const [path, list] of detections) if (list.length === 0) detections.delete(path)
  }
  const unreadable = (path: string, reason: string) => {
    broken.set(path, { name: basename(path), path, reason: `${path}: ${reason}` })
  }
  try {
    take(readContentFiles(paths, unreadable))
  } catch (error) {
    throw new UsageError(
      `the content cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
  if (names.length > 0 && detections.size === 0)
    throw new UsageError(`no detection is named ${names.map((name) => `"${name}"`).join(', ')}`)
  return {
    detections,
    broken,
    reload(changed) {
      const known = new Map(
        [...detections.keys(), ...broken.keys()].map((path) => [resolve(path), path]),
      )
      const wanted = changed.filter(
        (path) => known.has(path) || /[\\/]detections[\\/].*\.ya?ml$/i.test(path),
      )
      const affected = new Set<string>()
      for (const changedPath of wanted) {
        const path = known.get(changedPath) ?? changedPath
        affected.add(path)
        detections.delete(path)
        broken.delete(path)
        try {
          take(readContentFiles([path], unreadable))
        } catch {
          // It was taken away.
        }
      }
      return affected
    },
  }
}

function selected(found: readonly Detection[], names: readonly string[]): readonly Detection[] {
  if (names.length === 0) return found
  const wanted = names.map((name) => wildcardMatcher(name, { ignoreCase: true }))
  return found.filter(({ name, id }) => wanted.some(({ test }) => test(name) || test(id)))
}

interface Surroundings {
  readonly environment: Environment
  readonly roots: readonly string[]
  /** The search of a detection and the macros that it calls, however deep. */
  textsOf(detection: Detection): readonly string[]
}

function surroundingsOf(
  { detections }: LoadedTests,
  { content }: TestRequest,
  given: Given,
  warn: Warn,
): Surroundings {
  const all = [...detections.values()].flat()
  const own = [...new Set(all.map(({ path }) => contentRoot(path)))]
  const roots = [...own, ...content, packaged('content')]
  const files = readSurroundings(
    roots,
    all.map(({ search }) => search.text),
    (path, reason) => warn(`${path}: ${reason}`),
  )
  const read = loadContent(files, ['macros', 'lookups'])
  for (const { reason } of read.skipped) warn(reason)
  const environment = environmentOf(read, given)
  for (const line of knowledgeProblems(environment, given.apps)) warn(line)
  const macros = new Map(environment.macros)
  for (const { path } of all) {
    const name = `${basename(path).replace(/\.ya?ml$/i, '')}_filter`
    if (!macros.has(name)) macros.set(name, { name, arguments: [], definition: emptyFilter })
  }
  const textsOf = ({ search }: Detection): readonly string[] => {
    const texts = new Map<string, string>()
    const visit = (text: string): void => {
      for (const name of macrosIn(text)) {
        if (texts.has(name)) continue
        const definition = read.macros.findLast((macro) => macro.name === name)?.definition.text
        texts.set(name, definition ?? '')
        if (definition !== undefined) visit(definition)
      }
    }
    visit(search.text)
    return [search.text, ...texts.values()]
  }
  return { environment: { ...environment, macros }, roots, textsOf }
}

/** What a filter macro is that nobody has written. Source: splunk/contentctl, `objects/macro.py`. */
const emptyFilter = 'search *'

/** The name of the file, where it lies in a folder of this name. */
function nameIn(path: string, folder: string): readonly string[] {
  const parts = path.split(/[\\/]/)
  return parts.slice(0, -1).includes(folder) ? [basename(path).replace(/\.\w+$/, '')] : []
}

/** A file that could not be used as a test that could not be run: it must not be overlooked. */
const unloadable = ({ name, path, reason }: SkippedContent): TestResult => ({
  detection: {
    name,
    id: '',
    type: '',
    status: '',
    path,
    securityDomain: '',
    manualTest: null,
    search: '',
    dataSources: [],
  },
  test: '',
  outcome: { kind: 'error', reason },
  rows: null,
  data: [],
  notes: [],
  seconds: 0,
})

export const defaultCache = (): string => join(userCache(), 'attack-data')

import { readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { type Given, readingOf } from './app.ts'
import type { InputRequest, ReadingListener, TimeRequest } from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import type { Content } from './detections/content.ts'
import { type ContentKind, loadContent } from './detections/load.ts'
import { readContentFiles } from './detections/read-content.ts'
import { growHeapSlowly } from './engine-settings.ts'
import { listInputs } from './ingest/input-files.ts'
import { type FileProblem, type InputFile, placeName } from './ingest/input-sink.ts'
import { packaged, threadScript } from './package-files.ts'
import { readApps } from './read-apps.ts'
import type { Environment, SearchOptions } from './search/environment.ts'
import { type FileSource, fileSource } from './search/file-source.ts'
import { parallelSource } from './search/parallel-source.ts'
import { expectedOf, type ReadingUnit, readingUnits, unitsInParts } from './search/reading-unit.ts'
import { timeArgument } from './search/time-argument.ts'
import { defaultState, type StateFolder, stateFolder } from './state-folder.ts'
import { timeZoneOf } from './values/time-zone.ts'

/** What subcommands have in common: options and files of the command line as the engine wants them. */

/**
 * @param unreadable is told of files and folders within those named
 * @throws UsageError when a folder of content cannot be read
 */
export function contentOf(
  paths: readonly string[],
  unreadable: (path: string, reason: string) => void,
): Content {
  const read = paths.length > 0 ? paths : [nearPath(packaged('content'))]
  try {
    return loadContent(readContentFiles(read, unreadable, neededKinds), neededKinds)
  } catch (error) {
    throw new UsageError(
      `the content cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

const neededKinds: readonly ContentKind[] = [
  'detections',
  'macros',
  'lookups',
  'deployments',
  'baselines',
]

/** The path as a person would write it, where that is shorter. */
function nearPath(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') || near.length >= path.length ? path : near
}

/** @throws UsageError when a file that was named cannot be read */
export function givenIn(
  request: InputRequest,
): Given & { readonly store: StateFolder; readonly risk: StateFolder } {
  const { addresses, state = defaultState, risk = state } = request
  const kept = { store: stateFolder(state), risk: stateFolder(risk) }
  const given = { ...appsIn(request.knowledge, request), ...kept }
  if (addresses === undefined) return given
  return { ...given, addresses: readNamed('addresses', () => readFileSync(addresses)) }
}

/** @throws UsageError when a folder or file cannot be read */
export function appsIn(
  folders: readonly string[] = [],
  { assets, identities }: Pick<InputRequest, 'assets' | 'identities'> = {},
): Pick<Given, 'apps'> {
  if (assets !== undefined) readNamed('assets', () => statSync(assets))
  if (identities !== undefined) readNamed('identities', () => statSync(identities))
  return { apps: readNamed('knowledge', () => readApps({ folders, assets, identities })) }
}

/** @throws UsageError that names the option, when that fails */
function readNamed<T>(option: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UsageError(`--${option}: ${error instanceof Error ? error.message : error}`)
  }
}

const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** @throws UsageError for a zone or time that cannot be understood */
export function searchOptionsOf({ now, timeZone, earliest, latest }: TimeRequest): SearchOptions {
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
const bytesPerJob = 32 << 20

const jobsFor = (units: readonly ReadingUnit[], wanted: number | undefined): number =>
  wanted ?? Math.min(availableParallelism(), Math.floor(expectedOf(units) / bytesPerJob))

interface Inputs {
  readonly files: readonly InputFile[]
  readonly source: FileSource
  /** Files and folders that could not even be listed. */
  readonly unlisted: number
}

/** Reads the inputs for as long as `use` takes; threads end with it. */
export async function withInputs<T>(
  request: InputRequest,
  options: SearchOptions,
  environment: Environment,
  listener: ReadingListener,
  use: (inputs: Inputs) => Promise<T>,
): Promise<T> {
  const inputs = await openInputs(request, options, environment, listener)
  const { source } = inputs
  const scan: FileSource['scan'] = (...given) => {
    growHeapSlowly()
    return source.scan(...given)
  }
  try {
    return await use({ ...inputs, source: { ...source, scan } })
  } finally {
    await inputs.source.close()
  }
}

async function openInputs(
  { paths, jobs, overrides }: InputRequest,
  { timeZone, now }: SearchOptions,
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
    reading: readingOf({ timeZone, now, overrides }, environment),
    environment,
    listener: { problem: tell, progress: listener.progress },
  }
  const whole = await readingUnits(files)
  const most = jobsFor(whole, jobs)
  const units = most > 1 ? await unitsInParts(whole, options.reading) : whole
  const count = Math.max(1, Math.min(units.length, most))
  return {
    files,
    unlisted: problems.filter(({ kind }) => kind !== 'note').length,
    source:
      count > 1
        ? parallelSource({ ...options, units, jobs: count, worker: threadScript('worker') })
        : fileSource(options),
  }
}

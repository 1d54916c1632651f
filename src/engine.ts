import { readFileSync } from 'node:fs'
import { environmentOf, knowledgeProblems, readingOf } from './app.ts'
import { type Batch, fieldsOfAll, rowsOf } from './contract/batch.ts'
import { loadContent } from './detections/load.ts'
import { readContentFiles } from './detections/read-content.ts'
import type { Diagnostic } from './diagnostics/diagnostic.ts'
import type { Engine, EngineOptions, EngineSearchOptions, SearchResult } from './engine-types.ts'
import { listInputs } from './ingest/input-files.ts'
import { type FileProblem, placeName } from './ingest/input-sink.ts'
import { withKeptRisk } from './kept-risk.ts'
import { lookupReader } from './knowledge/lookup-table.ts'
import { readApps } from './read-apps.ts'
import type { Environment, SearchOptions } from './search/environment.ts'
import type { EventSource } from './search/event-source.ts'
import { fileSource } from './search/file-source.ts'
import { locateDiagnostic } from './search/located-diagnostic.ts'
import { memorySource } from './search/memory-source.ts'
import { prepareSearch } from './search/prepare-search.ts'
import { batchOfObjects } from './search/rows-in.ts'
import { completeSearch, type PreviewListener } from './search/run-search.ts'
import { type StateFolder, stateFolder } from './state-folder.ts'
import { timeZoneOf } from './values/time-zone.ts'

/** The engine of the library; see `index.ts`, which documents it. */
export async function createEngine(given: EngineOptions): Promise<Engine> {
  const content = given.content && loadContent(readContentFiles(given.content, () => {}))
  const lookups = new Map(
    Object.entries(given.lookups ?? {}).map(([name, table]) => [name, lookupReader(table)]),
  )
  const { knowledge: folders = [], assets, identities } = given
  const apps = readApps({ folders, assets, identities })
  const state = given.state === undefined ? undefined : stateFolder(given.state)
  const environment = environmentOf(content, {
    lookups,
    apps,
    ...(state && { store: state }),
    ...(given.addresses !== undefined && { addresses: readFileSync(given.addresses) }),
  })
  const zone = given.timeZone ?? 'UTC'
  const untold = [...knowledgeProblems(environment, apps)]
  return {
    search: (spl, options = {}) =>
      search(spl, options, { environment, state, zone, now: given.now, untold }),
    close: async () => {},
  }
}

interface EngineState {
  readonly environment: Environment
  readonly state: StateFolder | undefined
  readonly zone: string
  readonly now: Date | undefined
  /** About the knowledge; emptied by the first search. */
  readonly untold: string[]
}

async function search(
  spl: string,
  given: EngineSearchOptions,
  { environment, state, zone, now, untold }: EngineState,
): Promise<SearchResult> {
  const timeZone = given.timeZone ?? zone
  if (timeZoneOf(timeZone) === null) throw new RangeError(`unknown time zone ${timeZone}`)
  const options: SearchOptions = {
    now: (given.now ?? now ?? new Date()).getTime() / 1000,
    timeZone,
    ...(given.earliest !== undefined && { earliest: given.earliest }),
    ...(given.latest !== undefined && { latest: given.latest }),
  }
  const prepared = prepareSearch(spl, environment, options)
  const diagnostics: Diagnostic[] = [
    ...prepared.diagnostics,
    ...untold
      .splice(0)
      .map((message): Diagnostic => ({ code: 'SPL0502', severity: 'warning', message })),
  ]
  const located = () => diagnostics.map((each) => locateDiagnostic(each, prepared.source))
  if (prepared.refused) return { fields: [], rows: [], diagnostics: located() }
  const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic)
  const source = await sourceOf(given, environment, options, report)
  const warn = (message: string) => report({ code: 'SPL0603', severity: 'warning', message })
  const result = await completeSearch(
    prepared,
    {
      environment,
      options,
      source: state ? withKeptRisk(source, state, environment, warn) : source,
      signal: given.signal ?? new AbortController().signal,
      report,
    },
    previewListener(given),
  )
  return { ...tableOf(result), diagnostics: located() }
}

const tableOf = (batches: readonly Batch[]): Pick<SearchResult, 'fields' | 'rows'> => ({
  fields: fieldsOfAll(batches),
  rows: batches.flatMap(rowsOf) as SearchResult['rows'],
})

const previewListener = ({
  onPreview,
  previewEvery = 1000,
}: EngineSearchOptions): PreviewListener | undefined =>
  onPreview && {
    every: previewEvery,
    clock: () => performance.now(),
    rows: (batches) => onPreview(tableOf(batches)),
  }

async function sourceOf(
  given: EngineSearchOptions,
  environment: Environment,
  { timeZone, now }: SearchOptions,
  report: (diagnostic: Diagnostic) => void,
): Promise<EventSource> {
  const { events, inputs } = given
  if (events || !inputs) return memorySource([batchOfObjects(events ?? [])], environment)
  const { files, problems } = await listInputs(inputs)
  const problem = (found: FileProblem) =>
    report({
      code: 'SPL0603',
      severity: 'warning',
      message: `${placeName(found)}: ${found.message}`,
    })
  for (const found of problems) problem(found)
  return fileSource({
    files,
    reading: readingOf({ timeZone, now, overrides: given }, environment),
    environment,
    listener: { problem, progress: () => {} },
  })
}

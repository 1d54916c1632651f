import { createHash } from 'node:crypto'
import { aggregates } from './aggregates/index.ts'
import { knowledgeOf } from './app-knowledge.ts'
import { commands } from './commands/index.ts'
import type { LookupReader } from './contract/function.ts'
import type { Content } from './detections/content.ts'
import { contentLookups } from './detections/content-lookups.ts'
import { contentMacros } from './detections/content-macros.ts'
import { contentSearches } from './detections/content-searches.ts'
import { formats } from './formats/index.ts'
import { evalFunctions } from './functions/index.ts'
import { addressDatabase } from './knowledge/address-database.ts'
import { cimMacros } from './knowledge/cim-macros.ts'
import { type AppFolder, type DataModelFile, weakestFirst } from './knowledge/conf/app-layers.ts'
import { dataModelsOf } from './knowledge/data-models/index.ts'
import { eventField, eventFields } from './knowledge/event-fields.ts'
import { foreignLookups } from './knowledge/foreign-lookups.ts'
import { keptLookups, type LookupStore } from './knowledge/lookup-store.ts'
import { lookupWriter } from './knowledge/lookup-writer.ts'
import { shannonLookup } from './knowledge/shannon-lookup.ts'
import { packagedDataModels } from './package-files.ts'
import { registryOf } from './planner/registry.ts'
import { builtInApps, type ReadApps, readApps } from './read-apps.ts'
import { defaultLimits, type Environment } from './search/environment.ts'
import type { KnowledgeSources } from './search/knowledge-sources.ts'
import type { ReadingOptions } from './search/recognize.ts'
import type { Reading } from './search/scan-file.ts'

/** The composition root: the one file that knows every part. */

/** What a user brings beside content. */
export interface Given {
  /** They go before those of the content. */
  readonly lookups?: ReadonlyMap<string, LookupReader>
  /** A database of addresses in the MMDB format. */
  readonly addresses?: Uint8Array
  /** They go before those that come with the package. */
  readonly apps?: ReadApps
  /** Where lookups are kept that searches write; without one they are there for this run alone. */
  readonly store?: LookupStore
}

const noApps: ReadApps = readApps({ folders: [] })

export function environmentOf(
  content: Content | undefined,
  { lookups: given, addresses, apps = noApps, store }: Given = {},
): Environment {
  const folders = [...builtInApps(), ...apps.apps]
  const registry = registryOf(
    commands,
    evalFunctions,
    aggregates,
    dataModelsOf(dataModelFiles(folders), () => macros),
  )
  const knowledge = folders.length > 0 ? knowledgeOf(folders, registry) : undefined
  const lookups = keptLookups(
    new Map([
      ['ut_shannon_lookup', shannonLookup],
      ...(knowledge?.lookups ?? []),
      ...(content ? contentLookups(content) : []),
      ...(given ?? []),
    ]),
    store,
  )
  const macros = new Map([
    ...cimMacros,
    ...(knowledge?.macros ?? []),
    ...(content ? contentMacros(content) : []),
  ])
  return {
    registry,
    macros,
    lookups,
    ...(knowledge && { knowledge }),
    knowledgeSources: apps.sources,
    foreignLookups,
    limits: defaultLimits,
    offers: {
      writeLookup: lookupWriter(lookups, store),
      ...(content && { savedSearch: contentSearches(content, macros) }),
      ...(addresses && { locate: addressDatabase(addresses) }),
      ...(knowledge && { tags: knowledge.tags.of }),
    },
  }
}

const dataModelFiles = (folders: readonly AppFolder[]): readonly DataModelFile[] => [
  ...packagedDataModels(),
  ...weakestFirst(folders).flatMap(({ dataModels = [] }) => dataModels),
]

/**
 * Stands for all that decides what a search means beside its text and the time: searches mean the same in environments of the same digest.
 * @param program stands for the program itself
 */
export function digestOf(
  program: string,
  environment: Environment,
  { apps = noApps }: Pick<Given, 'apps'>,
): string {
  const { macros, lookups, knowledge, limits, disabledOptimizations, offers } = environment
  const models = dataModelFiles([...builtInApps(), ...apps.apps])
  const parts = [
    program,
    process.version,
    [...macros],
    [...lookups.keys()].sort(),
    models.map(({ name, text }) => [name, text()]),
    knowledge !== undefined,
    limits,
    [...(disabledOptimizations ?? [])].sort(),
    Object.keys(offers).sort(),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** What in the apps could not be read or does nothing here, as lines for people. */
export const knowledgeProblems = (
  { knowledge }: Environment,
  apps: ReadApps | undefined,
): readonly string[] => [
  ...(apps?.problems ?? []).map(({ path, message }) => `${path}: ${message}`),
  ...(knowledge?.problems ?? []).map(({ path, line, message }) => `${path}:${line} ${message}`),
]

/** For a thread that only reads files: the searches it is sent have no macros left. */
export const workerEnvironment = (sources: KnowledgeSources): Environment =>
  environmentOf(undefined, { apps: readApps(sources) })

export const readingOf = (given: ReadingOptions, { knowledge }: Environment): Reading => ({
  formats,
  fields: {
    field: (event, origin, name) => eventField(event, origin, name),
    entries: (event, origin) => eventFields(event, origin),
  },
  timeZone: given.timeZone,
  now: given.now,
  overrides: given.overrides,
  indexing: knowledge?.indexing,
})

import { aggregates } from './aggregates/index.ts'
import { commands } from './commands/index.ts'
import type { LookupReader } from './contract/function.ts'
import type { Content } from './detections/content.ts'
import { contentLookups } from './detections/content-lookups.ts'
import { contentMacros } from './detections/content-macros.ts'
import { formats } from './formats/index.ts'
import { evalFunctions } from './functions/index.ts'
import { addressDatabase } from './knowledge/address-database.ts'
import { cimMacros } from './knowledge/cim-macros.ts'
import { dataModelsOf } from './knowledge/data-models/index.ts'
import { eventField, eventFieldNames } from './knowledge/event-fields.ts'
import { foreignLookups } from './knowledge/foreign-lookups.ts'
import { lookupWriter } from './knowledge/lookup-writer.ts'
import { packagedDataModels } from './package-files.ts'
import { registryOf } from './planner/resolve.ts'
import { defaultLimits, type Environment } from './search/environment.ts'
import type { Reading } from './search/scan-file.ts'

/** The composition root: the one file that knows every part. */

/** What a user brings beside content. */
export interface Given {
  /** They go before those of the content. */
  readonly lookups?: ReadonlyMap<string, LookupReader>
  /** A database of addresses in the MMDB format. */
  readonly addresses?: Uint8Array
}

export function environmentOf(
  content: Content | undefined,
  { lookups: given, addresses }: Given = {},
): Environment {
  const lookups = new Map([...(content ? contentLookups(content) : []), ...(given ?? [])])
  return {
    registry: registryOf(commands, evalFunctions, aggregates, dataModelsOf(packagedDataModels())),
    macros: new Map([...cimMacros, ...(content ? contentMacros(content) : [])]),
    lookups,
    foreignLookups,
    limits: defaultLimits,
    offers: {
      writeLookup: lookupWriter(lookups),
      ...(addresses && { locate: addressDatabase(addresses) }),
    },
  }
}

/** For a thread that only reads files: the searches it is sent have no macros left. */
export const workerEnvironment = (): Environment => environmentOf(undefined)

export const readingOf = (timeZone: string, index: string): Reading => ({
  formats,
  fields: {
    field: (event, origin, name) => eventField(event, origin, name),
    names: (event) => eventFieldNames(event),
  },
  timeZone,
  index,
})

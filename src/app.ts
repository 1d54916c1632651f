import { aggregates } from './aggregates/index.ts'
import { commands } from './commands/index.ts'
import type { LookupReader } from './contract/function.ts'
import type { Content } from './detections/content.ts'
import { contentLookups } from './detections/content-lookups.ts'
import { contentMacros } from './detections/content-macros.ts'
import { formats } from './formats/index.ts'
import { evalFunctions } from './functions/index.ts'
import { cimMacros } from './knowledge/cim-macros.ts'
import { eventField, eventFieldNames } from './knowledge/event-fields.ts'
import { foreignLookups } from './knowledge/foreign-lookups.ts'
import { registryOf } from './planner/resolve.ts'
import { defaultLimits, type Environment } from './search/environment.ts'
import type { Reading } from './search/scan-file.ts'

/** The composition root: the one file that knows every part. */

/** @param lookups go before those of the content */
export const environmentOf = (
  content: Content | undefined,
  lookups: ReadonlyMap<string, LookupReader> = new Map(),
): Environment => ({
  registry: registryOf(commands, evalFunctions, aggregates),
  macros: new Map([...cimMacros, ...(content ? contentMacros(content) : [])]),
  lookups: new Map([...(content ? contentLookups(content) : []), ...lookups]),
  foreignLookups,
  limits: defaultLimits,
})

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

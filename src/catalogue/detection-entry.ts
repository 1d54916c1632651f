import { annotationsOf } from '../detections/annotations.ts'
import type { Attack } from '../detections/attack.ts'
import type { Detection, Severity } from '../detections/detection.ts'
import type { MacroTable } from '../language/source.ts'
import type { Environment, SearchOptions } from '../search/environment.ts'
import { type TechniqueEntry, techniqueEntry } from './attack-entry.ts'
import { type SearchEntry, searchEntry } from './search-entry.ts'

/** All that is known of a detection, as plain data: what its page shows. */
export type DetectionEntry = DetectionItem & SearchAnalysis

/** What the search of a detection tells once it was compiled. */
export interface SearchAnalysis {
  /** Why it cannot run here; `null` when it can. */
  readonly refusal: string | null
  readonly macros: readonly MacroUse[]
  readonly lookups: readonly string[]
  readonly dataModels: readonly string[]
  /** As the file lists them, else what the search reads; `null` where neither tells. */
  readonly requiredFields: readonly string[] | null
  readonly outputFields: readonly string[] | null
}

/** What a detection's file says: known without compiling its search. */
export interface DetectionItem {
  /** The name of its file without extension; unique among those of one catalogue. */
  readonly slug: string
  readonly name: string
  readonly id: string
  readonly type: string
  readonly status: string
  readonly deprecated: boolean
  readonly generation: 1 | 2 | 3
  readonly version: string
  /** `2021-11-16` */
  readonly date: string
  readonly created: string
  readonly author: string
  readonly description: string
  readonly explanation: string
  readonly howToImplement: string
  readonly knownFalsePositives: string
  readonly references: readonly string[]
  readonly severity: Severity
  readonly score: number | null
  readonly confidence: number | null
  readonly impact: number | null
  readonly search: string
  readonly attack: readonly TechniqueEntry[]
  /** Of all its techniques, each once. */
  readonly tactics: readonly string[]
  readonly killChainPhases: readonly string[]
  readonly nist: readonly string[]
  readonly cis20: readonly string[]
  readonly cves: readonly string[]
  readonly groups: readonly string[]
  readonly dataSources: readonly string[]
  readonly stories: readonly string[]
  readonly products: readonly string[]
  readonly assetType: string
  readonly securityDomain: string
  readonly category: string
  readonly risk: RiskEntry | null
  readonly drilldowns: readonly DrilldownEntry[]
  readonly tests: readonly TestEntry[]
  /** Why its test cannot run by itself. */
  readonly manualTest: string | null
  readonly throttling: { readonly fields: readonly string[]; readonly period: string } | null
  /** Of its file, below the folder of the content, with `/`. */
  readonly path: string
}

export interface MacroUse {
  readonly name: string
  /** `null` where it is defined nowhere. */
  readonly definition: string | null
  /** The macro named after the detection, which is there to be filled with exceptions. */
  readonly filter: boolean
}

export interface RiskEntry {
  readonly message: string
  readonly objects: readonly {
    readonly field: string
    readonly type: string
    readonly score: number
  }[]
  readonly threatObjects: readonly { readonly field: string; readonly type: string }[]
}

export interface DrilldownEntry {
  readonly name: string
  readonly search: string
  readonly earliest: string | null
  readonly latest: string | null
}

export interface TestEntry {
  readonly name: string
  readonly attackData: readonly {
    readonly data: string
    readonly source: string
    readonly sourcetype: string
  }[]
}

export interface EntryContext {
  readonly environment: Environment
  readonly options: SearchOptions
  readonly attack: Attack
}

/** Where a detection's file is below the folder of the content, and the name by which it goes in the catalogue. */
export interface EntryPlace {
  readonly path: string
  readonly slug: string
}

export function detectionEntry(
  detection: Detection,
  place: EntryPlace,
  context: EntryContext,
): DetectionEntry {
  return {
    ...detectionItem(detection, place, context.attack),
    ...searchAnalysis(detection, place.slug, context),
  }
}

/** Compiles the search of a detection. Never throws. */
export function searchAnalysis(
  detection: Detection,
  slug: string,
  { environment, options }: Omit<EntryContext, 'attack'>,
): SearchAnalysis {
  const search = searchEntry(detection.search.text, environment, options)
  return {
    refusal: search.refusal,
    macros: macroUses(search, slug, environment.macros),
    lookups: search.lookups,
    dataModels: search.refusal === null ? search.dataModels : detection.dataModels,
    requiredFields:
      detection.requiredFields.length > 0 ? detection.requiredFields : search.requiredFields,
    outputFields: search.outputFields,
  }
}

export function detectionItem(
  detection: Detection,
  { path, slug }: EntryPlace,
  attack: Attack,
): DetectionItem {
  const techniques = detection.attackIds.map(({ text }) => techniqueEntry(attack, text))
  const texts = (placed: readonly { readonly text: string }[]) => placed.map(({ text }) => text)
  return {
    slug,
    path,
    name: detection.name,
    id: detection.id,
    type: detection.type,
    status: detection.status,
    deprecated: detection.deprecated,
    generation: detection.generation,
    version: detection.version,
    date: detection.date,
    created: detection.creationDate || detection.date,
    author: detection.author,
    description: detection.description,
    explanation: detection.explanation,
    howToImplement: detection.howToImplement,
    knownFalsePositives: detection.knownFalsePositives,
    references: detection.references,
    severity: detection.severity,
    score: detection.score,
    confidence: detection.confidence,
    impact: detection.impact,
    search: detection.search.text.trim(),
    attack: techniques,
    tactics: [...new Set(techniques.flatMap(({ tactics }) => tactics))],
    ...frameworksOf(detection, attack),
    cves: detection.cves,
    groups: detection.groups,
    dataSources: texts(detection.dataSources),
    stories: texts(detection.stories),
    products: detection.products,
    assetType: detection.assetType,
    securityDomain: detection.securityDomain,
    category: detection.category,
    ...partsOf(detection),
  }
}

/** A file that names one of them was written when all were: those that it leaves out are empty, and do not follow from others. */
function frameworksOf(
  detection: Detection,
  attack: Attack,
): Pick<DetectionItem, 'killChainPhases' | 'nist' | 'cis20'> {
  const { killChainPhases, nist, cis20 } = detection
  if (killChainPhases.length + nist.length + cis20.length > 0) {
    return { killChainPhases, nist, cis20 }
  }
  const { frameworks } = annotationsOf(detection, attack)
  const of = (name: string) => frameworks.get(name) ?? []
  return { killChainPhases: of('kill_chain_phases'), nist: of('nist'), cis20: of('cis20') }
}

const macroUses = ({ macros }: SearchEntry, slug: string, known: MacroTable): MacroUse[] =>
  macros.map((name) => ({
    name,
    definition: definitionOf(name, known),
    filter: name === `${slug}_filter`,
  }))

/** Macros with arguments are known by name and number: `cim(1)`. */
function definitionOf(name: string, known: MacroTable): string | null {
  const exact = known.get(name)
  if (exact) return exact.definition
  for (const macro of known.values()) if (macro.name === name) return macro.definition
  return null
}

function partsOf(
  detection: Detection,
): Pick<DetectionItem, 'risk' | 'drilldowns' | 'tests' | 'manualTest' | 'throttling'> {
  const { riskMessage, riskObjects, threatObjects, throttling } = detection
  return {
    risk: riskMessage && {
      message: riskMessage.text,
      objects: riskObjects.map(({ field, type, score }) => ({ field: field.text, type, score })),
      threatObjects: threatObjects.map(({ field, type }) => ({ field: field.text, type })),
    },
    drilldowns: detection.drilldowns.map(({ name, search, earliestOffset, latestOffset }) => ({
      name: name.text,
      search: search.text,
      earliest: earliestOffset?.text ?? null,
      latest: latestOffset?.text ?? null,
    })),
    tests: detection.tests.map(({ name, attackData }) => ({
      name,
      attackData: attackData.map(({ data, source, sourcetype }) => ({
        data: data.text,
        source,
        sourcetype,
      })),
    })),
    manualTest: detection.manualTest,
    throttling: throttling && {
      fields: throttling.fields.map(({ text }) => text),
      period: throttling.period?.text ?? '',
    },
  }
}

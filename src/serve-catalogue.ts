import { Worker } from 'node:worker_threads'
import { aggregates } from './aggregates/index.ts'
import { environmentOf } from './app.ts'
import { catalogueWith } from './catalogue/catalogue.ts'
import { detectionEntry, detectionItem } from './catalogue/detection-entry.ts'
import { commands } from './commands/index.ts'
import { packagedAttack } from './content-catalogue.ts'
import type { Content } from './detections/content.ts'
import type { Detection } from './detections/detection.ts'
import { knownContent } from './detections/known-content.ts'
import { type LintSurroundings, lintContent } from './detections/lint.ts'
import { loadContent } from './detections/load.ts'
import { readContentFiles } from './detections/read-content.ts'
import { evalFunctions } from './functions/index.ts'
import type {
  AnalysisAnswer,
  CatalogueAnswer,
  Problem,
  SearchDetail,
  WordItem,
} from './http/api-types.ts'
import type { CatalogueSource } from './http/catalogue-source.ts'
import { threadScript } from './package-files.ts'
import type { Environment, SearchOptions } from './search/environment.ts'
import { explainSearch } from './search/explain-search.ts'
import { locateDiagnostic } from './search/located-diagnostic.ts'

/** What the web app tells about content. Files are read at once, searches are compiled when somebody asks. */
export function catalogueSource(
  folders: readonly string[],
  options: SearchOptions,
  warn: (line: string) => void,
): CatalogueSource {
  const content = loadContent(
    readContentFiles(folders, (path, reason) => warn(`${path}: ${reason}`)),
  )
  const attack = packagedAttack()
  const placed = catalogueWith(content, folders, (detection, place) => ({ detection, place }))
  const bySlug = new Map(placed.detections.map((each) => [each.place.slug, each]))
  const environment = once(() => environmentOf(content))
  const analysis = once(() => analysisInThread(folders))
  const catalogue = once(
    (): CatalogueAnswer => ({
      ...placed,
      detections: placed.detections.map(({ detection, place }) =>
        detectionItem(detection, place, attack),
      ),
      macros: content.macros.map(({ name, arguments: given, definition, description }) => ({
        name,
        arguments: given,
        definition: definition.text,
        description,
      })),
      lookups: content.lookups.map(({ name, type, description, fields }) => ({
        name,
        type,
        description,
        fields,
      })),
    }),
  )
  return {
    folders,
    catalogue,
    analysis,
    language: () => ({
      commands: wordsOf(commands.filter(({ refused }) => refused === undefined)),
      functions: wordsOf(evalFunctions),
      aggregates: wordsOf(aggregates),
    }),
    attackTable: () => attack,
    attack: () => ({
      version: attack.version,
      tactics: attack.tactics,
      techniques: attack.techniques,
      groups: attack.groups,
    }),
    detail(slug) {
      const found = bySlug.get(slug)
      if (!found) return undefined
      const { detection, place } = found
      return {
        entry: detectionEntry(detection, place, { environment: environment(), options, attack }),
        source: detection.source,
        explanation: searchDetail(detection.search.text, environment(), options),
        lint: lintOf(detection, content, { environment: environment(), options, attack }),
      }
    },
    explain: (spl) => searchDetail(spl, environment(), options),
  }
}

function searchDetail(spl: string, environment: Environment, options: SearchOptions): SearchDetail {
  const { prepared, plans } = explainSearch(spl, environment, options)
  return {
    expanded: prepared.source.text,
    refused: prepared.refused,
    diagnostics: prepared.diagnostics.map((each) => locateDiagnostic(each, prepared.source)),
    stages: plans[0]?.stages ?? [],
  }
}

function lintOf(
  detection: Detection,
  content: Content,
  surroundings: Omit<LintSurroundings, 'known'>,
): readonly Problem[] {
  const alone = loadContent([{ path: detection.path, text: detection.source }])
  const known = knownContent(alone, content)
  return lintContent(alone, { ...surroundings, known }).map(
    ({ code, severity, message, line, column }) => ({ code, severity, message, line, column }),
  )
}

/** Compiling a thousand searches would keep others waiting here. */
const analysisInThread = (folders: readonly string[]): Promise<AnalysisAnswer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(threadScript('analysis-worker'), {
      workerData: folders,
    })
    worker.once('message', resolve)
    worker.once('error', reject)
  })

const wordsOf = (units: readonly WordItem[]): WordItem[] =>
  units.map(({ name, summary }) => ({ name, summary }))

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

import { setImmediate } from 'node:timers/promises'
import { aggregates } from './aggregates/index.ts'
import { environmentOf } from './app.ts'
import { coverageOf } from './catalogue/coverage.ts'
import { detectionEntry, searchAnalysis } from './catalogue/detection-entry.ts'
import { navigatorLayer } from './catalogue/navigator-layer.ts'
import { commands } from './commands/index.ts'
import type { Content } from './detections/content.ts'
import type { Detection } from './detections/detection.ts'
import { knownContent } from './detections/known-content.ts'
import { type LintSurroundings, lintContent } from './detections/lint.ts'
import { contentKinds, loadContent } from './detections/load.ts'
import { schemaProblems } from './detections/schema-problems.ts'
import { suppressed } from './detections/suppressions.ts'
import { evalFunctions } from './functions/index.ts'
import type {
  AnalysisAnswer,
  DetectionDetail,
  LanguageAnswer,
  Problem,
  SearchDetail,
  WordItem,
} from './http/api-types.ts'
import type { OpenedCatalogue } from './opened-catalogue.ts'
import type { Environment, SearchOptions } from './search/environment.ts'
import { explainSearch } from './search/explain-search.ts'
import { locateDiagnostic } from './search/located-diagnostic.ts'
import { prepareSearch } from './search/prepare-search.ts'

/** What takes the compiler to tell about content. */
export interface CatalogueDetails {
  /** Of all detections, by slug; other questions are answered meanwhile. */
  analysis(): Promise<AnalysisAnswer>
  language(): LanguageAnswer
  detection(slug: string): DetectionDetail | undefined
  explain(spl: string): SearchDetail
  layer(fired: readonly string[]): Promise<object>
}

export function catalogueDetails(
  { content, attack, detections }: OpenedCatalogue,
  options: SearchOptions,
): CatalogueDetails {
  const environment = environmentOf(content)
  const context = { environment, options, attack }
  let analysed: Promise<AnalysisAnswer> | undefined
  const analysis = () => {
    analysed ??= analysisOf(detections, environment, options)
    return analysed
  }
  return {
    analysis,
    language: () => ({
      commands: wordsOf(commands.filter(({ refused }) => refused === undefined)),
      functions: wordsOf(evalFunctions),
      aggregates: wordsOf(aggregates),
    }),
    detection(slug) {
      const found = detections.get(slug)
      if (!found) return undefined
      const { detection, place } = found
      return {
        entry: detectionEntry(detection, place, context),
        source: detection.source,
        explanation: searchDetail(detection.search.text, environment, options),
        lint: lintOf(detection, content, context),
      }
    },
    explain: (spl) => searchDetail(spl, environment, options),
    async layer(fired) {
      const known = await analysis()
      const entries = [...detections].map(([slug, { detection }]) => ({
        name: detection.name,
        deprecated: detection.deprecated,
        attack: detection.attackIds.map(({ text }) => ({ id: text })),
        refusal: known[slug]?.refusal ?? null,
      }))
      const coverage = coverageOf(entries, { attack, passed: null, fired: new Set(fired) })
      return navigatorLayer(coverage, 'Whippet: what fired')
    },
  }
}

/** Milliseconds after which others have their turn. */
const longestTurn = 20

async function analysisOf(
  detections: OpenedCatalogue['detections'],
  environment: Environment,
  options: SearchOptions,
): Promise<AnalysisAnswer> {
  const answer: Record<string, AnalysisAnswer[string]> = {}
  let turn = performance.now()
  for (const [slug, { detection }] of detections) {
    const { diagnostics } = prepareSearch(detection.search.text, environment, options)
    answer[slug] = {
      ...searchAnalysis(detection, slug, { environment, options }),
      warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
    }
    if (performance.now() - turn < longestTurn) continue
    await setImmediate()
    turn = performance.now()
  }
  return answer
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
  const { path, source: text } = detection
  const alone = loadContent([{ path, text }], contentKinds, schemaProblems)
  const found = lintContent(alone, { ...surroundings, known: knownContent(alone, content) })
  return suppressed(found, new Map([[path, text]])).map(
    ({ code, severity, message, line, column }) => ({ code, severity, message, line, column }),
  )
}

const wordsOf = (units: readonly WordItem[]): WordItem[] =>
  units.map(({ name, summary }) => ({ name, summary }))

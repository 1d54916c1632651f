import { useMemo } from 'react'
import { type Coverage, coverageOf } from '../../../src/catalogue/coverage.ts'
import type { Attack, ThreatGroup } from '../../../src/detections/attack.ts'
import type {
  AnalysisAnswer,
  AttackAnswer,
  CatalogueAnswer,
  ListedVerdict,
  VerdictsAnswer,
} from '../../../src/http/api-types.ts'
import { useAnalysis, useAttack, useCatalogue, useVerdicts } from '../data/queries.ts'
import { useHunt } from '../hunt/hunt-store.ts'

/** `undefined` until all of it is known. */
export function useCoverage(group: ThreatGroup | undefined): Coverage | undefined {
  const { data: catalogue } = useCatalogue()
  const { data: analysis } = useAnalysis()
  const { data: attack } = useAttack()
  const { data: verdicts } = useVerdicts()
  const { report } = useHunt()
  return useMemo(
    () =>
      catalogue &&
      attack &&
      coverageIn(
        catalogue,
        analysis,
        attack,
        verdicts,
        report && new Set(report.findings.map(({ detection }) => detection.name)),
        group,
      ),
    [catalogue, analysis, attack, verdicts, report, group],
  )
}

/** A verdict on another search than the one that is there says nothing. */
export const hasPassed = (verdict: ListedVerdict | undefined): boolean =>
  verdict?.outcome === 'passed' && !verdict.changed

/** Until the searches were compiled, all of them are thought to run. */
function coverageIn(
  { detections }: CatalogueAnswer,
  analysis: AnalysisAnswer | undefined,
  answer: AttackAnswer,
  verdicts: VerdictsAnswer | undefined,
  fired: ReadonlySet<string> | undefined,
  group: ThreatGroup | undefined,
): Coverage {
  const unknown = {
    refusal: null,
    macros: [],
    lookups: [],
    dataModels: [],
    requiredFields: null,
    outputFields: null,
  }
  const entries = detections.map((item) => ({ ...item, ...(analysis?.[item.slug] ?? unknown) }))
  const passed = verdicts && detections.filter(({ name }) => hasPassed(verdicts[name]))
  return coverageOf(entries, {
    attack: attackOf(answer),
    passed: passed ? new Set(passed.map(({ name }) => name)) : null,
    fired: fired ?? null,
    ...(group && { group }),
  })
}

function attackOf(answer: AttackAnswer): Attack {
  const techniques = new Map(answer.techniques.map((each) => [each.id, each]))
  const tactics = new Map(answer.tactics.map((each) => [each.name, each]))
  return {
    ...answer,
    technique: (id) => techniques.get(id) ?? null,
    tactic: (name) => tactics.get(name) ?? null,
  }
}

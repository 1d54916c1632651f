import type { PlacedText } from './placed-text.ts'

/**
 * A detection, the same whichever generation of the format it was written in:
 * 1 (to January 2025) rates confidence and impact under `tags`, 2 (2025) has a block `rba`, 3 (2026) has `finding` and
 * `intermediate_findings` and no `tags`. Missing texts are empty, so that a detection with gaps still runs.
 */
export interface Detection {
  readonly generation: 1 | 2 | 3
  readonly path: string
  readonly name: string
  readonly id: string
  readonly version: string
  readonly date: string
  readonly author: string
  /** `production`, `experimental`, `deprecated` …, lower case; empty when the file does not say. */
  readonly status: string
  /** By its status, or by lying in a folder of that name. */
  readonly deprecated: boolean
  /** `TTP`, `Anomaly`, `Hunting` or `Correlation` as written. */
  readonly type: string
  readonly description: string
  readonly howToImplement: string
  readonly knownFalsePositives: string
  readonly references: readonly string[]
  readonly search: PlacedText
  /** What an analyst reads about a row, with `$field$` tokens; `null` when the detection rates no risk. */
  readonly riskMessage: PlacedText | null
  readonly riskObjects: readonly RiskObject[]
  readonly threatObjects: readonly ThreatObject[]
  /** 0 to 100, the highest of its risk objects; `null` when the detection rates no risk. */
  readonly score: number | null
  readonly severity: Severity
  /** Generation 1 only. */
  readonly confidence: number | null
  readonly impact: number | null
  readonly requiredFields: readonly string[]
  readonly attackIds: readonly PlacedText[]
  readonly drilldowns: readonly DrilldownTemplate[]
  readonly stories: readonly string[]
  readonly dataSources: readonly string[]
  readonly assetType: string
  readonly securityDomain: string
  readonly products: readonly string[]
  readonly cves: readonly string[]
  readonly tests: readonly DetectionTest[]
}

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical'

export interface RiskObject {
  readonly field: PlacedText
  /** `system`, `user` or `other`. */
  readonly type: string
  readonly score: number
  /** Where it differs from the detection's own. */
  readonly message: PlacedText | null
}

export interface ThreatObject {
  readonly field: PlacedText
  readonly type: string
}

/** A search for the analyst, with `$field$` tokens in all four texts. */
export interface DrilldownTemplate {
  readonly name: PlacedText
  readonly search: PlacedText
  readonly earliestOffset: PlacedText | null
  readonly latestOffset: PlacedText | null
}

export interface DetectionTest {
  readonly name: string
  readonly attackData: readonly AttackData[]
  /** Rows that the test wants; `null` when it wants at least one. */
  readonly expectedResults: number | null
}

export interface AttackData {
  /** URL or path of a log file. */
  readonly data: PlacedText
  readonly source: string
  readonly sourcetype: string
  readonly host: string | null
  readonly index: string | null
}

/**
 * The severity of a score from 0 to 100. Source: splunk/contentctl, `detection_abstract.py` (up to 20 informational, 40 low, 60 medium,
 * 80 high, else critical); there a detection without a score is `high`, which we keep for correlation searches, whose findings stand
 * for many risks, while a hunting search without a score is informational.
 */
export function severityOf(score: number | null, type: string): Severity {
  if (score === null) return type === 'Correlation' ? 'high' : 'informational'
  if (score <= 20) return 'informational'
  if (score <= 40) return 'low'
  if (score <= 60) return 'medium'
  return score <= 80 ? 'high' : 'critical'
}

import type { ContentItem } from './content-item.ts'
import type { Deployment, Deprecation } from './deployment.ts'
import type { PlacedText } from './placed-text.ts'

/**
 * A detection, the same whichever generation of the format it was written in:
 * 1 (to January 2025) rates confidence and impact under `tags`, 2 (2025) has a block `rba`, 3 (2026) has `finding` and
 * `intermediate_findings` and no `tags`. Missing texts are empty, so that a detection with gaps still runs.
 */
export interface Detection extends ContentItem {
  readonly generation: 1 | 2 | 3
  /** When it was first written, where the file says so (generation 3). */
  readonly creationDate: string
  /** By its status, or by lying in a folder of that name. */
  readonly deprecated: boolean
  /** `TTP`, `Anomaly`, `Hunting` or `Correlation` as written. */
  readonly type: string
  /** Longer words than `description`, where there are any. */
  readonly explanation: string
  readonly howToImplement: string
  readonly knownFalsePositives: string
  readonly search: PlacedText
  /** Data models as the file names them (`datamodel`); few do. The search tells them for certain. */
  readonly dataModels: readonly string[]
  /** Title of the finding of generation 3; with the others the deployment makes one of the name. */
  readonly findingTitle: PlacedText | null
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
  /** As the file lists them (generation 1). */
  readonly requiredFields: readonly string[]
  readonly attackIds: readonly PlacedText[]
  readonly drilldowns: readonly DrilldownTemplate[]
  /** Names of analytic stories. */
  readonly stories: readonly PlacedText[]
  /** Names of data sources; `A AND B` is one entry that needs both. */
  readonly dataSources: readonly PlacedText[]
  readonly assetType: string
  /** `endpoint`, `network`, `threat`, `identity`, `access` or `audit`. */
  readonly securityDomain: string
  /** `application`, `cloud` …: generation 3 writes it, the others by the folder. */
  readonly category: string
  readonly products: readonly string[]
  readonly cves: readonly string[]
  /** Threat groups as the file names them. */
  readonly groups: readonly string[]
  /** Ids of Atomic Red Team tests. */
  readonly atomicIds: readonly string[]
  /** Written until 2022: kill chain phases, NIST CSF and CIS 20 controls, data sets. Later they follow from ATT&CK, type and domain. */
  readonly killChainPhases: readonly string[]
  readonly nist: readonly string[]
  readonly cis20: readonly string[]
  readonly datasets: readonly string[]
  readonly throttling: Throttling | null
  /** Its own, in place of that of its type. */
  readonly deployment: Deployment | null
  /** A named schedule (generation 3). */
  readonly schedule: string
  /** Whether it is on where it is installed; `null` when the file does not say. */
  readonly enabledByDefault: boolean | null
  /** Why its test cannot run by itself; `null` when it can. */
  readonly manualTest: string | null
  readonly deprecation: Deprecation | null
  readonly tests: readonly DetectionTest[]
}

/** One finding for equal values of the fields within the period. */
export interface Throttling {
  readonly fields: readonly PlacedText[]
  /** `86400s`, `60m` or `24h`. */
  readonly period: PlacedText | null
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
  /** `unit` or `experimental` (generation 3); empty when the file does not say. */
  readonly type: string
  readonly earliestTime: string | null
  readonly latestTime: string | null
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

import type { ContentItem } from './content-item.ts'
import type { Deployment, DeploymentContent, Deprecation } from './deployment.ts'
import type { Detection } from './detection.ts'
import type { PlacedText } from './placed-text.ts'
import type { ContentProblem, Place } from './problem.ts'

/** All that was read from content folders or files, each list in the order of the paths given. */
export interface Content {
  readonly detections: readonly Detection[]
  readonly macros: readonly MacroContent[]
  readonly lookups: readonly LookupContent[]
  readonly stories: readonly Story[]
  readonly dataSources: readonly DataSource[]
  readonly baselines: readonly SupportSearch[]
  readonly investigations: readonly SupportSearch[]
  readonly deployments: readonly DeploymentContent[]
  readonly dashboards: readonly Dashboard[]
  readonly playbooks: readonly Playbook[]
  /** What was once in the repository: its name and id stay taken. */
  readonly removed: readonly RemovedContent[]
  /** What is deprecated or removed, from `deprecation_mapping` files. */
  readonly deprecations: readonly DeprecationEntry[]
  /** Files of detections, macros and so on that could not be used, and why: `path:line:column message`. */
  readonly skipped: readonly SkippedContent[]
  readonly problems: readonly ContentProblem[]
  /** Files of kinds that were not asked for, and of none that is known. */
  readonly unused: readonly string[]
}

export interface SkippedContent {
  /** The name in the file if it can be read, else the name of the file. */
  readonly name: string
  readonly path: string
  readonly reason: string
}

export interface MacroContent extends ContentItem {
  readonly arguments: readonly string[]
  readonly definition: PlacedText
}

/** A lookup's settings, in the words of `transforms.conf`. Its rows are in the CSV file, if it has one. */
export interface LookupContent extends ContentItem {
  readonly type: 'csv' | 'kvstore' | 'mlmodel'
  /** Path of the CSV file, beside the YAML; `null` for other types. */
  readonly csv: string | null
  /** Columns of a KV store collection. */
  readonly fields: readonly string[]
  /** `WILDCARD(field)` or `CIDR(field)`, comma-separated. */
  readonly matchType: string
  /** What stands in fields of rows that match too little; `null` when the file does not say. `false` is the word, in lower case. */
  readonly defaultMatch: string | null
  readonly caseSensitiveMatch: boolean
  readonly minMatches: number | null
  readonly maxMatches: number | null
}

export interface Story extends ContentItem {
  readonly narrative: string
  readonly categories: readonly string[]
  readonly usecase: string
  readonly products: readonly string[]
  readonly cves: readonly string[]
  readonly groups: readonly string[]
}

/** A kind of event, and where it comes from. */
export interface DataSource extends ContentItem {
  readonly source: string
  readonly sourcetype: string
  /** Field that tells this data source from others of its source and sourcetype, and its value. */
  readonly separator: string
  readonly separatorValue: string
  readonly configuration: string
  readonly addOns: readonly AddOn[]
  readonly fields: readonly string[]
  /** Fields that a detection over it should give. */
  readonly outputFields: readonly string[]
  readonly attackComponents: readonly string[]
  readonly exampleLog: string
}

/** A Splunk add-on that a data source needs. */
export interface AddOn {
  readonly name: string
  readonly url: string
  readonly version: string
}

/** A baseline, which fills a lookup for detections, or an investigation, which an analyst runs. */
export interface SupportSearch extends ContentItem {
  readonly type: string
  readonly search: PlacedText
  readonly howToImplement: string
  readonly knownFalsePositives: string
  readonly stories: readonly PlacedText[]
  /** Names of the detections that it serves. */
  readonly detections: readonly PlacedText[]
  readonly products: readonly string[]
  readonly securityDomain: string
  readonly requiredFields: readonly string[]
  readonly deployment: Deployment | null
}

/** A dashboard's settings; what it shows is in the JSON file beside it. */
export interface Dashboard extends ContentItem {
  readonly theme: string
  /** Path of the JSON file. */
  readonly json: string
}

/** A SOAR playbook's description; its program is beside it. */
export interface Playbook extends ContentItem {
  readonly type: string
  readonly playbook: string
  readonly apps: readonly string[]
  readonly howToImplement: string
  /** Names of detections that lead to it. */
  readonly detections: readonly PlacedText[]
}

export interface RemovedContent extends ContentItem {
  readonly type: string
  readonly deprecation: Deprecation | null
}

export interface DeprecationEntry extends Deprecation {
  readonly path: string
  readonly place: Place
  /** The kind as the file sections it: `detections`, `stories` … */
  readonly kind: string
  /** Name of what is deprecated. */
  readonly content: string
}

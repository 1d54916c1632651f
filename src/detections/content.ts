import type { Detection } from './detection.ts'
import type { PlacedText } from './placed-text.ts'
import type { ContentProblem } from './problem.ts'

/** All that was read from content folders or files, each list in the order of the paths given. */
export interface Content {
  readonly detections: readonly Detection[]
  readonly macros: readonly MacroContent[]
  readonly lookups: readonly LookupContent[]
  readonly stories: readonly Story[]
  readonly dataSources: readonly DataSource[]
  /** Files of detections, macros and so on that could not be used, and why: `path:line:column message`. */
  readonly skipped: readonly SkippedContent[]
  readonly problems: readonly ContentProblem[]
  /** Content that a hunt does not need: baselines, deployments, dashboards, playbooks. */
  readonly unused: readonly string[]
}

export interface SkippedContent {
  /** The name in the file if it can be read, else the name of the file. */
  readonly name: string
  readonly path: string
  readonly reason: string
}

export interface MacroContent {
  readonly path: string
  readonly name: string
  readonly arguments: readonly string[]
  readonly definition: PlacedText
  readonly description: string
}

/** A lookup's settings, in the words of `transforms.conf`. Its rows are in the CSV file, if it has one. */
export interface LookupContent {
  readonly path: string
  readonly name: string
  readonly description: string
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

export interface Story {
  readonly path: string
  readonly name: string
  readonly id: string
  readonly version: string
  readonly date: string
  readonly author: string
  readonly description: string
  readonly narrative: string
  readonly references: readonly string[]
  readonly categories: readonly string[]
  readonly usecase: string
}

export interface DataSource {
  readonly path: string
  readonly name: string
  readonly id: string
  readonly description: string
  readonly source: string
  readonly sourcetype: string
  readonly separator: string
  readonly fields: readonly string[]
  readonly exampleLog: string
}

import type { ContentItem } from './content-item.ts'

/** When a search runs, and what follows from its results. */
export interface Deployment {
  /** `null` where only actions are said. */
  readonly scheduling: Scheduling | null
  readonly finding: FindingAction | null
  /** Whether results become risk; `null` when the file does not say. */
  readonly risk: boolean | null
}

export interface Scheduling {
  /** Five fields, as cron has them. */
  readonly cron: string
  readonly earliest: string
  readonly latest: string
  /** `auto`, or minutes. */
  readonly window: string
}

/** A finding (notable event); `%name%` and `%description%` in its texts stand for the detection's own. */
export interface FindingAction {
  readonly title: string
  readonly description: string
  /** Fields that a finding shows beside its own. */
  readonly fields: readonly string[]
}

/** The deployment of all searches of a type. */
export interface DeploymentContent extends ContentItem, Deployment {
  /** `TTP`, `Anomaly`, `Hunting`, `Correlation`, `Baseline` or `Embedded`. */
  readonly type: string
}

/** That content is on its way out. */
export interface Deprecation {
  readonly reason: string
  readonly removedInVersion: string
  /** Names of what takes its place. */
  readonly replacements: readonly string[]
}

import type { TechniqueEntry } from '../catalogue/attack-entry.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { DetectionEntry, DetectionItem, SearchAnalysis } from '../catalogue/detection-entry.ts'
import type { Tactic, Technique, ThreatGroup } from '../detections/attack.ts'
import type { Overrides } from '../knowledge/event-fields.ts'
import type { StageExplanation } from '../planner/explain.ts'
import type { Verdict } from '../testing/verdict.ts'

/** What requests to `/api` take and give. The web app is compiled against these types. */

/** `GET /api/info` */
export interface Info {
  readonly version: string
  /** Folders of the content, as they were named. */
  readonly content: readonly string[]
  /** Address of the content's files on the web, without a slash at its end. */
  readonly repository: string | null
  /** Largest upload, in bytes. */
  readonly maxUploadBytes: number
  /** Whether requests need a token, which is so when other machines can reach the server. */
  readonly needsToken: boolean
}

/** `GET /api/catalogue`: all that lists, facets and the full-text search need. It is there as soon as the files are read. */
export type CatalogueAnswer = Catalogue<ListedDetection> & {
  readonly macros: readonly MacroItem[]
  readonly lookups: readonly LookupItem[]
}

/** What lists, facets and the full-text search need of a detection. */
export type ListedDetection = Pick<
  DetectionItem,
  | 'slug'
  | 'path'
  | 'name'
  | 'id'
  | 'type'
  | 'status'
  | 'deprecated'
  | 'generation'
  | 'date'
  | 'author'
  | 'description'
  | 'severity'
  | 'search'
  | 'tactics'
  | 'dataSources'
  | 'stories'
  | 'assetType'
> & {
  readonly attack: readonly Pick<TechniqueEntry, 'id' | 'name'>[]
  /** The highest of its risk; 0 when it raises none. */
  readonly score: number
  /** How many tests it has. */
  readonly tests: number
}

export interface MacroItem {
  readonly name: string
  readonly arguments: readonly string[]
  readonly definition: string
  readonly description: string
}

export interface LookupItem {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly fields: readonly string[]
}

/** `GET /api/analysis`: by slug, what the searches tell; answered when all are compiled, which takes some seconds. */
export type AnalysisAnswer = Readonly<
  Record<string, SearchAnalysis & { readonly warnings: number }>
>

/** `GET /api/verdicts`: by the names of detections. */
export type VerdictsAnswer = Readonly<Record<string, ListedVerdict>>

/** `changed`: the search is another one than that which was tested. */
export type ListedVerdict = Omit<Verdict, 'search'> & { readonly changed: boolean }

/** What a hunt over the files of a detection's tests reads. It is not sent to browsers. */
export interface TestDataAnswer {
  readonly paths: readonly string[]
  /** Files that are not on this machine, and where they were looked for. */
  readonly absent: readonly string[]
  /** What the tests say of the files. */
  readonly overrides: Overrides
}

/** `GET /api/detections/:slug` */
export interface DetectionDetail {
  readonly entry: DetectionEntry
  /** The YAML file as it is. */
  readonly source: string
  readonly explanation: SearchDetail
  /** Of this file. */
  readonly lint: readonly Problem[]
}

/** `POST /api/explain` with `{ spl }` */
export interface SearchDetail {
  /** With its macros expanded. */
  readonly expanded: string
  readonly refused: boolean
  readonly diagnostics: readonly Problem[]
  /** Field flow, stage by stage; empty when the search is refused. */
  readonly stages: readonly StageExplanation[]
}

export interface Problem {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly advice?: string
  /** From 1. */
  readonly line?: number
  readonly column?: number
}

/** `POST /api/uploads` as multipart form; the parts' file names tell sourcetypes nothing, contents do. */
export interface Upload {
  readonly id: string
  readonly files: readonly { readonly name: string; readonly size: number }[]
}

/** Where a job reads its events from: what was uploaded before, or the examples that come with Whippet. */
export type JobInputs =
  | { readonly kind: 'examples' }
  | { readonly kind: 'upload'; readonly id: string }
  /** The files of a detection's tests, where they are on the machine. */
  | { readonly kind: 'tests'; readonly slug: string }

/** `POST /api/jobs` */
export type JobRequest =
  | {
      readonly kind: 'hunt'
      readonly inputs: JobInputs
      /** Names or ids; all when left out. */
      readonly detections?: readonly string[]
    }
  /** Gives the `TestReport` of `whippet test --format json`, and keeps the verdicts. */
  | {
      readonly kind: 'test'
      /** Names; all when left out. */
      readonly detections?: readonly string[]
    }
  | {
      readonly kind: 'search'
      readonly spl: string
      readonly inputs: JobInputs
      /** The id of a finished hunt: the risk that it raised is what the index `risk` holds. */
      readonly hunt?: string
      readonly earliest?: string
      readonly latest?: string
      /** What "now" means, in epoch seconds: that of a finding's drilldown. */
      readonly now?: string
    }

/** `GET /api/jobs/:id`; `GET /api/jobs/:id/events` sends one whenever it changes, as server-sent events. */
export interface JobStatus {
  readonly id: string
  readonly kind: JobRequest['kind']
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly events: number
  /** What could not be read, or is worth knowing: the first hundred lines. */
  readonly messages: readonly string[]
  /** Why it failed. */
  readonly error: string | null
}

/** `GET /api/jobs/:id/result` of a search; that of a hunt is what `whippet hunt --format json` prints. */
export interface SearchResultAnswer {
  readonly fields: readonly string[]
  /** At most `maxRows`. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly count: number
  readonly diagnostics: readonly Problem[]
  readonly failed: boolean
}

/** Any error: 400 wrong request, 401 token missing, 403 wrong origin, 404 not there, 409 not finished, 413 too large. */
export interface ErrorAnswer {
  readonly error: string
}

/** `GET /api/language`: what SPL knows here, for completion. Commands that are refused are left out. */
export interface LanguageAnswer {
  readonly commands: readonly WordItem[]
  readonly functions: readonly WordItem[]
  readonly aggregates: readonly WordItem[]
}

export interface WordItem {
  readonly name: string
  readonly summary: string
}

/** `GET /api/attack` */
export interface AttackAnswer {
  readonly version: string
  readonly tactics: readonly Tactic[]
  readonly techniques: readonly Technique[]
  readonly groups: readonly ThreatGroup[]
}

import type { FileProblem } from '../ingest/input-sink.ts'
import type { Pipeline } from '../language/ast.ts'
import type { HeadDemand } from '../planner/rule-index/head-demand.ts'
import type { PackedRows } from '../runtime/packed-rows.ts'
import type { SearchOptions } from './environment.ts'
import type { KnowledgeSources } from './knowledge-sources.ts'
import type { ReadingUnit } from './reading-unit.ts'
import type { ReadingOptions } from './recognize.ts'
import type { ScanCounts } from './scan-file.ts'

/** What a worker is started with. */
export interface WorkerSetup extends ReadingOptions {
  readonly knowledge: KnowledgeSources
  /** Rows of so many bytes may be on their way; beyond that the worker waits until some are taken. */
  readonly mostUntaken: number
}

/** A search that another thread plans at once, or when an event is there that it may want. */
export type SearchTree =
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'text'; readonly text: string; readonly demands: readonly HeadDemand[] }

/** To a worker. */
export type WorkerRequest =
  /** Plan this search, which a scan will name; without a plan, as that holds functions. */
  | {
      readonly kind: 'prepare'
      readonly search: number
      readonly tree: SearchTree
      readonly options: SearchOptions
    }
  /** Get ready to read for these searches, which are not named again. Ends the scan before. */
  | { readonly kind: 'scan'; readonly scan: number; readonly searches: readonly number[] }
  | { readonly kind: 'read'; readonly unit: number; readonly input: ReadingUnit }
  | { readonly kind: 'taken'; readonly bytes: number }
  /** Whether the unit goes on with the part behind its own, or is not wanted any more. */
  | { readonly kind: 'beyond'; readonly goesOn: boolean }

/** From a worker. */
export type WorkerMessage = { readonly scan: number } & (
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | ({ readonly unit: number } & UnitMessage)
)

/** About the unit that it reads. */
export type UnitMessage =
  | { readonly kind: 'rows'; readonly rows: PackedRows }
  | { readonly kind: 'problem'; readonly problem: FileProblem }
  | { readonly kind: 'progress'; readonly bytes: number; readonly events: number }
  /** It is not over where its part ends; asks whether to go on. */
  | { readonly kind: 'beyond' }
  /** The filters of one search failed. */
  | {
      readonly kind: 'stopped'
      readonly task: number
      readonly message: string
      /** The regular expression that took too long, where that is the reason. */
      readonly pattern?: string
    }
  | { readonly kind: 'done'; readonly counts: ScanCounts }

import type { FileProblem, InputFile } from '../ingest/input-sink.ts'
import type { PackedBatch } from '../runtime/materialize.ts'
import type { ScanTask } from './event-source.ts'
import type { KnowledgeSources } from './knowledge-sources.ts'
import type { ReadingOptions, ScanCounts } from './scan-file.ts'

/** What a worker is started with. */
export interface WorkerSetup extends ReadingOptions {
  /** Without plans, which hold functions. */
  readonly tasks: readonly Omit<ScanTask, 'plan'>[]
  readonly knowledge: KnowledgeSources
}

/** To a worker: read this file, or end. */
export type WorkerRequest =
  | { readonly file: number; readonly input: InputFile }
  | { readonly end: true }

/** From a worker, for the file it reads. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'rows'
      readonly file: number
      readonly task: number
      readonly rows: PackedBatch
    }
  | { readonly kind: 'problem'; readonly file: number; readonly problem: FileProblem }
  | {
      readonly kind: 'progress'
      readonly file: number
      readonly bytes: number
      readonly events: number
    }
  /** The filters of one search failed. */
  | {
      readonly kind: 'stopped'
      readonly file: number
      readonly task: number
      readonly message: string
      /** The regular expression that took too long, where that is the reason. */
      readonly pattern?: string
    }
  | { readonly kind: 'done'; readonly file: number; readonly counts: ScanCounts }
  | { readonly kind: 'failed'; readonly file: number; readonly message: string }

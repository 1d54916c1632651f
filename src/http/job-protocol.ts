import type { Overrides } from '../knowledge/event-fields.ts'

/** What a thread that runs a job is given, and what it says. Plain data. */
export type JobTask = HuntTask | SearchTask | TestTask

interface TaskInputs {
  /** What all events are said to be. */
  readonly overrides?: Overrides
  readonly paths: readonly string[]
  readonly content: readonly string[]
  readonly knowledge: readonly string[]
}

/** With the folder of the job, for what it keeps until it is removed. */
export type StartedTask = JobTask & { readonly folder: string }

export interface HuntTask extends TaskInputs {
  readonly kind: 'hunt'
  readonly detections: readonly string[]
}

export interface TestTask extends Omit<TaskInputs, 'paths' | 'overrides'> {
  readonly kind: 'test'
  readonly detections: readonly string[]
  /** Folders with attack data. */
  readonly data: readonly string[]
  /** The folder in which verdicts are kept. */
  readonly state: string
}

export interface SearchTask extends TaskInputs {
  readonly kind: 'search'
  /** The folder of the hunt whose risk is searched as well. */
  readonly risk?: string
  readonly spl: string
  readonly earliest?: string
  readonly latest?: string
  readonly now?: string
}

export type JobMessage =
  | {
      readonly kind: 'progress'
      readonly bytesDone: number
      readonly bytesTotal: number
      readonly events: number
    }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'result'; readonly json: string }
  | { readonly kind: 'failed'; readonly error: string }

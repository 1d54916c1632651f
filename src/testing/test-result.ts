import type { Detection } from '../detections/detection.ts'
import type { SearchTrace } from '../search/diagnosis/trace-search.ts'

/** What became of one test of a detection. */
export interface TestResult {
  readonly detection: TestedDetection
  /** The name of the test; empty for a detection without tests. */
  readonly test: string
  readonly outcome: Outcome
  /** Rows of the search; `null` when it did not run. */
  readonly rows: number | null
  readonly data: readonly TestData[]
  /** Worth knowing, whatever the outcome. */
  readonly notes: readonly string[]
  /** How long the search of this test took, reading aside. */
  readonly seconds: number
}

export type TestedDetection = Pick<
  Detection,
  'name' | 'id' | 'type' | 'status' | 'path' | 'securityDomain' | 'manualTest'
> & {
  readonly search: string
  readonly dataSources: readonly string[]
}

/**
 * `failed`: it ran, and the rows are not what was wanted. `error`: it could not be run to its end. `no data`: not all of its data can be
 * reached, so that nothing is known. `skipped`: by its kind it is not to be run.
 */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly reason: string; readonly why?: FailureCause }
  | { readonly kind: 'error'; readonly reason: string }
  | { readonly kind: 'no data'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string }

export type OutcomeKind = Outcome['kind']

export type FailureCause =
  /** There are no rows, or not the number wanted. */
  | { readonly kind: 'rows'; readonly trace: SearchTrace }
  /** A risk or threat object is no field of the rows. */
  | { readonly kind: 'field'; readonly lost: readonly LostField[] }

/** A field that rows should have. */
export interface LostField {
  readonly field: string
  /** The stage after which no row can have it, where the text of the search tells. */
  readonly lostBy?: string
  /** Fields of the first row that lacks it. */
  readonly rowFields: readonly string[]
  /** A field of that row of nearly the same name. */
  readonly near?: string
}

/** A file of attack data, read as its entry says. */
export interface TestData {
  /** As the detection names it. */
  readonly data: string
  /** The file that was read; `null` when there is none. */
  readonly file: string | null
  readonly source: string
  readonly sourcetype: string
  /** Events read; `null` when it was not read. */
  readonly events: number | null
}

/** Fails a run: whatever was found out, or could not be, is not what was wanted. */
export const isFailure = ({ outcome }: TestResult): boolean =>
  outcome.kind === 'failed' || outcome.kind === 'error'

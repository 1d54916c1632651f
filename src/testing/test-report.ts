import type { OutcomeKind, TestResult } from './test-result.ts'

/** What `whippet test --format json` prints. */
export interface TestReport {
  readonly summary: TestSummary
  readonly results: readonly TestResult[]
}

/** Tests by what became of them. */
export interface TestSummary {
  readonly detections: number
  readonly passed: number
  readonly failed: number
  readonly errors: number
  readonly noData: number
  readonly skipped: number
}

export function reportOf(results: readonly TestResult[]): TestReport {
  return { summary: summaryOf(results), results }
}

export function summaryOf(results: readonly TestResult[]): TestSummary {
  const count = (kind: OutcomeKind) => results.filter(({ outcome }) => outcome.kind === kind).length
  return {
    detections: new Set(results.map(({ detection }) => detection.path)).size,
    passed: count('passed'),
    failed: count('failed'),
    errors: count('error'),
    noData: count('no data'),
    skipped: count('skipped'),
  }
}

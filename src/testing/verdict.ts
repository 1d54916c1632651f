import { createHash } from 'node:crypto'
import type { OutcomeKind, TestResult } from './test-result.ts'

/** What the tests of a detection said when they last ran. */
export interface Verdict {
  readonly outcome: OutcomeKind
  /** ISO 8601, UTC. */
  readonly time: string
  /** SHA-256 of the search that was tested. */
  readonly search: string
  readonly tests: readonly {
    readonly name: string
    readonly outcome: OutcomeKind
    /** Why it did not pass. */
    readonly reason: string | null
    readonly rows: number | null
  }[]
}

/** By the names of the detections. */
export type Verdicts = Readonly<Record<string, Verdict>>

/** One test that failed is a detection that failed; a test without data takes nothing from another one that passed. */
const order: readonly OutcomeKind[] = ['error', 'failed', 'passed', 'no data', 'skipped']

export function verdictsOf(results: readonly TestResult[], time: Date): Verdicts {
  const byName = new Map<string, TestResult[]>()
  for (const result of results) {
    const { name } = result.detection
    byName.set(name, [...(byName.get(name) ?? []), result])
  }
  return Object.fromEntries(
    [...byName].map(([name, own]) => [
      name,
      {
        outcome: order.find((kind) => own.some(({ outcome }) => outcome.kind === kind))!,
        time: time.toISOString(),
        search: searchHash(own[0]!.detection.search),
        tests: own.map(({ test, outcome, rows }) => ({
          name: test,
          outcome: outcome.kind,
          reason: outcome.kind === 'passed' ? null : outcome.reason,
          rows,
        })),
      } satisfies Verdict,
    ]),
  )
}

export const searchHash = (search: string): string =>
  createHash('sha256').update(search).digest('hex')

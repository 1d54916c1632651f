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
    const own = byName.get(name)
    if (own) own.push(result)
    else byName.set(name, [result])
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

/** @throws for a text that is not what is kept of verdicts */
export function readVerdicts(text: string): Verdicts {
  const read: unknown = JSON.parse(text)
  if (!isObject(read) || !Object.values(read).every(isVerdict)) throw new Error('no verdicts')
  return read as Verdicts
}

const isVerdict = (value: unknown): boolean =>
  isObject(value) &&
  isOutcome(value['outcome']) &&
  typeof value['time'] === 'string' &&
  typeof value['search'] === 'string' &&
  Array.isArray(value['tests']) &&
  value['tests'].every((test) => isObject(test) && isOutcome(test['outcome']))

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOutcome = (value: unknown): boolean => order.some((kind) => kind === value)

export const searchHash = (search: string): string =>
  createHash('sha256').update(search).digest('hex')

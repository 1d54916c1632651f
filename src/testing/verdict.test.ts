import { describe, expect, it } from 'vitest'
import type { Outcome, TestResult } from './test-result.ts'
import { verdictsOf } from './verdict.ts'

const result = (name: string, outcome: Outcome): TestResult => ({
  detection: {
    name,
    id: '',
    type: 'TTP',
    status: 'production',
    path: '',
    securityDomain: '',
    manualTest: null,
    search: 'index=main',
    dataSources: [],
  },
  test: 'a test',
  outcome,
  rows: 1,
  data: [],
  notes: [],
  seconds: 0,
})

describe('the verdict of several tests', () => {
  const passed: Outcome = { kind: 'passed' }
  const of = (kind: 'failed' | 'error' | 'no data' | 'skipped'): Outcome => ({ kind, reason: 'so' })
  it.each([
    [[passed, passed], 'passed'],
    [[passed, of('failed')], 'failed'],
    [[of('failed'), of('error')], 'error'],
    [[passed, of('no data')], 'passed'],
    [[of('skipped'), of('no data')], 'no data'],
    [[of('skipped')], 'skipped'],
    [[of('skipped'), passed], 'passed'],
  ] as const)('%j is %s', (outcomes, wanted) => {
    const verdicts = verdictsOf(
      outcomes.map((each) => result('a', each)),
      new Date(0),
    )
    expect(verdicts['a']?.outcome).toBe(wanted)
    expect(verdicts['a']?.tests).toHaveLength(outcomes.length)
  })
})

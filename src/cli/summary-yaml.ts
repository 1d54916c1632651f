import { stringify } from 'yaml'
import type { Outcome, TestResult } from '../testing/test-result.ts'

/**
 * Results as contentctl writes them to `test_results/summary.yml`, for tools that read that. A detection of which a test found no data is
 * one that was not tested, and so leaves the whole without success, as there.
 * Source: splunk/contentctl, `views/DetectionTestingView.py`, `objects/base_test_result.py`.
 */
export function summaryYaml(results: readonly TestResult[]): string {
  const detections = [...groupedByPath(results).values()].map(summarized)
  const of = (status: Status) => detections.filter((each) => each.outcome === status)
  const tested = [...of('fail'), ...of('pass')]
  const skipped = of('skip')
  const untested = of('untested')
  const having = (status: string) =>
    detections.filter(({ entry }) => entry.production_status === status).length
  const document = {
    summary: {
      mode: 'All',
      enable_integration_testing: false,
      success: of('fail').length + untested.length === 0,
      total_detections: detections.length,
      total_tested_detections: tested.length,
      total_pass: of('pass').length,
      total_fail: of('fail').length,
      total_skipped: skipped.length,
      total_untested: untested.length,
      total_production: having('production'),
      total_experimental: having('experimental'),
      total_deprecated: having('deprecated'),
      total_manual: detections.filter(({ entry }) => entry.manual_test !== null).length,
      success_rate: percent(of('pass').length, tested.length),
    },
    tested_detections: entriesOf(tested, ({ success }) => (success ? 1 : 0)),
    skipped_detections: entriesOf(skipped, ({ tests }) => (tests.length > 0 ? 0 : 1)),
    untested_detections: entriesOf(untested, () => 0),
    percent_complete: percent(tested.length + skipped.length, detections.length),
  }
  return stringify(document, { lineWidth: 0 })
}

type Status = 'pass' | 'fail' | 'skip' | 'untested'

function groupedByPath(results: readonly TestResult[]): ReadonlyMap<string, readonly TestResult[]> {
  const groups = new Map<string, TestResult[]>()
  for (const result of results) {
    const known = groups.get(result.detection.path)
    if (known) known.push(result)
    else groups.set(result.detection.path, [result])
  }
  return groups
}

type Entry = ReturnType<typeof summarized>['entry']

function summarized(results: readonly TestResult[]) {
  const [{ detection }] = results as readonly [TestResult]
  const outcome = statusOf(results.map((result) => result.outcome))
  const entry = {
    name: detection.name,
    type: detection.type,
    production_status: detection.status,
    status: outcome === 'untested' ? null : outcome,
    source_category: detection.path.split(/[\\/]/).at(-2) ?? '',
    data_source: detection.dataSources,
    search: detection.search,
    file_path: detection.path,
    manual_test: detection.manualTest,
    success: outcome === 'pass' || outcome === 'skip',
    tests: results.filter(({ test }) => test !== '').map(testEntry),
  }
  return { outcome, entry }
}

function statusOf(outcomes: readonly Outcome[]): Status {
  const has = (...kinds: readonly Outcome['kind'][]) =>
    outcomes.some(({ kind }) => kinds.includes(kind))
  if (has('failed', 'error')) return 'fail'
  if (has('no data')) return 'untested'
  return has('passed') ? 'pass' : 'skip'
}

function testEntry({ test, outcome, rows, seconds }: TestResult) {
  const status = {
    passed: 'pass',
    failed: 'fail',
    error: 'error',
    'no data': null,
    skipped: 'skip',
  }[outcome.kind]
  return {
    name: test,
    test_type: 'unit',
    success: outcome.kind === 'passed' || outcome.kind === 'skipped',
    message:
      outcome.kind === 'passed'
        ? 'TEST PASSED'
        : `TEST ${outcome.kind.toUpperCase()}: ${outcome.reason}`,
    exception: outcome.kind === 'error' ? outcome.reason : null,
    status,
    duration: Number(seconds.toFixed(2)),
    wait_duration: null,
    resultCount: rows === null ? null : String(rows),
    runDuration: rows === null ? null : seconds.toFixed(3),
  }
}

const entriesOf = (
  detections: readonly { readonly entry: Entry }[],
  rank: (entry: Entry) => number,
): readonly Entry[] =>
  detections
    .map(({ entry }) => entry)
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

const percent = (part: number, whole: number): string =>
  whole === 0 ? 'UNKNOWN' : `${((part / whole) * 100).toFixed(1)}%`

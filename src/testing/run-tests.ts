import type { Detection, DetectionTest } from '../detections/detection.ts'
import type { DataFinder } from './attack-data.ts'
import type { DataCache } from './attack-data-cache.ts'
import { type DataFile, dataFileOf, type OpenedData } from './data-file.ts'
import { type GroupContext, runGroup, type TestCase } from './run-group.ts'
import { skipReason } from './skip-reason.ts'
import type { Outcome, TestData, TestedDetection, TestResult } from './test-result.ts'

export interface TestContext extends GroupContext {
  readonly finder: DataFinder
  readonly cache: DataCache
}

/** Tests over the same data. */
interface Group {
  readonly files: readonly DataFile[]
  readonly cases: (TestCase & { readonly place: number })[]
}

/** Groups whose data is downloaded while others run. */
const groupsAhead = 4

/** Tests in the order of their detections: what is known of some already, and those that are to be run. */
interface Plan {
  readonly results: (TestResult | undefined)[]
  readonly groups: readonly Group[]
}

/**
 * Runs the tests of detections. Those over the same data share one reading. Results come in the order of the detections and their tests,
 * each as soon as all before it are there.
 */
export async function* runTests(
  detections: readonly Detection[],
  context: TestContext,
): AsyncGenerator<TestResult> {
  const { results, groups } = planTests(detections, context)
  let told = 0
  for (const [index, group] of groups.entries()) {
    for (; results[told]; told++) yield release(results, told)
    for (const { files } of groups.slice(index, index + groupsAhead)) {
      for (const file of files) file.open(context.signal).catch(() => {})
    }
    const found = await resultsOf(group, context)
    for (const [at, { place }] of group.cases.entries()) results[place] = found[at]!
  }
  for (; told < results.length; told++) yield release(results, told)
}

function planTests(detections: readonly Detection[], { finder, cache }: TestContext): Plan {
  const results: (TestResult | undefined)[] = []
  const groups = new Map<string, Group>()
  const cases = detections.flatMap((detection) =>
    (detection.tests.length > 0 ? detection.tests : [undefined]).map((test) => ({
      detection,
      test,
    })),
  )
  for (const [place, { detection, test }] of cases.entries()) {
    const reason = skipReason(detection, test)
    results.push(
      reason === undefined ? undefined : notRun(detection, test, { kind: 'skipped', reason }),
    )
    if (reason !== undefined || test === undefined) continue
    const files = distinct(
      test.attackData.map((entry) => dataFileOf(entry, detection.path, finder, cache)),
    )
    const key = files.map((file) => file.key).join('\n')
    const group = groups.get(key) ?? { files, cases: [] }
    groups.set(key, group)
    group.cases.push({ detection, test, place })
  }
  return { results, groups: [...groups.values()] }
}

/** What was told is not held any longer. */
function release(results: (TestResult | undefined)[], place: number): TestResult {
  const result = results[place]!
  results[place] = undefined
  return result
}

const distinct = (files: readonly DataFile[]): readonly DataFile[] => [
  ...new Map(files.map((file) => [file.key, file])).values(),
]

async function resultsOf(group: Group, context: TestContext): Promise<readonly TestResult[]> {
  const { files, cases } = group
  const opened: OpenedData[] = []
  for (const file of files) opened.push(await file.open(context.signal))
  const data = (events: readonly (number | null)[]): TestData[] =>
    files.map(({ entry }, index) => {
      const each = opened[index]!
      return {
        data: entry.data.text,
        file: 'file' in each ? each.file.path : null,
        source: entry.source,
        sourcetype: entry.sourcetype,
        events: events[index] ?? null,
      }
    })
  const absent = files.flatMap(({ entry }, index) => {
    const each = opened[index]!
    return 'reason' in each ? [`${entry.data.text}: ${each.reason}`] : []
  })
  if (absent.length > 0) {
    const outcome: Outcome = { kind: 'no data', reason: absent.join('; ') }
    return cases.map(({ detection, test }) => ({
      ...notRun(detection, test, outcome),
      data: data([]),
    }))
  }
  const inputs = files.map(({ overrides }, index) => {
    const each = opened[index]!
    if ('reason' in each) throw new Error(each.reason)
    return { file: each.file, overrides, note: each.note }
  })
  const { results, readings } = await runGroup(cases, inputs, context)
  const events = readings.map((reading) => reading.events)
  const problems = readings.flatMap((reading) => reading.problems)
  const notes = [...inputs.flatMap(({ note }) => note ?? []), ...problems]
  const empty = events.indexOf(0)
  return cases.map(({ detection, test }, index) => {
    const result = results[index]!
    const nothing = empty >= 0 && result.outcome.kind !== 'error'
    const reason = `no event could be read from ${inputs[empty]?.file.path}`
    const outcome: Outcome = nothing ? { kind: 'no data', reason } : result.outcome
    return {
      detection: tested(detection),
      test: test.name,
      outcome,
      rows: nothing ? null : result.rows,
      data: data(events),
      notes: [...result.notes, ...notes],
      seconds: result.seconds,
    }
  })
}

const notRun = (
  detection: Detection,
  test: DetectionTest | undefined,
  outcome: Outcome,
): TestResult => ({
  detection: tested(detection),
  test: test?.name ?? '',
  outcome,
  rows: null,
  data: [],
  notes: [],
  seconds: 0,
})

const tested = (detection: Detection): TestedDetection => ({
  name: detection.name,
  id: detection.id,
  type: detection.type,
  status: detection.status,
  path: detection.path,
  securityDomain: detection.securityDomain,
  manualTest: detection.manualTest,
  search: detection.search.text,
  dataSources: detection.dataSources.map(({ text }) => text),
})

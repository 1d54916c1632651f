import type { DetectionEntry } from '../../../src/catalogue/detection-entry.ts'
import type { ListedVerdict } from '../../../src/http/api-types.ts'
import { useVerdicts } from '../data/queries.ts'
import { isStatic } from '../data/source.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { TextWithLinks } from '../parts/text-with-links.tsx'
import { timeText } from '../parts/time-text.ts'
import { TestRunner } from './test-runner.tsx'

/** What the detection is tested with, and what the tests said last. */
export function TestList({ entry }: { readonly entry: DetectionEntry }) {
  const { name: detection, tests, manualTest, path } = entry
  const { data: verdicts } = useVerdicts()
  const verdict = verdicts?.[detection]
  const command = `whippet test ${path} --data attack_data/`
  return (
    <>
      {manualTest !== null && <p className="problem">Tested by hand: {manualTest}</p>}
      {tests.length === 0 ? <p>It has no test.</p> : <LastVerdict verdict={verdict} />}
      {tests.map(({ name, attackData }, index) => (
        <div key={name} className="test">
          <h3>
            {name} <TestOutcome test={testAt(verdict, index, name)} />
          </h3>
          <Reason test={testAt(verdict, index, name)} />
          <ul className="plain">
            {attackData.map(({ data, source, sourcetype }) => (
              <li key={data}>
                <TextWithLinks text={data} />
                <span className="note">
                  {sourcetype} · {source}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {tests.length > 0 && !isStatic && (
        <TestRunner detections={[detection]} label="Run its tests" />
      )}
      {tests.length > 0 && (
        <p className="note">
          <code>{command}</code> <CopyButton text={command} what="the command" />
        </p>
      )}
    </>
  )
}

type JudgedTest = ListedVerdict['tests'][number]

/** Names may be the same, and tests may have changed since. */
function testAt(
  verdict: ListedVerdict | undefined,
  index: number,
  name: string,
): JudgedTest | undefined {
  const test = verdict?.tests[index]
  return test?.name === name ? test : undefined
}

function LastVerdict({ verdict }: { readonly verdict: ListedVerdict | undefined }) {
  if (!verdict) return <p>Not tested here yet.</p>
  const { outcome, time, changed } = verdict
  return (
    <p className="row-facts" role="status">
      <span>
        Last verdict: <Outcome kind={outcome} />
      </span>
      <span>{timeText(time)} UTC</span>
      {changed && <span className="badge warn">its search has changed since</span>}
    </p>
  )
}

function TestOutcome({ test }: { readonly test: JudgedTest | undefined }) {
  if (!test) return null
  const { outcome, rows } = test
  return (
    <>
      <Outcome kind={outcome} />
      {rows !== null && (
        <small>
          {rows} {rows === 1 ? 'row' : 'rows'}
        </small>
      )}
    </>
  )
}

/** Why it did not pass. */
function Reason({ test }: { readonly test: JudgedTest | undefined }) {
  const reason = test?.reason ?? null
  return reason === null ? null : <p className="note reason">{reason}</p>
}

const Outcome = ({ kind }: { readonly kind: ListedVerdict['outcome'] }) => (
  <b className={`outcome ${kind.replace(' ', '-')}`}>{kind}</b>
)

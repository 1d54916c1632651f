import type { DetectionEntry } from '../../../src/catalogue/detection-entry.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { TextWithLinks } from '../parts/text-with-links.tsx'

/** What the detection is tested with. */
export function TestList({
  entry: { tests, manualTest, path },
}: {
  readonly entry: DetectionEntry
}) {
  const command = `whippet test ${path} --data attack_data/`
  return (
    <>
      {manualTest !== null && <p className="problem">Tested by hand: {manualTest}</p>}
      {tests.length === 0 && <p>It has no test.</p>}
      {tests.map(({ name, attackData }) => (
        <div key={name} className="test">
          <h3>{name}</h3>
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
      {tests.length > 0 && (
        <p className="note">
          <code>{command}</code> <CopyButton text={command} what="the command" />
        </p>
      )}
    </>
  )
}

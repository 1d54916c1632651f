import type { DetectionEntry } from '../../../src/catalogue/detection-entry.ts'
import { SeverityMark } from '../parts/severity-mark.tsx'

export function RiskSection({ entry }: { readonly entry: DetectionEntry }) {
  const { severity, risk, score, confidence, impact, throttling } = entry
  return (
    <>
      <p className="row-facts">
        <SeverityMark severity={severity} />
        {score !== null && <span>score {score}</span>}
        {confidence !== null && <span>confidence {confidence}</span>}
        {impact !== null && <span>impact {impact}</span>}
      </p>
      {risk === null ? (
        <p>It raises no risk.</p>
      ) : (
        <>
          <p className="risk-message">{tokenized(risk.message)}</p>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Field</th>
                  <th scope="col">Object</th>
                  <th scope="col">Score</th>
                </tr>
              </thead>
              <tbody>
                {risk.objects.map(({ field, type, score: points }) => (
                  <tr key={`${field} ${type}`}>
                    <td className="mono">{field}</td>
                    <td>{type}</td>
                    <td className="number">{points}</td>
                  </tr>
                ))}
                {risk.threatObjects.map(({ field, type }) => (
                  <tr key={`${field} ${type}`}>
                    <td className="mono">{field}</td>
                    <td>threat: {type}</td>
                    <td />
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {throttling && (
        <p>
          The same {throttling.fields.join(', ')} raises nothing again within {throttling.period}.
        </p>
      )}
    </>
  )
}

/** `$dest$` stands out: it is filled from each row. */
const tokenized = (message: string) =>
  message.split(/(\$[\w.:]+\$)/).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never change places
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  )

import type { HuntReport } from '../../../src/detections/hunt-report.ts'
import { Messages } from '../parts/messages.tsx'
import { useTitle } from '../parts/use-title.ts'
import { DropZone } from './drop-zone.tsx'
import { ExportMenu } from './export-menu.tsx'
import { FindingsView } from './findings-view.tsx'
import { HuntProgress } from './hunt-progress.tsx'
import { forgetFiles, useHunt } from './hunt-store.ts'

/** All detections over the files of one's own. */
export function HuntPage() {
  useTitle('Hunt')
  const { report, loaded, status, detections, jobId } = useHunt()
  return (
    <div className="page">
      <h1>Hunt</h1>
      <p className="lead">Runs every detection over your logs, and shows what they find.</p>
      <DropZone />
      <HuntProgress />
      {status && status.messages.length > 0 && <Messages lines={status.messages} />}
      {report && (
        <>
          <Summary report={report} label={loaded?.label ?? ''} only={detections} />
          <p className="actions">
            {jobId !== undefined && <ExportMenu jobId={jobId} />}
            <button type="button" onClick={() => void forgetFiles()}>
              Remove the files and findings
            </button>
          </p>
          <FindingsView findings={report.findings} />
        </>
      )}
    </div>
  )
}

interface SummaryProps {
  readonly report: HuntReport
  readonly label: string
  readonly only: readonly string[] | undefined
}

function Summary({ report: { summary, findings }, label, only }: SummaryProps) {
  const { files, events, parseErrors, detections, skipped } = summary
  return (
    <section aria-label="Summary">
      <h2>
        <span role="status">
          {findings.length === 0
            ? 'Nothing was found'
            : `${findings.length} of ${detections} detections found something`}
        </span>
      </h2>
      <p>
        In {label}: {events.toLocaleString('en')} events of {files} {files === 1 ? 'file' : 'files'}
        {parseErrors > 0 && `; ${parseErrors} parts could not be read`}
        {only && `; hunted with ${only.join(', ')} alone`}.
      </p>
      {skipped.length > 0 && (
        <details>
          <summary>{skipped.length} detections do not run here</summary>
          <ul className="plain">
            {skipped.map(({ name, reason }) => (
              <li key={name}>
                {name}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

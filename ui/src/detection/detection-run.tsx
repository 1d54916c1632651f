import type { DetectionEntry } from '../../../src/catalogue/detection-entry.ts'
import { DropZone } from '../hunt/drop-zone.tsx'
import { FindingsView } from '../hunt/findings-view.tsx'
import { HuntProgress } from '../hunt/hunt-progress.tsx'
import { useHunt } from '../hunt/hunt-store.ts'

/** Runs this one detection; shows also what it found in a hunt with all. */
export function DetectionRun({
  entry: { name, slug, tests, refusal },
}: {
  readonly entry: DetectionEntry
}) {
  const { report, detections, loaded, phase } = useHunt()
  if (refusal !== null) return null
  const about = detections === undefined || detections.includes(name)
  const own = report?.findings.filter(({ detection }) => detection.name === name) ?? []
  return (
    <details className="run" open={about && report !== undefined ? true : undefined}>
      <summary>Run it over your logs</summary>
      <DropZone detection={name} {...(tests.length > 0 && { testsOf: slug })} />
      {(about || phase === 'sending') && <HuntProgress />}
      {about && report && (
        <>
          <p role="status">
            <strong>{own.length > 0 ? 'It fired' : 'It found nothing'}</strong> in{' '}
            {loaded?.label ?? 'the files'} ({report.summary.events.toLocaleString('en')} events).{' '}
            <a href="#/hunt">All of the hunt</a>
          </p>
          <FindingsView findings={own} />
        </>
      )}
    </details>
  )
}

import type { Finding } from '../../../src/detections/finding.ts'
import { FindingView } from './finding-view.tsx'
import { TimelineView } from './timeline-view.tsx'

/** Findings with their timeline. */
export function FindingsView({ findings }: { readonly findings: readonly Finding[] }) {
  const show = (index: number) => {
    const finding = document.getElementById(`finding-${index}`)
    finding?.scrollIntoView({ block: 'start' })
    finding?.focus({ preventScroll: true })
  }
  return (
    <>
      <TimelineView findings={findings} show={show} />
      {findings.map((finding, index) => (
        <FindingView
          key={finding.detection.id || finding.detection.name}
          finding={finding}
          index={index}
        />
      ))}
    </>
  )
}

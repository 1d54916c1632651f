import { useMemo } from 'react'
import type { Severity } from '../../../src/detections/detection.ts'
import type { Finding } from '../../../src/detections/finding.ts'
import { FindingView } from './finding-view.tsx'
import { TimelineView } from './timeline-view.tsx'

const ranks: Readonly<Record<Severity, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  informational: 4,
}

/** Findings with their timeline, the severest first. */
export function FindingsView({ findings }: { readonly findings: readonly Finding[] }) {
  const sorted = useMemo(
    () =>
      [...findings].sort(
        (left, right) => ranks[left.detection.severity] - ranks[right.detection.severity],
      ),
    [findings],
  )
  const show = (index: number) => {
    const finding = document.getElementById(`finding-${index}`)
    finding?.scrollIntoView({ block: 'start' })
    finding?.focus({ preventScroll: true })
  }
  return (
    <>
      <TimelineView findings={sorted} show={show} />
      {sorted.map((finding, index) => (
        <FindingView
          key={finding.detection.id || finding.detection.name}
          finding={finding}
          index={index}
        />
      ))}
    </>
  )
}

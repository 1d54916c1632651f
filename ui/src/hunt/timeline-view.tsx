import { useMemo } from 'react'
import type { Finding } from '../../../src/detections/finding.ts'
import { timeText } from '../parts/time-text.ts'
import { timelineOf } from './timeline-points.ts'

interface TimelineViewProps {
  readonly findings: readonly Finding[]
  readonly show: (finding: number) => void
}

/** Findings by time and by what they are about; each point leads to its finding. */
export function TimelineView({ findings, show }: TimelineViewProps) {
  const timeline = useMemo(() => timelineOf(findings), [findings])
  if (!timeline) return null
  const { start, end, lanes } = timeline
  const place = (time: number) => `${((time - start) / (end - start)) * 100}%`
  const ticks = [0, 0.5, 1].map((share) => start + (end - start) * share)
  return (
    <section className="timeline" aria-label="Timeline">
      <h2>Timeline</h2>
      <ul>
        {lanes.map(({ entity, points }) => (
          <li key={entity}>
            <span className="lane-name" title={entity}>
              {entity}
            </span>
            <span className="lane">
              {points.map(({ finding, name, severity, time, rows }) => (
                <button
                  key={`${finding} ${time}`}
                  type="button"
                  className={`point ${severity}`}
                  style={{ left: place(time) }}
                  title={`${timeText(time)} ${name}`}
                  aria-label={`${timeText(time)}: ${name}, ${rows} ${rows === 1 ? 'row' : 'rows'}`}
                  onClick={() => show(finding)}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className="ticks" aria-hidden="true">
        {ticks.map((time) => (
          <span key={time}>{timeText(time)}</span>
        ))}
      </p>
    </section>
  )
}

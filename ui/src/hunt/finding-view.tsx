import { useMemo, useState } from 'react'
import type { Drilldown, Finding, RowRisk } from '../../../src/detections/finding.ts'
import { useCatalogue } from '../data/queries.ts'
import { RowsTable } from '../parts/rows-table.tsx'
import { SeverityMark } from '../parts/severity-mark.tsx'
import { timeText } from '../parts/time-text.ts'
import { hrefOf } from '../router.ts'
import { DrilldownResult } from './drilldown-result.tsx'
import { RowEventsView } from './row-events-view.tsx'

/** What one detection found. */
export function FindingView({
  finding,
  index,
}: {
  readonly finding: Finding
  readonly index: number
}) {
  const { detection, rows, risk, firstTime, lastTime, drilldowns, files } = finding
  const { data } = useCatalogue()
  const slug = data?.detections.find(({ name }) => name === detection.name)?.slug
  const [openRow, setOpenRow] = useState<number>()
  const fields = useMemo(() => fieldsOf(rows), [rows])
  const risks = useMemo(() => distinctRisks(risk), [risk])
  return (
    <article className="finding" id={`finding-${index}`} tabIndex={-1}>
      <h3>
        {slug === undefined ? (
          detection.name
        ) : (
          <a href={hrefOf(['detections', slug])}>{detection.name}</a>
        )}
      </h3>
      <p className="row-facts">
        <SeverityMark severity={detection.severity} />
        <span className="badge">{detection.type}</span>
        {detection.attack.map(({ id, name }) => (
          <span key={id}>
            <span className="mono">{id}</span> {name}
          </span>
        ))}
        {firstTime !== null && (
          <span>
            {timeText(firstTime)}
            {lastTime !== firstTime && ` – ${timeText(lastTime)}`} UTC
          </span>
        )}
      </p>
      {files.length > 0 && (
        <p className="note">From {[...new Set(files.map(fileName))].join(', ')}</p>
      )}
      <ul className="risks">
        {risks.map(({ message, objects, count }) => (
          <li key={JSON.stringify([message, objects])}>
            <span className="risk-message">{message ?? 'No risk message'}</span>
            <span className="row-facts">
              {objects.map(({ field, value, type, score }) => (
                <span key={`${field} ${value}`} className="entity">
                  {value} <small>{type}</small> <b title="risk score">{score}</b>
                </span>
              ))}
              <small>
                {count} {count === 1 ? 'row' : 'rows'}
              </small>
            </span>
          </li>
        ))}
      </ul>
      <Drilldowns drilldowns={drilldowns} detection={detection.name} />
      <RowsTable
        fields={fields}
        rows={rows}
        label={`Rows of ${detection.name}`}
        {...(slug !== undefined && {
          detail: {
            label: 'Events',
            open: openRow,
            toggle: (row: number) => setOpenRow(openRow === row ? undefined : row),
          },
        })}
      />
      {slug !== undefined && openRow !== undefined && rows[openRow] && (
        <RowEventsView
          key={openRow}
          slug={slug}
          row={rows[openRow]}
          index={openRow}
          detection={detection.name}
        />
      )}
    </article>
  )
}

interface DrilldownsProps {
  readonly drilldowns: readonly Drilldown[]
  readonly detection: string
}

function Drilldowns({ drilldowns, detection }: DrilldownsProps) {
  const [open, setOpen] = useState<number>()
  const [all, setAll] = useState(false)
  const shown = all ? drilldowns : drilldowns.slice(0, 8)
  const chosen = open === undefined ? undefined : drilldowns[open]
  return (
    <div className="drilldowns">
      {shown.map((drilldown, index) => (
        <button
          key={JSON.stringify([drilldown.search, drilldown.earliest, drilldown.latest])}
          type="button"
          aria-expanded={open === index}
          onClick={() => setOpen(open === index ? undefined : index)}
        >
          {drilldown.name}
        </button>
      ))}
      {drilldowns.length > shown.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {drilldowns.length}
        </button>
      )}
      {chosen && <DrilldownResult key={open} drilldown={chosen} detection={detection} />}
    </div>
  )
}

/** Where the server keeps a file that was sent means nothing to who sent it. */
const fileName = (path: string): string => path.replace(/^.*[\\/]/, '')

/** In the order in which rows have them. */
const fieldsOf = (rows: Finding['rows']): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
]

/** Rows that say the same are told once. */
function distinctRisks(
  risk: readonly RowRisk[],
): readonly (Pick<RowRisk, 'message' | 'objects'> & { readonly count: number })[] {
  const known = new Map<string, { risk: RowRisk; count: number }>()
  for (const each of risk) {
    const key = JSON.stringify([each.message, each.objects])
    const same = known.get(key)
    if (same) same.count += 1
    else known.set(key, { risk: each, count: 1 })
  }
  return [...known.values()].map(({ risk: { message, objects }, count }) => ({
    message,
    objects,
    count,
  }))
}

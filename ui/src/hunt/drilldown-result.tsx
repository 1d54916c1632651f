import { useMemo } from 'react'
import type { Drilldown } from '../../../src/detections/finding.ts'
import { Problems } from '../parts/problems.tsx'
import { RowsTable } from '../parts/rows-table.tsx'
import { SplBlock } from '../parts/spl.tsx'
import { useHunt } from './hunt-store.ts'
import { type SearchRequest, useSearchJob } from './use-search-job.ts'

const readsRisk = /\bdatamodel[\s:=]+"?risk\b|\bindex\s*=\s*"?risk\b/i

/** A drilldown of a finding, run over the files that were hunted. */
export function DrilldownResult({ drilldown }: { readonly drilldown: Drilldown }) {
  const { loaded } = useHunt()
  const request = useMemo(
    (): SearchRequest | undefined => loaded && requestOf(drilldown, loaded.inputs),
    [drilldown, loaded],
  )
  const state = useSearchJob(request)
  const { missing, assumed } = drilldown
  return (
    <section className="drilldown-result" aria-label={drilldown.name}>
      <details>
        <summary>The search</summary>
        <SplBlock text={drilldown.search} />
      </details>
      {missing && (
        <p className="problem warning">
          The rows have no field {missing.join(', ')}: it stays unfilled in the search.
        </p>
      )}
      {assumed &&
        Object.entries(assumed).map(([name, field]) => (
          <p key={name} className="problem">
            The rows have no field {name}: the value of {field} stands for it.
          </p>
        ))}
      {readsRisk.test(drilldown.search) && (
        <p className="problem warning">
          It asks for risk events. Those that this hunt raised are not among the events that are
          searched here; they are listed above with each finding.
        </p>
      )}
      {state.kind === 'running' && (
        <p role="status">Searching: {state.events.toLocaleString('en')} events</p>
      )}
      {state.kind === 'failed' && (
        <p className="problem error" role="alert">
          {state.error.message}
        </p>
      )}
      {state.kind === 'done' && (
        <>
          <Problems problems={state.result.diagnostics} />
          <p role="status">
            {state.result.count} {state.result.count === 1 ? 'row' : 'rows'}
          </p>
          {state.result.rows.length > 0 && (
            <RowsTable
              fields={state.result.fields}
              rows={state.result.rows}
              label="Rows of the drilldown"
            />
          )}
        </>
      )}
    </section>
  )
}

function requestOf(
  { search, earliest, latest, now }: Drilldown,
  inputs: SearchRequest['inputs'],
): SearchRequest {
  return {
    kind: 'search',
    spl: search,
    inputs,
    ...(earliest !== null && { earliest: String(earliest) }),
    ...(latest !== null && { latest: String(latest) }),
    now: String(now),
  }
}

import { useMemo, useState } from 'react'
import type { Drilldown } from '../../../src/detections/finding.ts'
import { OpenInSearch } from '../parts/open-in-search.tsx'
import { SplBlock } from '../parts/spl.tsx'
import { SearchOutcome } from '../search/search-outcome.tsx'
import { type SearchRequest, useSearchJob } from '../search/use-search-job.ts'
import { useHunt } from './hunt-store.ts'
import { withoutUnfilled } from './unfilled-stages.ts'

interface DrilldownResultProps {
  readonly drilldown: Drilldown
  /** The name of the detection, which tells results of equal drilldowns apart. */
  readonly detection: string
}

/** A drilldown of a finding, run over the files that were hunted and the risk that the hunt raised. */
export function DrilldownResult({ drilldown, detection }: DrilldownResultProps) {
  const { loaded, jobId } = useHunt()
  const [shortened, setShortened] = useState(false)
  const { missing, assumed } = drilldown
  const label = `${drilldown.name}, ${detection}`
  const rest = useMemo(
    () => missing && withoutUnfilled(drilldown.search, missing),
    [drilldown, missing],
  )
  const search = shortened && rest ? rest.search : drilldown.search
  const request = useMemo(
    (): SearchRequest | undefined =>
      loaded && requestOf({ ...drilldown, search }, loaded.inputs, jobId),
    [drilldown, search, loaded, jobId],
  )
  const state = useSearchJob(request)
  return (
    <section className="drilldown-result" aria-label={label}>
      <details>
        <summary>The search</summary>
        <SplBlock text={search} />
        <OpenInSearch spl={search} what={label} />
      </details>
      {missing && (
        <p className="problem warning">
          The rows have no field {missing.join(', ')}: it stays unfilled in the search, which can
          find nothing by it.
          {rest && !shortened && (
            <button type="button" onClick={() => setShortened(true)}>
              Run it without <code>{rest.dropped.join(' | ')}</code>
            </button>
          )}
        </p>
      )}
      {assumed &&
        Object.entries(assumed).map(([name, field]) => (
          <p key={name} className="problem">
            The rows have no field {name}: the value of {field} stands for it.
          </p>
        ))}
      <SearchOutcome state={state} label={`Rows: ${label}`} />
    </section>
  )
}

function requestOf(
  { search, earliest, latest, now }: Drilldown,
  inputs: SearchRequest['inputs'],
  hunt: string | undefined,
): SearchRequest {
  return {
    kind: 'search',
    spl: search,
    inputs,
    ...(hunt !== undefined && { hunt }),
    ...(earliest !== null && { earliest: String(earliest) }),
    ...(latest !== null && { latest: String(latest) }),
    now: String(now),
  }
}

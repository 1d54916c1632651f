import { useMemo } from 'react'
import type { Finding } from '../../../src/detections/finding.ts'
import { useDetection } from '../data/queries.ts'
import { OpenInSearch } from '../parts/open-in-search.tsx'
import { SplBlock } from '../parts/spl.tsx'
import { Loading } from '../parts/states.tsx'
import { SearchOutcome } from '../search/search-outcome.tsx'
import { type SearchRequest, useSearchJob } from '../search/use-search-job.ts'
import { useHunt } from './hunt-store.ts'
import { type RowEvents, rowEvents } from './row-events.ts'

interface RowEventsViewProps {
  readonly slug: string
  readonly row: Finding['rows'][number]
  /** From 0. */
  readonly index: number
  readonly detection: string
}

/** The raw events that a row of a finding was made of, as far as the search tells. */
export function RowEventsView({ slug, row, index, detection }: RowEventsViewProps) {
  const { loaded } = useHunt()
  const { data } = useDetection(slug)
  const events = useMemo(() => data && rowEvents(data.explanation.stages, row), [data, row])
  const request = useMemo(
    (): SearchRequest | undefined =>
      loaded && events && { kind: 'search', spl: events.search, inputs: loaded.inputs },
    [events, loaded],
  )
  const state = useSearchJob(request)
  const label = `Events of row ${index + 1}, ${detection}`
  return (
    <section className="drilldown-result" aria-label={label}>
      {!data && <Loading what="the search" />}
      {data && !events && (
        <p className="problem">
          The search reads no events itself, so that it does not tell which ones this row is made
          of.
        </p>
      )}
      {events && (
        <>
          <p>
            Row {index + 1}: {whichEvents(events)}
          </p>
          <details>
            <summary>The search</summary>
            <SplBlock text={events.search} />
            <OpenInSearch spl={events.search} what={label} />
          </details>
          <SearchOutcome state={state} label={label} />
        </>
      )}
    </section>
  )
}

function whichEvents({ made, fields }: RowEvents): string {
  if (made === null) return 'all events that the search finds; its rows are events.'
  if (fields.length === 0) {
    return `all events that the search read before "${made}"; the row does not tell which are its own.`
  }
  return `events that the search read before "${made}" and that have the row's ${fields.join(', ')}.`
}

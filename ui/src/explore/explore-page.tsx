import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { ListedDetection } from '../../../src/http/api-types.ts'
import { useAnalysis, useCatalogue, useVerdicts } from '../data/queries.ts'
import { useHunt } from '../hunt/hunt-store.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { hrefOf } from '../router.ts'
import { queryOf } from './address.ts'
import { DetectionList } from './detection-list.tsx'
import { rememberExplore, useExploreState } from './explore-state.ts'
import { FacetPanel } from './facet-panel.tsx'
import { applyFacets } from './facets.ts'
import { type FullText, indexDetections } from './full-text.ts'
import { type Sorting, sortDetections, sortings } from './sorting.ts'

export function ExplorePage() {
  useTitle('Explore')
  const catalogue = useCatalogue()
  if (catalogue.isPending) return <Loading what="the catalogue" />
  if (catalogue.isError) return <Failed error={catalogue.error} retry={() => catalogue.refetch()} />
  return <Explore items={catalogue.data.detections} />
}

function Explore({ items }: { readonly items: readonly ListedDetection[] }) {
  const [state, change] = useExploreState()
  useEffect(() => rememberExplore(hrefOf([], queryOf(state))))
  const { data: analysis } = useAnalysis()
  const { data: verdicts } = useVerdicts()
  const { report } = useHunt()
  const fired = useMemo(
    () => report && new Set(report.findings.map(({ detection }) => detection.name)),
    [report],
  )
  const index = useFullText(items)
  const text = useDeferredValue(state.text)
  const scores = useMemo(() => index?.search(text), [index, text])
  const matching = useMemo(
    () => (scores ? items.filter(({ slug }) => scores.has(slug)) : items),
    [items, scores],
  )
  const selection = JSON.stringify(state.selection)
  const faceted = useMemo(
    () => applyFacets(matching, JSON.parse(selection), { analysis, fired, verdicts }),
    [matching, selection, analysis, fired, verdicts],
  )
  const sorted = useMemo(
    () => sortDetections(faceted.items, state.sorting, scores),
    [faceted, state.sorting, scores],
  )
  const clear = () => change({ text: '', selection: {} })
  return (
    <div className="explore">
      <h1 className="visually-hidden">Explore detections</h1>
      <div className="explore-bar">
        <SearchBox
          text={state.text}
          change={(typed) => change({ text: typed }, { replace: true })}
        />
        <label className="sorting">
          <span>Sort by</span>
          <select
            value={state.sorting}
            onChange={({ target }) => change({ sorting: target.value as Sorting })}
          >
            {Object.entries(sortings).map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <FacetPanel
        values={faceted.values}
        choose={(facet, chosen) => change({ selection: { ...state.selection, [facet]: chosen } })}
      />
      <section
        className="explore-results"
        aria-label="Detections"
        aria-busy={text !== state.text || (state.text !== '' && !index)}
      >
        <p className="count" role="status">
          {countText(sorted.length, items.length)}
          {(state.text !== '' || selection !== '{}') && (
            <button type="button" className="link" onClick={clear}>
              Clear all
            </button>
          )}
        </p>
        {sorted.length === 0 ? (
          <p className="empty">
            {items.length === 0
              ? 'The content has no detections.'
              : 'Nothing matches. Take a word or a choice away.'}
          </p>
        ) : (
          <DetectionList items={sorted} analysis={analysis} fired={fired} />
        )}
      </section>
    </div>
  )
}

const countText = (count: number, all: number): string =>
  count === all ? `${all} detections ` : `${count} of ${all} detections `

function SearchBox({
  text,
  change,
}: {
  readonly text: string
  readonly change: (text: string) => void
}) {
  return (
    <search className="search-box">
      <input
        id="search"
        type="search"
        aria-label="Search names, descriptions, queries and techniques"
        placeholder="Search names, descriptions, SPL, techniques …"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => change(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
          event.preventDefault()
          document.querySelector<HTMLElement>('[data-row="0"] a')?.focus()
        }}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </search>
  )
}

/** Made once for a catalogue, in parts between which the page answers. */
let made:
  | { readonly items: readonly ListedDetection[]; readonly index: Promise<FullText> }
  | undefined

function useFullText(items: readonly ListedDetection[]): FullText | undefined {
  const [index, setIndex] = useState<FullText>()
  useEffect(() => {
    let gone = false
    if (made?.items !== items) {
      const pause = () => new Promise<void>((resolve) => setTimeout(resolve))
      made = { items, index: indexDetections(items, pause) }
    }
    void made.index.then((ready) => {
      if (!gone) setIndex(ready)
    })
    return () => {
      gone = true
    }
  }, [items])
  return index
}

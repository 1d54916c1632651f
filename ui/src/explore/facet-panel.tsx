import { useState } from 'react'
import { type Facet, type FacetedItems, type FacetValue, facets } from './facets.ts'

const shownAtFirst = 7

interface FacetPanelProps {
  readonly values: FacetedItems['values']
  readonly choose: (facet: string, chosen: readonly string[]) => void
}

/** On a phone it stays folded until asked for. */
export function FacetPanel({ values, choose }: FacetPanelProps) {
  const [shown, setShown] = useState(false)
  const chosen = facets.reduce(
    (sum, { key }) => sum + (values[key]?.filter((value) => value.chosen).length ?? 0),
    0,
  )
  return (
    <aside className="facets" aria-label="Filters">
      <button
        type="button"
        className="facets-toggle"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        Filters{chosen > 0 && ` (${chosen})`}
      </button>
      <div className={shown ? 'facets-body shown' : 'facets-body'}>
        {facets.map((facet) => (
          <FacetGroup
            key={facet.key}
            facet={facet}
            values={values[facet.key] ?? []}
            choose={(next) => choose(facet.key, next)}
          />
        ))}
      </div>
    </aside>
  )
}

interface FacetGroupProps {
  readonly facet: Facet
  readonly values: readonly FacetValue[]
  readonly choose: (chosen: readonly string[]) => void
}

function FacetGroup({ facet: { label, open, key }, values, choose }: FacetGroupProps) {
  const [all, setAll] = useState(false)
  const [wanted, setWanted] = useState('')
  const chosen = values.filter((each) => each.chosen).map(({ value }) => value)
  const near = values.filter(({ value }) => value.toLowerCase().includes(wanted.toLowerCase()))
  const listed = all ? near : near.filter((each, index) => each.chosen || index < shownAtFirst)
  if (values.length === 0) return null
  return (
    <details className="facet" open={open === true || chosen.length > 0}>
      <summary>{label}</summary>
      {all && values.length > 20 && (
        <input
          type="search"
          aria-label={`Find in ${label}`}
          placeholder={`Find in ${label}`}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      <ul className={all ? 'long' : ''}>
        {listed.map(({ value, count, chosen: isChosen }) => (
          <li key={value}>
            <label className={count === 0 ? 'none' : ''}>
              <input
                type="checkbox"
                name={key}
                checked={isChosen}
                onChange={() =>
                  choose(isChosen ? chosen.filter((each) => each !== value) : [...chosen, value])
                }
              />
              <span className="facet-value">{value}</span>
              <span className="facet-count">{count}</span>
            </label>
          </li>
        ))}
      </ul>
      {values.length > shownAtFirst && (
        <button type="button" className="link" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${values.length}`}
          <span className="visually-hidden"> of {label}</span>
        </button>
      )}
    </details>
  )
}

import { useMemo, useState } from 'react'
import type { Coverage, TechniqueCoverage } from '../../../src/catalogue/coverage.ts'
import { navigatorLayer } from '../../../src/catalogue/navigator-layer.ts'
import { useAttack } from '../data/queries.ts'
import { isStatic } from '../data/source.ts'
import { TestRunner } from '../detection/test-runner.tsx'
import { useHunt } from '../hunt/hunt-store.ts'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import { Loading } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { go, hrefOf, usePlace } from '../router.ts'
import { columnsOf, type Family, heatOf, type Meaning, meanings } from './matrix-cells.ts'
import { useCoverage } from './use-coverage.ts'

/** ATT&CK as a map of what is covered, in three meanings, and of a group's gaps. */
export function AttackPage() {
  useTitle('ATT&CK')
  const { query } = usePlace()
  const { data: attack } = useAttack()
  const { report } = useHunt()
  const [unfolded, setUnfolded] = useState(false)
  const group = attack?.groups.find(({ id }) => id === query.get('group'))
  const coverage = useCoverage(group)
  const meaning = meaningOf(query.get('show'))
  const columns = useMemo(() => coverage && columnsOf(coverage, meaning), [coverage, meaning])
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(query)
    if (value === '') next.delete(name)
    else next.set(name, value)
    go(hrefOf(['attack'], next), { replace: true })
  }
  if (!attack || !coverage || !columns) return <Loading what="ATT&CK" />
  const gaps = new Set(coverage.group?.gaps)
  const used = new Set(group?.techniques)
  return (
    <div className="attack">
      <h1>ATT&CK coverage</h1>
      <p className="attack-bar">
        <label>
          <span>Show</span>
          <select value={meaning} onChange={({ target }) => change('show', target.value)}>
            {Object.entries(meanings).map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Group</span>
          <select value={group?.id ?? ''} onChange={({ target }) => change('group', target.value)}>
            <option value="">all techniques</option>
            {attack.groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-pressed={unfolded} onClick={() => setUnfolded(!unfolded)}>
          Sub-techniques
        </button>
        <button
          type="button"
          onClick={() => save(navigatorLayer(coverage, 'Whippet'), 'coverage.layer.json')}
        >
          Save for the Navigator
        </button>
      </p>
      <p className="note" role="status">
        {meaning === 'fired' && !report
          ? 'Nothing was hunted yet.'
          : meaning === 'tested'
            ? testedText(coverage)
            : `${coverage.detections - coverage.refused} detections run here; ATT&CK ${coverage.attackVersion}.`}
        {coverage.group &&
          ` ${group?.name}: ${coverage.group.covered.length} techniques covered, ${coverage.group.gaps.length} gaps.`}
      </p>
      {meaning === 'tested' && !isStatic && <TestRunner label="Run all tests" />}
      <ScrollRegion className="matrix" label="Matrix of tactics and techniques">
        {columns.map(({ tactic, families }) => (
          <section key={tactic.id} aria-label={tactic.name}>
            <h2>
              <a href={hrefOf(['tactics', tactic.shortname])}>{tactic.name}</a>
              <small>
                {families.filter(({ most }) => most > 0).length} of {families.length}
              </small>
            </h2>
            <ul>
              {families
                .filter(({ technique, children }) =>
                  [technique, ...children].some(({ id }) => !group || used.has(id)),
                )
                .map((family) => (
                  <FamilyCells
                    key={family.technique.id}
                    family={family}
                    meaning={meaning}
                    gaps={gaps}
                    unfolded={unfolded}
                  />
                ))}
            </ul>
          </section>
        ))}
      </ScrollRegion>
    </div>
  )
}

/** A detection counts once for each technique; here it counts once. */
function testedText({ techniques, detections, refused }: Coverage): string {
  const tested = techniques.filter((technique) => technique.tested > 0).length
  if (tested === 0)
    return 'No test has passed yet: run tests here, or with "whippet test --state .whippet".'
  return `${tested} techniques have a detection that passed its tests, of ${detections - refused} detections that run here.`
}

const meaningOf = (text: string | null): Meaning =>
  text === 'tested' || text === 'fired' ? text : 'rules'

interface FamilyCellsProps {
  readonly family: Family
  readonly meaning: Meaning
  readonly gaps: ReadonlySet<string>
  readonly unfolded: boolean
}

function FamilyCells({ family, meaning, gaps, unfolded }: FamilyCellsProps) {
  const [open, setOpen] = useState(false)
  const { technique, children, most } = family
  const shown = unfolded || open
  return (
    <li>
      <div className="cell-row">
        <Cell technique={technique} meaning={meaning} count={most} gap={gaps.has(technique.id)} />
        {children.length > 0 && (
          <button
            type="button"
            className="fold"
            aria-expanded={shown}
            aria-label={`Sub-techniques of ${technique.name}`}
            onClick={() => setOpen(!open)}
          >
            {shown ? '−' : '+'}
          </button>
        )}
      </div>
      {shown && children.length > 0 && (
        <ul className="children">
          {children.map((child) => (
            <li key={child.id}>
              <Cell
                technique={child}
                meaning={meaning}
                count={child[meaning]}
                gap={gaps.has(child.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface CellProps {
  readonly technique: TechniqueCoverage
  readonly meaning: Meaning
  readonly count: number
  readonly gap: boolean
}

function Cell({ technique: { id, name }, meaning, count, gap }: CellProps) {
  const heat = `cell-${meaning === 'fired' ? 'fired' : 'rule'}-${heatOf(count)}`
  return (
    <a className={`technique ${gap ? 'gap' : heat}`} href={hrefOf(['techniques', id])} title={id}>
      {name} {gap ? <b>gap</b> : count > 0 && <b>{count}</b>}
    </a>
  )
}

/** Gives the data as a file. */
function save(data: object, name: string): void {
  const address = URL.createObjectURL(
    new Blob([`${JSON.stringify(data, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

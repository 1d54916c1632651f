import type { ReactNode } from 'react'
import type { AttackAnswer, ListedDetection } from '../../../src/http/api-types.ts'
import { useAttack, useCatalogue } from '../data/queries.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading, NotThere } from '../parts/states.tsx'
import { useTitle } from '../parts/use-title.ts'
import { hrefOf } from '../router.ts'
import { DetectionLinks } from './detection-links.tsx'

/** Waits for ATT&CK and the detections. */
function WithAttack({
  children,
}: {
  readonly children: (attack: AttackAnswer, detections: readonly ListedDetection[]) => ReactNode
}) {
  const attack = useAttack()
  const catalogue = useCatalogue()
  const error = attack.error ?? catalogue.error
  if (error) return <Failed error={error} />
  if (!attack.data || !catalogue.data) return <Loading what="ATT&CK" />
  return <div className="page">{children(attack.data, catalogue.data.detections)}</div>
}

export function TechniquePage({ id }: { readonly id: string }) {
  useTitle(id)
  return (
    <WithAttack>
      {(attack, detections) => {
        const technique = attack.techniques.find((each) => each.id === id)
        const parentId = id.split('.')[0]!
        const parent = attack.techniques.find((each) => each.id === parentId)
        const children = attack.techniques.filter((each) => each.id.startsWith(`${id}.`))
        const groups = attack.groups.filter(({ techniques }) => techniques.includes(id))
        const about = detections.filter(({ attack: named }) =>
          named.some((each) => each.id === id || each.id.startsWith(`${id}.`)),
        )
        return (
          <>
            <p className="back">
              <a href={hrefOf(['attack'])}>ATT&CK</a>
              {parent && parentId !== id && (
                <>
                  {' / '}
                  <a href={hrefOf(['techniques', parentId])}>
                    {parentId} {parent.name}
                  </a>
                </>
              )}
            </p>
            <h1>
              <span className="mono">{id}</span> {technique?.name ?? 'is not in ATT&CK'}
            </h1>
            {technique && technique.status !== 'active' && (
              <p className="problem warning">
                ATT&CK has withdrawn it
                {technique.successor !== null && (
                  <>
                    {'; use '}
                    <a href={hrefOf(['techniques', technique.successor])}>{technique.successor}</a>
                  </>
                )}
                .
              </p>
            )}
            <ul className="chips">
              {attack.tactics
                .filter(({ name }) => technique?.tactics.includes(name))
                .map(({ shortname }) => (
                  <li key={shortname}>
                    <a className="chip tactic" href={hrefOf(['tactics', shortname])}>
                      {shortname}
                    </a>
                  </li>
                ))}
            </ul>
            <p>
              <a
                href={`https://attack.mitre.org/techniques/${id.replace('.', '/')}/`}
                rel="noreferrer noopener"
                target="_blank"
              >
                {id} at MITRE
              </a>
            </p>
            <DetectionLinks items={about} />
            {children.length > 0 && (
              <Section title="Sub-techniques" id="sub-techniques">
                <TechniqueList techniques={children} detections={detections} />
              </Section>
            )}
            {groups.length > 0 && (
              <Section title="Groups that use it" id="groups">
                <ul className="chips">
                  {groups.map(({ id: group, name }) => (
                    <li key={group}>
                      <a className="chip" href={hrefOf(['attack'], { group })}>
                        {name}
                      </a>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </>
        )
      }}
    </WithAttack>
  )
}

export function TacticPage({ shortname }: { readonly shortname: string }) {
  useTitle(shortname)
  return (
    <WithAttack>
      {(attack, detections) => {
        const tactic = attack.tactics.find((each) => each.shortname === shortname)
        if (!tactic) return <NotThere what="This tactic" />
        const techniques = attack.techniques.filter(
          ({ id, tactics, status }) =>
            !id.includes('.') && status === 'active' && tactics.includes(tactic.name),
        )
        return (
          <>
            <p className="back">
              <a href={hrefOf(['attack'])}>ATT&CK</a>
            </p>
            <h1>{tactic.name}</h1>
            <Section title={`Techniques (${techniques.length})`} id="techniques">
              <TechniqueList techniques={techniques} detections={detections} />
            </Section>
            <DetectionLinks
              items={detections.filter(({ tactics }) => tactics.includes(tactic.name))}
            />
          </>
        )
      }}
    </WithAttack>
  )
}

interface TechniqueListProps {
  readonly techniques: AttackAnswer['techniques']
  readonly detections: readonly ListedDetection[]
}

function TechniqueList({ techniques, detections }: TechniqueListProps) {
  const countOf = (id: string) =>
    detections.filter(({ attack }) =>
      attack.some((each) => each.id === id || each.id.startsWith(`${id}.`)),
    ).length
  return (
    <ul className="item-list">
      {techniques.map(({ id, name }) => (
        <li key={id}>
          <a href={hrefOf(['techniques', id])}>
            <span className="mono">{id}</span> {name}
          </a>
          <span className="note">{countOf(id)}</span>
        </li>
      ))}
    </ul>
  )
}

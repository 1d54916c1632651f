import type { Attack, Tactic, Technique, ThreatGroup } from '../detections/attack.ts'
import type { DetectionEntry } from './detection-entry.ts'

/** What of ATT&CK detections look for. Counts are of detections, each once per technique. */
export interface Coverage {
  readonly attackVersion: string
  /** What was given to count by; without test results nothing is known to be tested, without a hunt nothing to have fired. */
  readonly tested: boolean
  readonly hunted: boolean
  /** In the order of ids; those without detections included, those that ATT&CK has withdrawn not. */
  readonly techniques: readonly TechniqueCoverage[]
  readonly tactics: readonly TacticCoverage[]
  readonly detections: number
  /** Detections that cannot run here: they cover nothing. */
  readonly refused: number
  /** Names of detections that name no technique. */
  readonly withoutTechnique: readonly string[]
  /** Techniques that detections name and ATT&CK does not have, or has withdrawn, and what took their place. */
  readonly unknown: readonly {
    readonly id: string
    readonly successor: string | null
    readonly detections: readonly string[]
  }[]
  readonly group: GroupCoverage | null
}

export interface TechniqueCoverage {
  readonly id: string
  readonly name: string
  readonly tactics: readonly string[]
  /** Detections that run. */
  readonly rules: number
  /** Of these, how many passed their test, and how many fired in the hunt. */
  readonly tested: number
  readonly fired: number
  /** Names of the detections that run, in order. */
  readonly detections: readonly string[]
}

/** How many techniques of a tactic have a detection of each kind. A technique counts with its sub-techniques as one. */
export interface TacticCoverage extends Tactic {
  readonly techniques: number
  readonly withRule: number
  readonly withTested: number
  readonly withFired: number
}

export interface GroupCoverage extends Omit<ThreatGroup, 'techniques'> {
  readonly covered: readonly string[]
  /** Techniques that the group uses and no detection looks for. */
  readonly gaps: readonly string[]
}

export interface CoverageSources {
  readonly attack: Attack
  /** Names of detections that passed their tests; `null` when no result was given. */
  readonly passed: ReadonlySet<string> | null
  /** Names of detections that fired in a hunt. */
  readonly fired: ReadonlySet<string> | null
  readonly group?: ThreatGroup
}

/** What coverage needs to know of a detection. */
export type CoveringDetection = Pick<DetectionEntry, 'name' | 'deprecated' | 'refusal'> & {
  readonly attack: readonly { readonly id: string }[]
}

/** Deprecated detections cover nothing. */
export function coverageOf(
  entries: readonly CoveringDetection[],
  { attack, passed, fired, group }: CoverageSources,
): Coverage {
  const live = entries.filter(({ deprecated }) => !deprecated)
  const running = live.filter(({ refusal }) => refusal === null)
  const byTechnique = new Map<string, string[]>()
  for (const { name, attack: techniques } of running)
    for (const id of new Set(techniques.map((technique) => technique.id))) {
      byTechnique.set(id, [...(byTechnique.get(id) ?? []), name])
    }
  const techniques = attack.techniques
    .filter(({ status }) => status === 'active')
    .map((technique): TechniqueCoverage => {
      const detections = byTechnique.get(technique.id) ?? []
      return {
        id: technique.id,
        name: technique.name,
        tactics: technique.tactics,
        rules: detections.length,
        tested: countIn(detections, passed),
        fired: countIn(detections, fired),
        detections,
      }
    })
  const active = new Set(techniques.map(({ id }) => id))
  return {
    attackVersion: attack.version,
    tested: passed !== null,
    hunted: fired !== null,
    techniques,
    tactics: attack.tactics.map((tactic) => tacticCoverage(tactic, techniques)),
    detections: live.length,
    refused: live.length - running.length,
    withoutTechnique: live
      .filter(({ attack: named }) => named.length === 0)
      .map(({ name }) => name),
    unknown: [...byTechnique]
      .filter(([id]) => !active.has(id))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([id, detections]) => ({
        id,
        successor: attack.technique(id)?.successor ?? null,
        detections,
      })),
    group: group ? groupCoverage(group, attack, techniques) : null,
  }
}

const countIn = (names: readonly string[], known: ReadonlySet<string> | null): number =>
  known === null ? 0 : names.filter((name) => known.has(name)).length

const parentOf = (id: string): string => id.split('.')[0] as string

function tacticCoverage(tactic: Tactic, techniques: readonly TechniqueCoverage[]): TacticCoverage {
  const own = techniques.filter(({ tactics }) => tactics.includes(tactic.name))
  const families = (wanted: (technique: TechniqueCoverage) => boolean): number =>
    new Set(own.filter(wanted).map(({ id }) => parentOf(id))).size
  return {
    ...tactic,
    techniques: families(() => true),
    withRule: families(({ rules }) => rules > 0),
    withTested: families(({ tested }) => tested > 0),
    withFired: families(({ fired }) => fired > 0),
  }
}

/**
 * A sub-technique is covered by a detection for it or for all of its technique; a technique that a group is known to use without saying how, by a
 * detection for any of its sub-techniques.
 */
function groupCoverage(
  { techniques: used, ...group }: ThreatGroup,
  attack: Attack,
  techniques: readonly TechniqueCoverage[],
): GroupCoverage {
  const covered = new Set(techniques.filter(({ rules }) => rules > 0).map(({ id }) => id))
  const parents = new Set([...covered].map(parentOf))
  const isCovered = (id: string): boolean =>
    covered.has(id) || (id.includes('.') ? covered.has(parentOf(id)) : parents.has(id))
  const known = used.filter((id) => isActive(attack.technique(id)))
  return {
    ...group,
    covered: known.filter(isCovered),
    gaps: known.filter((id) => !isCovered(id)),
  }
}

const isActive = (technique: Technique | null): boolean => technique?.status === 'active'

/** @returns the group of this name, alias or id, whatever its case */
export function findGroup(attack: Attack, name: string): ThreatGroup | undefined {
  const wanted = name.toLowerCase()
  return attack.groups.find(({ id, name: own, aliases }) =>
    [id, own, ...aliases].some((each) => each.toLowerCase() === wanted),
  )
}

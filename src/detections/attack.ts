/** The parts of MITRE ATT&CK that findings name; made from `data/attack/enterprise-attack-*.json`. */
export interface Attack {
  readonly version: string
  /** The technique of an id such as `T1021.003`, `null` when ATT&CK has none. A revoked one names its successor. */
  technique(id: string): Technique | null
  /** The tactic of a name such as `Lateral Movement`. */
  tactic(name: string): Tactic | null
  /** All techniques and sub-techniques, in the order of their ids. */
  readonly techniques: readonly Technique[]
  /** In ATT&CK's order. */
  readonly tactics: readonly Tactic[]
  readonly groups: readonly ThreatGroup[]
}

export interface ThreatGroup {
  /** `G0102` */
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  /** Ids of the techniques that it is known to use. */
  readonly techniques: readonly string[]
}

export interface Tactic {
  /** `TA0008` */
  readonly id: string
  /** As the kill chain of ATT&CK names it: `lateral-movement`. */
  readonly shortname: string
  readonly name: string
}

export interface Technique {
  readonly id: string
  /** Of a sub-technique without its parent's: `Distributed Component Object Model`. */
  readonly name: string
  /** Names, in ATT&CK's order: `Lateral Movement`. */
  readonly tactics: readonly string[]
  readonly status: 'active' | 'deprecated' | 'revoked'
  readonly successor: string | null
}

/** A technique as a finding shows it. Of an id that ATT&CK does not have, only the id is known. */
export interface AttackReference {
  readonly id: string
  readonly name: string | null
  readonly tactics: readonly string[]
}

/** Reads the compact form of ATT&CK. Throws when the text is not that: the file is shipped, not given by users. */
export function readAttack(json: string): Attack {
  const data: unknown = JSON.parse(json)
  if (!isAttackFile(data)) throw new Error('not the compact form of ATT&CK')
  const tacticNames = new Map(data.tactics.map(({ shortname, name }) => [shortname, name]))
  const tactics = new Map(data.tactics.map((tactic) => [tactic.name, tactic]))
  const techniques = data.techniques.map(
    ({ id, name, tactics: shortnames, status, revoked_by }): Technique => ({
      id,
      name,
      tactics: shortnames.map((tactic) => tacticNames.get(tactic) ?? tactic),
      status,
      successor: revoked_by ?? null,
    }),
  )
  const byId = new Map(techniques.map((technique) => [technique.id, technique]))
  return {
    version: data.version,
    technique: (id) => byId.get(id) ?? null,
    tactic: (name) => tactics.get(name) ?? null,
    techniques,
    tactics: data.tactics,
    groups: data.groups,
  }
}

/** What findings say of a detection's techniques. */
export function attackReferences(attack: Attack | null, ids: readonly string[]): AttackReference[] {
  return ids.map((id) => {
    const technique = attack?.technique(id) ?? null
    return technique === null
      ? { id, name: null, tactics: [] }
      : { id, name: technique.name, tactics: technique.tactics }
  })
}

interface AttackFile {
  readonly version: string
  readonly tactics: readonly Tactic[]
  readonly techniques: readonly {
    readonly id: string
    readonly name: string
    readonly tactics: readonly string[]
    readonly status: Technique['status']
    readonly revoked_by?: string
  }[]
  readonly groups: readonly ThreatGroup[]
}

const isAttackFile = (data: unknown): data is AttackFile =>
  typeof data === 'object' &&
  data !== null &&
  'version' in data &&
  'tactics' in data &&
  Array.isArray(data.tactics) &&
  'techniques' in data &&
  Array.isArray(data.techniques) &&
  'groups' in data &&
  Array.isArray(data.groups)

import type { Attack } from './attack.ts'
import type { Detection } from './detection.ts'

/** What a detection says of itself in the words of security frameworks, as Enterprise Security attaches it to risk. */
export interface Annotations {
  /** By framework, in the order of their names; frameworks without values are left out. */
  readonly frameworks: ReadonlyMap<string, readonly string[]>
  /** Of ATT&CK, what stands behind the ids: names and ids of techniques and tactics, each once. */
  readonly attack: AttackAnnotations
}

export interface AttackAnnotations {
  readonly techniqueIds: readonly string[]
  readonly techniques: readonly string[]
  readonly tacticIds: readonly string[]
  /** As ATT&CK's kill chain names them: `lateral-movement`. */
  readonly tactics: readonly string[]
}

/**
 * Source: splunk/contentctl, `detection_tags.py`, `constants.py` (kill chain phases from tactics; NIST category from the type; CIS
 * control from the security domain) and `conf_output.py` (which frameworks become annotations); Splunk Enterprise Security, "Use
 * security framework annotations in correlation searches".
 */
export function annotationsOf(detection: Detection, attack: Attack | null): Annotations {
  const techniqueIds = unique(detection.attackIds.map(({ text }) => text))
  const techniques = techniqueIds.flatMap((id) => attack?.technique(id) ?? [])
  const tactics = unique(techniques.flatMap((technique) => technique.tactics)).flatMap(
    (name) => attack?.tactic(name) ?? [],
  )
  const frameworks = new Map<string, readonly string[]>(
    (
      [
        ['analytic_story', detection.stories.map(({ text }) => text)],
        ['cis20', told(detection.cis20, [cisControl(detection)])],
        ['cve', detection.cves],
        [
          'kill_chain_phases',
          told(detection.killChainPhases, killChainPhases(tactics.map(({ name }) => name))),
        ],
        ['mitre_attack', techniqueIds],
        ['nist', told(detection.nist, [nistCategory(detection)])],
      ] as const
    ).filter(([, values]) => values.length > 0),
  )
  return {
    frameworks,
    attack: {
      techniqueIds,
      techniques: unique(techniques.map(({ name }) => name)),
      tacticIds: tactics.map(({ id }) => id),
      tactics: tactics.map(({ shortname }) => shortname),
    },
  }
}

/** What the file says itself goes before what follows from other fields. */
const told = (written: readonly string[], otherwise: readonly string[]): readonly string[] =>
  written.length > 0 ? written : otherwise

const cisControl = ({ securityDomain }: Detection): string =>
  securityDomain === 'network' ? 'CIS 13' : 'CIS 10'

const nistCategory = ({ type }: Detection): string => (type === 'TTP' ? 'DE.CM' : 'DE.AE')

/** The phases of the cyber kill chain that tactics belong to, each once. */
export const killChainPhases = (tactics: readonly string[]): readonly string[] =>
  unique(tactics.map((tactic) => phases.get(tactic.toLowerCase()) ?? 'Exploitation'))

const phases: ReadonlyMap<string, string> = new Map([
  ['reconnaissance', 'Reconnaissance'],
  ['resource development', 'Weaponization'],
  ['initial access', 'Delivery'],
  ['execution', 'Installation'],
  ['persistence', 'Installation'],
  ['command and control', 'Command and Control'],
  ['exfiltration', 'Actions on Objectives'],
  ['impact', 'Actions on Objectives'],
])

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)]

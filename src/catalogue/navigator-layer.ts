import type { Coverage, TechniqueCoverage } from './coverage.ts'

/** What a score in the layer means: 1 a rule, 2 a rule that passed its test, 3 a rule that fired. */
const meanings = [
  { label: 'has a rule', color: '#9ecae1' },
  { label: 'a rule passed its test', color: '#4292c6' },
  { label: 'a rule fired', color: '#e6550d' },
] as const

const gap = { label: 'used by the group, no rule', color: '#fdd0a2' } as const

/**
 * A layer for the ATT&CK Navigator. Source: mitre-attack/attack-navigator, `layers/spec/v4.5/layerformat.md`.
 * @param name shown as the title of the layer
 */
export function navigatorLayer(coverage: Coverage, name: string): object {
  const { techniques, attackVersion, group } = coverage
  const gaps = new Set(group?.gaps)
  const shown = techniques.filter(
    ({ id, rules }) => gaps.has(id) || (rules > 0 && (!group || group.covered.includes(id))),
  )
  return {
    name,
    versions: { attack: attackVersion.split('.')[0], navigator: '5.1.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: group
      ? `What detections find of what ${group.name} does`
      : 'What detections look for',
    sorting: 3,
    layout: { layout: 'side', aggregateFunction: 'max', showID: true, showName: true },
    hideDisabled: false,
    techniques: shown.map((technique) => layerTechnique(technique, gaps.has(technique.id))),
    gradient: { colors: meanings.map(({ color }) => color), minValue: 1, maxValue: 3 },
    legendItems: [...meanings, ...(group ? [gap] : [])],
    metadata: [],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  }
}

function layerTechnique(technique: TechniqueCoverage, isGap: boolean): object {
  const { id, rules, tested, fired, detections } = technique
  if (isGap) return { techniqueID: id, color: gap.color, comment: gap.label, enabled: true }
  return {
    techniqueID: id,
    score: scoreOf(technique),
    comment: detections.join('\n'),
    enabled: true,
    metadata: [
      { name: 'rules', value: String(rules) },
      { name: 'tested', value: String(tested) },
      { name: 'fired', value: String(fired) },
    ],
  }
}

const scoreOf = ({ tested, fired }: TechniqueCoverage): number => {
  if (fired > 0) return 3
  return tested > 0 ? 2 : 1
}

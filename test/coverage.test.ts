import { describe, expect, it } from 'vitest'
import { coverageOf, findGroup } from '../src/catalogue/coverage.ts'
import type { DetectionEntry } from '../src/catalogue/detection-entry.ts'
import { navigatorLayer } from '../src/catalogue/navigator-layer.ts'
import { coverageTable } from '../src/cli/coverage-table.ts'
import { styleOf } from '../src/cli/terminal.ts'
import { readCatalogue } from '../src/content-catalogue.ts'
import { packagedAttack } from '../src/packaged-attack.ts'

const attack = packagedAttack()
const options = { now: 1_700_000_000, timeZone: 'UTC' }

const [sample] = readCatalogue({ content: ['content'] }, options, () => {}).detections

const rule = (name: string, ids: readonly string[], more: Partial<DetectionEntry> = {}) => ({
  ...sample!,
  name,
  attack: ids.map((id) => ({ id, name: null, tactics: [], url: '', parent: null })),
  ...more,
})

const rules = [
  rule('one', ['T1021', 'T1021.006', 'T1021']),
  rule('two', ['T1021.006']),
  rule('three', ['T1566.001']),
  rule('refused', ['T1003'], { refusal: 'SPL0501 no' }),
  rule('deprecated', ['T1059'], { deprecated: true }),
  rule('none', []),
  rule('old', ['T1574.002']),
]

const coverage = (more: object = {}) =>
  coverageOf(rules, { attack, passed: new Set(['one']), fired: new Set(['three']), ...more })

describe('coverage', () => {
  it('counts detections that run, once for each technique', () => {
    const { techniques, detections, refused, withoutTechnique, unknown } = coverage()
    const covered = techniques.filter(({ rules: count }) => count > 0)
    expect(
      covered.map(({ id, rules: count, tested, fired }) => [id, count, tested, fired]),
    ).toEqual([
      ['T1021', 1, 1, 0],
      ['T1021.006', 2, 1, 0],
      ['T1566.001', 1, 0, 1],
    ])
    expect({ detections, refused, withoutTechnique }).toEqual({
      detections: 6,
      refused: 1,
      withoutTechnique: ['none'],
    })
    expect(unknown).toEqual([{ id: 'T1574.002', successor: 'T1574.001', detections: ['old'] }])
  })

  it('counts a technique with its sub-techniques as one of its tactic', () => {
    const { tactics } = coverage()
    expect(tactics.find(({ name }) => name === 'Lateral Movement')).toMatchObject({
      withRule: 1,
      withTested: 1,
      withFired: 0,
      techniques: 9,
    })
  })

  it('finds groups by any of their names, and tells their gaps', () => {
    const group = findGroup(attack, 'unc1878')
    expect(group?.name).toBe('Wizard Spider')
    const told = coverage({ group }).group
    expect(told?.covered).toEqual(
      expect.arrayContaining(['T1021', 'T1021.001', 'T1021.006', 'T1566.001']),
    )
    expect(told?.gaps).toContain('T1003.001')
    expect(told?.gaps).not.toContain('T1021.002')
  })

  it('is drawn as a heat map', async () => {
    const text = coverageTable(coverage({ group: findGroup(attack, 'G0102') }), styleOf(false), 100)
    await expect(text).toMatchFileSnapshot('attack-coverage/group.txt')
    await expect(coverageTable(coverage(), styleOf(false), 100)).toMatchFileSnapshot(
      'attack-coverage/table.txt',
    )
  })
})

const color = /^#[0-9a-f]{6}$/

/** The rules of the Navigator's layer format 4.5 that bind what we write. */
function layerProblems(layer: Record<string, unknown>): string[] {
  const problems: string[] = []
  const known = new Set([
    ...[
      'name',
      'versions',
      'domain',
      'description',
      'customDataURL',
      'filters',
      'sorting',
      'layout',
    ],
    ...['hideDisabled', 'techniques', 'gradient', 'legendItems', 'showTacticRowBackground'],
    ...['tacticRowBackground', 'selectTechniquesAcrossTactics', 'selectSubtechniquesWithParent'],
    ...['selectVisibleTechniques', 'metadata', 'links'],
  ])
  for (const key of Object.keys(layer)) if (!known.has(key)) problems.push(`unknown ${key}`)
  const { versions, domain, name, techniques, gradient } = layer as {
    versions: Record<string, unknown>
    domain: unknown
    name: unknown
    techniques: Record<string, unknown>[]
    gradient: { colors: unknown[]; minValue: unknown; maxValue: unknown }
  }
  if (typeof name !== 'string') problems.push('name')
  if (versions['layer'] !== '4.5' || !/^\d+$/.test(String(versions['attack'])))
    problems.push('versions')
  if (domain !== 'enterprise-attack') problems.push('domain')
  if (gradient.colors.length < 2 || !gradient.colors.every((each) => color.test(String(each)))) {
    problems.push('gradient')
  }
  for (const technique of techniques) problems.push(...techniqueProblems(technique))
  return problems
}

function techniqueProblems(technique: Record<string, unknown>): string[] {
  const { techniqueID, score, color: own, comment, enabled } = technique
  const problems: string[] = []
  if (!/^T\d{4}(\.\d{3})?$/.test(String(techniqueID))) problems.push(`id ${techniqueID}`)
  if (score !== undefined && typeof score !== 'number') problems.push(`score ${techniqueID}`)
  if (own !== undefined && !color.test(String(own))) problems.push(`color ${techniqueID}`)
  if (typeof comment !== 'string' || typeof enabled !== 'boolean') problems.push(`${techniqueID}`)
  return problems
}

describe('a layer for the Navigator', () => {
  it('is in its format', () => {
    for (const group of [undefined, findGroup(attack, 'Wizard Spider')]) {
      const layer = navigatorLayer(coverage({ ...(group && { group }) }), 'Whippet')
      expect(layerProblems(JSON.parse(JSON.stringify(layer)))).toEqual([])
    }
  })

  it('scores what has a rule, was tested, fired', () => {
    const { techniques } = navigatorLayer(coverage(), 'Whippet') as {
      techniques: { techniqueID: string; score: number }[]
    }
    expect(techniques.map(({ techniqueID, score }) => [techniqueID, score])).toEqual([
      ['T1021', 2],
      ['T1021.006', 2],
      ['T1566.001', 3],
    ])
  })
})

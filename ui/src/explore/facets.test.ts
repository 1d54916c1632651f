import { describe, expect, it } from 'vitest'
import { queryOf, stateOf } from './address.ts'
import { detectionWith } from './detection-for-tests.ts'
import { applyFacets, type Selection, type Surroundings } from './facets.ts'
import { sortDetections } from './sorting.ts'

const items = [
  detectionWith({ name: 'A', severity: 'high', tactics: ['Execution', 'Persistence'] }),
  detectionWith({ name: 'B', severity: 'low', tactics: ['Execution'], date: '2026-03-01' }),
  detectionWith({ name: 'C', severity: 'low', type: 'Hunting', tactics: ['Discovery'] }),
]
const known: Surroundings = { analysis: undefined, fired: new Set(['B']) }

function facet(selection: Selection, key: string, surroundings = known) {
  const { items: left, values } = applyFacets(items, selection, surroundings)
  return {
    left: left.map(({ name }) => name).join(''),
    counts: Object.fromEntries((values[key] ?? []).map(({ value, count }) => [value, count])),
  }
}

describe('facets', () => {
  it.each([
    ['nothing chosen', {}, 'severity', 'ABC', { high: 1, low: 2 }],
    [
      'a value leaves the counts of its own facet',
      { severity: ['low'] },
      'severity',
      'BC',
      { high: 1, low: 2 },
    ],
    [
      'and narrows those of others',
      { severity: ['low'] },
      'tactic',
      'BC',
      { Discovery: 1, Execution: 1 },
    ],
    [
      'values of one facet mean either',
      { severity: ['low', 'high'] },
      'type',
      'ABC',
      { TTP: 2, Hunting: 1 },
    ],
    ['facets mean all', { severity: ['low'], type: ['TTP'] }, 'tactic', 'B', { Execution: 1 }],
    [
      'what is chosen stays, with nothing left',
      { severity: ['critical'] },
      'severity',
      '',
      { critical: 0, high: 1, low: 2 },
    ],
    ['the last hunt', { hunt: ['fired'] }, 'hunt', 'B', { fired: 1, 'did not fire': 2 }],
  ] as const)('%s', (_, selection, key, left, counts) => {
    expect(facet(selection, key)).toEqual({ left, counts })
  })

  it('says nothing of what is not known yet', () => {
    expect(facet({}, 'runs').counts).toEqual({})
    expect(facet({}, 'hunt', { analysis: undefined, fired: undefined }).counts).toEqual({})
  })

  it('keeps all in the address', () => {
    const state = {
      text: 'wmi & "x"',
      sorting: 'newest',
      selection: { type: ['TTP', 'Hunting'], story: ['A=B'] },
    } as const
    expect(stateOf(new URLSearchParams(queryOf(state).toString()))).toEqual(state)
    expect(stateOf(new URLSearchParams('sort=toString')).sorting).toBe('relevance')
  })

  it.each([
    ['newest', 'BAC'],
    ['severity', 'ABC'],
    ['name', 'ABC'],
    ['relevance', 'CAB'],
  ] as const)('sorts by %s', (sorting, names) => {
    const scores = new Map([['c', 2]])
    expect(
      sortDetections(items, sorting, scores)
        .map(({ name }) => name)
        .join(''),
    ).toBe(names)
  })
})

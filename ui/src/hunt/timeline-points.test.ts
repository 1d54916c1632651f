import { expect, it } from 'vitest'
import type { Finding } from '../../../src/detections/finding.ts'
import { timelineOf } from './timeline-points.ts'

const found = (rows: Finding['rows'], entities: readonly string[]): Finding => ({
  detection: { name: 'A', id: '', type: 'TTP', severity: 'high', attack: [] },
  rows,
  risk: rows.map((_, index) => ({
    message: null,
    objects: [{ field: 'dest', value: entities[index]!, type: 'system', score: 1 }],
    threatObjects: [],
  })),
  notables: [],
  drilldowns: [],
  files: [],
  firstTime: '2026-01-01T00:00:00.000Z',
  lastTime: null,
})

it('has a lane for each entity, in the order in which they were hit; near rows are one point', () => {
  const rows = [
    { firstTime: '2026-01-01T10:00:00' },
    { _time: 1_767_254_400 },
    { _time: '1767254401' },
    {},
  ]
  const timeline = timelineOf([found(rows, ['late', 'early', 'early', 'first'])])
  expect(
    timeline?.lanes.map(({ entity, points }) => [
      entity,
      ...points.map(({ time, rows }) => `${new Date(time).toISOString().slice(11, 16)} ×${rows}`),
    ]),
  ).toEqual([
    ['first', '00:00 ×1'],
    ['early', '08:00 ×2'],
    ['late', '10:00 ×1'],
  ])
  expect(timelineOf([])).toBeUndefined()
})

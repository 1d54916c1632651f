import { expect, test } from 'vitest'
import { readAttack } from './attack.ts'
import type { Detection } from './detection.ts'
import { type FindingTimes, makeFinding } from './finding.ts'
import { loadContent } from './load.ts'
import { fieldsOf, tokenProblems } from './token-problems.ts'
import type { ResultRow } from './tokens.ts'

const detection = loadContent([
  {
    path: 'detections/a.yml',
    text: `name: A
id: 1
type: TTP
search: index=a | stats count by dest user
rba:
  message: $user$ on $dest$
  risk_objects:
    - {field: dest, type: system, score: 70}
    - {field: user, type: user, score: 30}
  threat_objects:
    - {field: tool, type: process}
drilldown_searches:
  - name: Look at $dest$
    search: '%original_detection_search% | search dest="$dest$" gone="$gone$"'
    earliest_offset: $info_min_time$
    latest_offset: $info_max_time$
  - name: All of $user$
    search: search user="$user$"
    earliest_offset: -7d
    latest_offset: "0"
tags:
  mitre_attack_id: [T1021.003, T9999]
`,
  },
]).detections[0] as Detection

const rows: ResultRow[] = [
  { dest: 'a', user: ['ann', 'bob'], tool: 'x.exe' },
  { dest: 'b', user: 'ann' },
]
const times: FindingTimes = { earliest: 1.5, latest: 3, searchEarliest: 0, searchLatest: 10.25 }

const attack = readAttack(
  JSON.stringify({
    version: '1',
    tactics: [{ id: 'TA0008', shortname: 'lateral-movement', name: 'Lateral Movement' }],
    groups: [],
    techniques: [
      { id: 'T1021.003', name: 'DCOM', tactics: ['lateral-movement'], status: 'active' },
      { id: 'T1002', name: 'Old', tactics: [], status: 'revoked', revoked_by: 'T1560' },
    ],
  }),
)

test('a finding of two rows', () => {
  expect(makeFinding(detection, rows, times, attack)).toEqual({
    detection: {
      name: 'A',
      id: '1',
      type: 'TTP',
      severity: 'high',
      attack: [
        { id: 'T1021.003', name: 'DCOM', tactics: ['Lateral Movement'] },
        { id: 'T9999', name: null, tactics: [] },
      ],
    },
    rows,
    files: [],
    risk: [
      {
        message: 'ann, bob on a',
        objects: [
          { field: 'dest', value: 'a', type: 'system', score: 70 },
          { field: 'user', value: 'ann', type: 'user', score: 30 },
          { field: 'user', value: 'bob', type: 'user', score: 30 },
        ],
        threatObjects: [{ field: 'tool', value: 'x.exe', type: 'process' }],
      },
      {
        message: 'ann on b',
        objects: [
          { field: 'dest', value: 'b', type: 'system', score: 70 },
          { field: 'user', value: 'ann', type: 'user', score: 30 },
        ],
        threatObjects: [],
      },
    ],
    notables: [{ title: 'A', description: '', severity: 'high', securityDomain: '', rows: [0, 1] }],
    drilldowns: [
      {
        name: 'Look at a',
        search: 'index=a | stats count by dest user | search dest="a" gone="$gone$"',
        earliest: 0,
        latest: 10.25,
        missing: ['gone'],
        now: 10.25,
        rows: [0],
      },
      {
        name: 'All of ann',
        search: 'search user="ann"',
        earliest: '-7d',
        latest: 0,
        now: 10.25,
        rows: [0, 1],
      },
      {
        name: 'All of bob',
        search: 'search user="bob"',
        earliest: '-7d',
        latest: 0,
        now: 10.25,
        rows: [0],
      },
      {
        name: 'Look at b',
        search: 'index=a | stats count by dest user | search dest="b" gone="$gone$"',
        earliest: 0,
        latest: 10.25,
        missing: ['gone'],
        now: 10.25,
        rows: [1],
      },
    ],
    firstTime: '1970-01-01T00:00:01.500Z',
    lastTime: '1970-01-01T00:00:03.000Z',
  })
})

test('fields that no row has are named with their place', () => {
  const problems = tokenProblems(detection, fieldsOf([{ user: 'a', gone: null, tool: 1 }]))
  expect(problems.map(({ message, place }) => `${place.line}:${place.column} ${message}`)).toEqual([
    '6:22 the risk message names the field dest, which the results of the search do not have',
    '13:19 the name of a drilldown names the field dest, which the results of the search do not have',
    '14:57 the search of a drilldown names the field dest, which the results of the search do not have',
    '14:71 the search of a drilldown names the field gone, which the results of the search do not have',
    '8:15 a risk object is the field dest, which the results of the search do not have',
  ])
})

test('very many rows and values stay bounded', () => {
  const many = Array.from({ length: 3000 }, (_, index) => ({ dest: `h${index}`, user: 'u' }))
  const finding = makeFinding(detection, many, times)
  expect([finding.drilldowns.length, finding.drilldownsOmitted]).toEqual([2000, 1001])
  const wide = { dest: Array.from({ length: 1000 }, (_, index) => `h${index}`) }
  const { drilldowns, drilldownsOmitted } = makeFinding(detection, [wide], times)
  expect([drilldowns.length, drilldownsOmitted]).toEqual([51, 1])
})

test.each([
  [null, null],
  [Number.POSITIVE_INFINITY, null],
  [1e300, null],
  [1770110081.375, '2026-02-03T09:14:41.375Z'],
  [1770110081.38, '2026-02-03T09:14:41.380Z'],
])('time %s', (earliest, text) => {
  expect(makeFinding(detection, [], { ...times, earliest }).firstTime).toBe(text)
})

test('a revoked technique names its successor', () => {
  expect(attack.technique('T1002')?.successor).toBe('T1560')
  expect(attack.technique('T1')).toBe(null)
})

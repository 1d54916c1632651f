import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { runHunt } from './run-hunt.ts'

const root = resolve(import.meta.dirname, '..')
const shipped = loadContent(readContentFiles([`${root}/content`], () => {}))

describe.each(['xml', 'text', 'nxlog', 'evtx-dump'])('examples/%s', (form) => {
  test('the drilldowns of the shipped detections', async () => {
    const hunted = await runHunt(shipped, [`${root}/examples/${form}`])
    const found = []
    for (const { detection, drilldowns, rows } of hunted.findings) {
      for (const { name, search, earliest, latest, now, assumed, missing } of drilldowns) {
        const times = { now, earliest: String(earliest), latest: String(latest) }
        const result = await hunted.search(search, times)
        expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
        found.push({
          detection: detection.name.includes('DCOM') ? 'DCOM' : 'WinRM',
          name: name.replace(/^View the | for - .*/g, ''),
          ...(assumed && { assumed }),
          ...(missing && { missing }),
          found: result.rows.length,
          of: rows.length,
          ...(name.includes('risk') && { risk: result.rows[0] }),
        })
      }
    }
    // The same whatever the events were written in.
    await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot('risk/drilldowns.txt')
  })
})

const endpoint = (name: string, more: string) => ({
  path: `detections/endpoint/${name}.yml`,
  text: `name: ${name}\nid: ${name}\ntype: TTP\n${more}`,
})
const rba = (score: number) => `rba:
  message: $user$ ran $tool$ on $dest$
  risk_objects:
    - {field: dest, type: system, score: ${score}}
    - {field: user, type: user, score: 10}
  threat_objects:
    - {field: tool, type: process_name}
tags:
  analytic_story: [Tools, More]
  mitre_attack_id: [T1021.003, T1059]
  security_domain: endpoint
`
const content = loadContent([
  {
    path: 'detections/endpoint/tools_add_up.yml',
    text: `name: Tools Add Up
id: 3
type: Correlation
description: Several tools on $risk_object$
search: >-
  | tstats min(_time) as firstTime sum(All_Risk.calculated_risk_score) as risk_score count(All_Risk.calculated_risk_score)
  as risk_event_count values(All_Risk.annotations.mitre_attack.mitre_tactic_id) as annotations.mitre_attack.mitre_tactic_id
  dc(source) as source_count from datamodel=Risk.All_Risk where All_Risk.analyticstories="Tools" All_Risk.risk_object_type="system"
  by All_Risk.risk_object All_Risk.risk_object_type | \`drop_dm_object_name("All_Risk")\` | where source_count >= 2
tags: {security_domain: endpoint, mitre_attack_id: [T1021]}
`,
  },
  endpoint('a', `search: index=main tool=a.exe | table _time dest user tool\n${rba(30)}`),
  endpoint('b', `search: index=main tool=b.exe | stats count by dest user tool\n${rba(50)}`),
  {
    path: 'detections/endpoint/known.yml',
    text: `name: Known
id: 5
type: Hunting
search: index=main [ search index=risk risk_score>40 | dedup risk_object | rename risk_object as dest | fields dest ] | table dest tool
tags: {mitre_attack_id: [T1021]}
`,
  },
])
const events = [
  { _time: 100, index: 'main', dest: 'h1', user: 'ann', tool: 'a.exe', host: 'log' },
  { _time: 160, index: 'main', dest: 'h1', user: 'ann', tool: 'b.exe' },
  { _time: 200, index: 'main', dest: 'h2', user: ['bob', 'eve'], tool: 'a.exe' },
]

describe('risk of other detections', () => {
  test('is in the index risk, one event for each row and value', async () => {
    const { risk } = await runHunt(content, events)
    const listed = [...risk()]
    expect(listed.map((each) => [each['_time'], each['risk_object'], each['risk_score']])).toEqual([
      [100, 'h1', 30],
      [100, 'ann', 10],
      [200, 'h2', 30],
      [200, 'bob', 10],
      [200, 'eve', 10],
      [160, 'h1', 50],
      [160, 'ann', 10],
    ])
    await expect(`${JSON.stringify(listed[0], null, 2)}\n`).toMatchFileSnapshot('risk/event.txt')
  })

  test('is seen by correlation searches and by subsearches, and by no search that does not name it', async () => {
    const hunted = await runHunt(content, events)
    const [tools, , , known] = hunted.findings
    expect(hunted.findings.map(({ detection }) => detection.name)).toEqual([
      'Tools Add Up',
      'a',
      'b',
      'Known',
    ])
    expect(tools?.rows).toEqual([
      {
        risk_object: 'h1',
        risk_object_type: 'system',
        firstTime: 100,
        risk_score: 80,
        risk_event_count: 2,
        'annotations.mitre_attack.mitre_tactic_id': ['TA0002', 'TA0008'],
        source_count: 2,
      },
    ])
    expect(tools?.notables).toEqual([
      {
        title: 'RBA: Tools Add Up',
        description: 'Several tools on h1',
        severity: 'high',
        securityDomain: 'endpoint',
        rows: [0],
      },
    ])
    expect(known?.rows).toEqual([
      { dest: 'h1', tool: 'b.exe' },
      { dest: 'h1', tool: 'a.exe' },
    ])
    const counted = async (spl: string) => (await hunted.search(spl, { now: 1000 })).rows
    expect(await counted('* | stats count by index')).toEqual([{ index: 'main', count: 3 }])
    expect(await counted('index=* | stats count by index')).toEqual([
      { index: 'main', count: 3 },
      { index: 'risk', count: 7 },
    ])
    expect(
      await counted('| savedsearch "ESCU - b - Rule" | search dest="h1" | table dest tool'),
    ).toEqual([{ dest: 'h1', tool: 'b.exe' }])
  })

  test('is raised once in the period of throttling', async () => {
    const throttled = loadContent([
      endpoint(
        'c',
        `search: index=main | table _time dest user tool\n${rba(30)}  throttling: {fields: [dest], period: 2m}\n`,
      ),
    ])
    const { findings, risk } = await runHunt(throttled, events)
    expect(findings[0]?.risk.map((each) => each.throttled)).toEqual([undefined, true, undefined])
    expect(findings[0]?.notables.map(({ rows }) => rows)).toEqual([[0, 2]])
    expect([...risk()].map((each) => each['risk_object'])).toEqual([
      'h1',
      'ann',
      'h2',
      'bob',
      'eve',
    ])
  })
})

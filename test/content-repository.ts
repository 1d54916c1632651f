import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A content repository in a folder of its own, in which lint finds nothing; tests change one thing and see what it says. */
export interface ContentRepository {
  readonly folder: string
  /** Writes a file, and gives its path. */
  write(name: string, text: string): string
  /** The file as it was at first, or none. */
  restore(name: string): void
  remove(): void
}

export const ruleFile = 'detections/endpoint/a_rule.yml'

/** Of generation 2; a TTP with all that it must have. Its search gives `dest`, `user` and `process_name`. */
export const rule = `name: A Rule
id: 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6c11
version: 1
date: '2025-03-10'
author: Ann
status: production
type: TTP
description: Finds something.
data_source:
  - Some Log
search: |-
  \`somelog\` EventCode=1
  | stats count by dest user process_name
  | \`a_rule_filter\`
how_to_implement: Collect the log.
known_false_positives: None known.
references:
  - https://example.com/a
drilldown_searches:
  - name: View the results for "$dest$"
    search: '%original_detection_search% | search dest="$dest$"'
    earliest_offset: $info_min_time$
    latest_offset: $info_max_time$
  - name: View the user "$user$"
    search: '| makeresults | eval user="$user$"'
    earliest_offset: $info_min_time$
    latest_offset: $info_max_time$
rba:
  message: Something ran on $dest$.
  risk_objects:
    - field: dest
      type: system
      score: 50
  threat_objects:
    - field: process_name
      type: process_name
tags:
  analytic_story:
    - A Story
  asset_type: Endpoint
  mitre_attack_id:
    - T1059.001
  product:
    - Splunk Enterprise
  security_domain: endpoint
tests:
  - name: True Positive Test
    attack_data:
      - data: https://example.com/a.log
        source: somelog
        sourcetype: somelog
`

/** Of generation 1, with the same search. */
export const oldRule = rule.replace(/^rba:[\s\S]*?(?=^tags:)/m, '').replace(
  'tags:\n',
  `tags:
  confidence: 50
  impact: 90
  risk_score: 45
  message: Something ran on $dest$.
  observable:
    - {name: dest, type: Endpoint, role: [Victim]}
    - {name: process_name, type: Process Name, role: [Attacker]}
  required_fields: [dest]
`,
)

/** Of generation 3, with the same search. */
export const newRule = rule
  .replace(/^date:.*$/m, "creation_date: '2026-01-02'\nmodification_date: '2026-02-03'")
  .replace(/^rba:[\s\S]*?(?=^tags:)/m, '')
  .replace(
    /^tags:\n[\s\S]*?(?=^tests:)/m,
    `finding:
  title: Something ran on $dest$.
  entity: {field: dest, type: system, score: 50}
threat_objects:
  - {field: process_name, type: process_name}
analytic_story: [A Story]
asset_type: Endpoint
mitre_attack_id: [T1059.001]
product: [Splunk Enterprise, Splunk Enterprise Security, Splunk Cloud]
security_domain: endpoint
category: endpoint
`,
  )
  .replace(/^ {4}attack_data:/m, '    test_type: unit\n    attack_data:')

const item = (name: string, id: number, more: string) => `name: ${name}
id: 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6d${id}
version: 1
date: '2025-03-10'
author: Ann
description: Something.
${more}`

export const files: Readonly<Record<string, string>> = {
  [ruleFile]: rule,
  'macros/somelog.yml': 'name: somelog\ndefinition: sourcetype=somelog\ndescription: The log.\n',
  'stories/a_story.yml': item(
    'A Story',
    10,
    'status: production\nnarrative: What happened.\ntags:\n  category: [Malware]\n  product: [Splunk Cloud]\n  usecase: Other\n',
  ),
  'data_sources/some_log.yml': item(
    'Some Log',
    11,
    'source: somelog\nsourcetype: somelog\nfields: [EventCode, dest, user, process_name, parent]\noutput_fields: [dest]\n',
  ),
  'lookups/words.yml': item('words', 12, 'lookup_type: csv\n'),
  'lookups/words.csv': 'word,weight\na,1\nb,2\n',
  'baselines/a_baseline.yml': item(
    'A Baseline',
    13,
    "status: production\ntype: Baseline\nsearch: '`somelog` | stats count by dest | outputlookup words'\nhow_to_implement: Nothing.\ntags:\n  analytic_story: [A Story]\n  detections: [A Rule]\n  product: [Splunk Cloud]\n  security_domain: endpoint\n",
  ),
  'dashboards/a_board.yml': item('A Board', 14, 'theme: light\n'),
  'dashboards/a_board.json': '{"title": "A Board", "description": "Shows something."}\n',
  'playbooks/a_book.yml': item('A Book', 15, 'type: Response\nplaybook: a_book\n'),
  'playbooks/a_book.py': '',
  'playbooks/a_book.json': '{}\n',
}

export function contentRepository(): ContentRepository {
  const folder = mkdtempSync(join(tmpdir(), 'whippet-content-')).replaceAll('\\', '/')
  const write = (name: string, text: string) => {
    const path = `${folder}/${name}`
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  const restore = (name: string) => {
    const text = files[name]
    if (text === undefined) rmSync(`${folder}/${name}`)
    else write(name, text)
  }
  return { folder, write, restore, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

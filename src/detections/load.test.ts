import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadContent } from './load.ts'
import { printProblem } from './problem.ts'

const load = (text: string, path = 'detections/a.yml') => loadContent([{ path, text }])
const problemsOf = (text: string, path?: string) => load(text, path).problems.map(printProblem)
const base = 'name: A\nsearch: index=a\n'

test.each([
  ['', '1:1 the file is empty'],
  ['- a\n', '1:1 the file is not a mapping of keys to values'],
  ['name: A\n', '1:1 "search" is missing'],
  ['name: A\nsearch:\n', '2:1 "search" is empty'],
  ['name: A\nsearch: [1]\n', '2:9 "search" should be a text, and is a list'],
  ['name: A\nsearch: "x\n', '3:1 missing closing "quote'],
  ['name: A\n\tsearch: x\n', '2:1 tabs'],
  ['name: *x\nsearch: y\n', '1:7 there is no &x for the alias *x'],
  [`name: ${'x'.repeat(3 << 20)}`, '1:1 the file is larger than 2 MiB'],
])('skipped: %.40j', (text, reason) => {
  const { skipped, detections } = load(text)
  expect(detections).toEqual([])
  expect(skipped.length).toBe(1)
  expect(skipped[0]?.reason).toContain(`detections/a.yml:${reason}`)
})

test('too deeply nested', () => {
  const { skipped } = load(`name: ${'['.repeat(20_000)}`)
  expect(skipped[0]?.reason).toContain('the YAML is too deeply nested')
})

test.each([
  [`${base}name: B\n`, '3:1 the key "name" stands twice; the last one counts'],
  [`${base}serach: x\n`, '3:1 the key "serach" is not known, and has no effect'],
  [`${base}tags:\n  product: Splunk\n`, '4:12 "product" should be a list, and is a text'],
  [`${base}tags:\n  mitre_attack_id: [{}]\n`, '4:21 "mitre_attack_id" should be a list of texts'],
  [`${base}tags:\n  confidence: much\n`, '4:15 "confidence" should be a number, and is a text'],
  [`${base}tags:\n  confidence: 500\n`, '4:3 "confidence" should be from 0 to 100, and is 500'],
  [
    `${base}rba:\n  message: on $dest now\n  risk_objects: []\n`,
    '4:15 the risk message has a token',
  ],
])('told, and loaded: %j', (text, problem) => {
  const { detections, problems } = load(text)
  expect(detections.length).toBe(1)
  expect(problems.map(printProblem).join('\n')).toContain(`detections/a.yml:${problem}`)
})

test('lines of a quoted text may begin in the first column', () => {
  const { detections, problems } = load("name: A\nsearch: 'index=a\n| head 1'\n\ntype: TTP\n")
  const [detection] = detections
  expect(detection?.search.text).toBe('index=a | head 1')
  expect(detection?.search.placeAt(8)).toEqual({ line: 3, column: 1 })
  expect(detection?.type).toBe('TTP')
  expect(problems.map(({ severity }) => severity)).toEqual(['note'])
})

test.each([
  ['tags: {confidence: 50, impact: 90}', 45, 'medium'],
  ['tags: {confidence: 50, impact: 45}', 22, 'low'],
  ['tags: {confidence: 50, impact: 47}', 24, 'low'],
  ['tags: {confidence: 100, impact: 20}', 20, 'informational'],
  ['tags: {confidence: 100, impact: 80}', 80, 'high'],
  ['tags: {confidence: 90, impact: 90, risk_score: 3}', 81, 'critical'],
  ['rba: {message: m, risk_objects: [{field: a, score: 3}, {field: b, score: 41}]}', 41, 'medium'],
  ['finding: {title: t, entity: {field: a, type: user, score: 61}}', 61, 'high'],
  ['intermediate_findings: {entities: [{field: a, score: 5, message: m}]}', 5, 'informational'],
  ['type: Correlation', null, 'high'],
  ['type: Hunting', null, 'informational'],
])('score of %j', (text, score, severity) => {
  const [detection] = load(`${base}${text}\n`).detections
  expect([detection?.score, detection?.severity]).toEqual([score, severity])
})

test('observables of the first generation become risk and threat objects', () => {
  const observable = (name: string, type: string, role: string) =>
    `    - {name: ${name}, type: ${type}, role: [${role}]}\n`
  const [detection] = load(
    `${base}tags:\n  confidence: 50\n  impact: 50\n  message: m\n  observable:\n${[
      observable('user', 'User', 'Victim'),
      observable('dest', 'Hostname', 'Victim'),
      observable('bucket', 'Other', 'Victim'),
      observable('proc', 'Process Name', 'Attacker'),
      observable('file', 'File Name', 'Attacker'),
      observable('ip', 'IP Address', 'Attacker'),
      observable('url', 'URL String', 'Attacker'),
      observable('key', 'Registry Key', 'Attacker'),
    ].join('')}`,
  ).detections
  expect(detection?.riskObjects.map(({ field, type, score }) => [field.text, type, score])).toEqual(
    [
      ['user', 'user', 25],
      ['dest', 'system', 25],
      ['bucket', 'other', 25],
    ],
  )
  expect(detection?.threatObjects.map(({ field, type }) => `${field.text} ${type}`)).toEqual([
    'proc process',
    'file file_name',
    'ip ip_address',
    'url url',
    'key registry key',
  ])
})

test('the third generation: an entity counts once, further ones have messages of their own', () => {
  const [detection] = load(`${base}creation_date: '2026-01-01'
modification_date: '2026-02-02'
analytic_story: [S]
mitre_attack_id: [T1059]
finding:
  title: found on $dest$
  entity: {field: dest, type: system, score: 50}
intermediate_findings:
  entities:
    - {field: dest, type: system, score: 20, message: seen}
    - {field: user, type: user, score: 30, message: by $user$}
threat_objects:
  - {field: process, type: process}
tests:
  - name: T
    expected_results: 0
    attack_data: [{data: x.log, source: s, sourcetype: st, index: main}]
`).detections
  expect([detection?.generation, detection?.date, detection?.creationDate]).toEqual([
    3,
    '2026-02-02',
    '2026-01-01',
  ])
  expect(detection?.stories.map(({ text }) => text)).toEqual(['S'])
  expect(detection?.findingTitle?.text).toBe('found on $dest$')
  expect(detection?.riskMessage?.text).toBe('found on $dest$')
  expect(
    detection?.riskObjects.map(({ field, score, message }) => [field.text, score, message?.text]),
  ).toEqual([
    ['dest', 50, undefined],
    ['user', 30, 'by $user$'],
  ])
  expect(detection?.tests[0]).toMatchObject({ expectedResults: 0, attackData: [{ index: 'main' }] })
})

test.each([
  ['x.yml', base.concat('type: TTP\n'), 'detections'],
  ['x.yml', 'name: m\ndefinition: a\n', 'macros'],
  ['x.yml', 'name: l\nfilename: l.csv\n', 'lookups'],
  ['x.yml', 'name: s\nnarrative: n\n', 'stories'],
  ['x.yml', 'name: d\nsourcetype: n\n', 'dataSources'],
  ['detections/baselines/x.yml', 'name: b\nsearch: s\n', 'baselines'],
  ['x.yml', 'name: b\nsearch: s\ntype: Baseline\n', 'baselines'],
  ['x.yml', 'name: i\nsearch: s\ntype: Investigation\n', 'investigations'],
  ['x.yml', 'name: d\nscheduling:\n  cron_schedule: 0 * * * *\n', 'deployments'],
  ['x.yml', 'name: p\nplaybook: p\n', 'playbooks'],
  ['dashboards/x.yml', 'name: d\n', 'dashboards'],
  ['removed/detections/x.yml', 'name: r\nsearch: s\n', 'removed'],
  ['removed/deprecation_mapping.YML', 'detections:\n- content: r\n  reason: old\n', 'deprecations'],
  ['response_tasks/x.yml', 'name: b\n', 'unused'],
  ['contentctl.yml', 'path: .\n', 'unused'],
  ['x.yml', 'a: b\n', 'skipped'],
] as const)('%s %j goes to %s', (path, text, list) => {
  expect(load(text, path)[list].length).toBe(1)
})

test('lookups of both forms', () => {
  const lookup = (text: string) => load(`name: l\n${text}`, 'c/lookups/l.yml').lookups[0]
  expect(lookup('filename: f.csv\nmatch_type: WILDCARD(a)\nmin_matches: 1\n')).toMatchObject({
    type: 'csv',
    csv: 'c/lookups/f.csv',
    matchType: 'WILDCARD(a)',
    minMatches: 1,
    caseSensitiveMatch: true,
  })
  expect(
    lookup('lookup_type: csv\nmatch_type: [CIDR(a), WILDCARD(b)]\ndefault_match: true\n'),
  ).toMatchObject({
    csv: 'c/lookups/l.csv',
    matchType: 'CIDR(a), WILDCARD(b)',
    defaultMatch: 'true',
  })
  expect(lookup('collection: k\nfields_list: a, b\ncase_sensitive_match: "false"\n')).toMatchObject(
    {
      type: 'kvstore',
      csv: null,
      fields: ['a', 'b'],
      caseSensitiveMatch: false,
    },
  )
})

test('namesakes are told', () => {
  const files = ['detections/a.yml', 'detections/b.yml'].map((path) => ({
    path,
    text: `${base}id: 7\n`,
  }))
  expect(loadContent(files).problems.map(printProblem)).toEqual([
    'detections/b.yml:1:1 the detection A is also in detections/a.yml',
    'detections/b.yml:1:1 the detection id 7 is also in detections/a.yml',
  ])
})

test.each([
  ['many aliases', `a: &x [1]\n${'b: *x\n'.repeat(20_000)}name: A\nsearch: s\n`],
  [
    'growing aliases',
    `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}name: A\nsearch: s\n`,
  ],
  ['an alias to itself', 'a: &x [*x]\nname: A\nsearch: s\n'],
  [
    'many keys',
    `${Array.from({ length: 20_000 }, (_, i) => `k${i}: v\n`).join('')}name: A\nsearch: s\n`,
  ],
  [
    'aliases where texts are due',
    `x: &x s\nreferences: [${'*x,'.repeat(20_000)}]\nname: A\nsearch: s\n`,
  ],
  ['long lines of quotes', `name: '${"''".repeat(500_000)}\nsearch: s\n`],
  ['many brackets', `name: A\nsearch: s\nreferences: ${'['.repeat(400)}${']'.repeat(400)}\n`],
  ['many flow keys', `x: {${'a: {}, '.repeat(20_000)}}\n`],
  ['dashes', `x:\n${'- '.repeat(3000)}\n`],
])('hostile YAML takes no time: %s', (_, text) => {
  const began = performance.now()
  load(text)
  expect(performance.now() - began).toBeLessThan(8000)
})

test('any text gives content or a reason', () => {
  const piece = fc.constantFrom(
    'name: A\n',
    'search: x\n',
    "'",
    '"',
    '\n',
    ' ',
    '- ',
    '|',
    '>',
    ': ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '!!x ',
    '#',
    '---\n',
    '\t',
    '?',
    '%',
    '\u0000',
    'tags:\n',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { detections, skipped, unused } = load(pieces.join(''))
      expect(detections.length + skipped.length + unused.length).toBe(1)
    }),
    { numRuns: 2000 },
  )
})

test('a file with very many problems names the first hundred', () => {
  const { problems } = load(
    `${base}${Array.from({ length: 500 }, (_, i) => `k${i}: v\n`).join('')}`,
  )
  expect(problems.length).toBe(101)
  expect(problems.at(-1)?.message).toBe('further problems of this file are not listed')
})

test('folders not asked for are not parsed', () => {
  const files = [{ path: 'stories/s.yml', text: '[' }]
  expect(loadContent(files, ['detections'])).toMatchObject({
    unused: ['stories/s.yml'],
    skipped: [],
  })
})

test('problems of a macro name their place', () => {
  expect(problemsOf('name: m\n', 'macros/m.yml')).toEqual([
    'macros/m.yml:1:1 "definition" is missing',
  ])
})

test('every key and item of a file has its place', () => {
  const [detection] = load(
    `${base}tags:\n  product:\n  - Splunk Cloud\n  - Other\n  throttling: {fields: [a, b], period: 60m}\n`,
  ).detections
  expect(detection?.placeOf('tags', 'product', 1)).toEqual({ line: 6, column: 5 })
  expect(detection?.placeOf('tags', 'throttling', 'period')).toEqual({ line: 7, column: 32 })
  expect(detection?.placeOf('tags', 'cve', 3)).toEqual({ line: 3, column: 1 })
  expect(detection?.placeOf('nothing')).toEqual({ line: 1, column: 1 })
  expect(detection?.throttling?.fields.map(({ text }) => text)).toEqual(['a', 'b'])
})

test('deployments, of a type and of one detection', () => {
  const text = `name: D
type: TTP
scheduling: {cron_schedule: 0 * * * *, earliest_time: -70m@m, latest_time: -10m@m, schedule_window: auto}
alert_action:
  notable: {rule_title: '%name%', rule_description: '%description%', nes_fields: [user, dest]}
  rba: {enabled: 'true'}
`
  expect(load(text, 'deployments/d.yml').deployments[0]).toMatchObject({
    type: 'TTP',
    scheduling: { cron: '0 * * * *', earliest: '-70m@m', latest: '-10m@m', window: 'auto' },
    finding: { title: '%name%', fields: ['user', 'dest'] },
    risk: true,
  })
  const [detection] = load(
    `${base}deployment:\n  alert_action: {rba: {enabled: false}}\n`,
  ).detections
  expect(detection?.deployment).toEqual({ scheduling: null, finding: null, risk: false })
})

test('a deprecation mapping names what goes, and what comes in its place', () => {
  const { deprecations } = load(
    'detections:\n- content: Old\n  removed_in_version: 5.2.0\n  reason: too noisy\n  replacement_content: [New]\n',
    'removed/deprecation_mapping.YML',
  )
  expect(deprecations).toEqual([
    {
      path: 'removed/deprecation_mapping.YML',
      place: { line: 2, column: 3 },
      kind: 'detections',
      content: 'Old',
      removedInVersion: '5.2.0',
      reason: 'too noisy',
      replacements: ['New'],
    },
  ])
})
